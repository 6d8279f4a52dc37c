import type { IncomingMessage } from 'node:http';

import type { z } from 'zod';

import type { Caller, Conversations, LogDesk, Operations, SessionStore } from '#src/conversation/index.ts';
import type { Choice, choicesSchema } from '#src/protocol/index.ts';

import type { Identity } from './web-socket.ts';

/** What the web channel stands on. */
export interface WebChannelOptions {
  conversations: Conversations;
  store: SessionStore;
  operations: Operations;
  /** Who a token (or, on loopback, its absence) stands for. Rejects with a sentence. */
  identify(token: string | undefined): Promise<Identity>;
  /** Why a page of this origin, under this Host header, may not speak to us: a sentence; undefined when it may. */
  whyRefused(request: IncomingMessage): string | undefined;
  /** The network address of whoever sent the request, also behind proxies. */
  addressOf(request: IncomingMessage): string;
  /** Further choices of an open question. */
  choices(caller: Caller, request: z.infer<typeof choicesSchema>): Promise<{ items: Choice[]; more: boolean }>;
  /** Live logs that a conversation shows. */
  logs: LogDesk;
  limits: WebLimits;
  observe: WebObserver;
}

/** What one client may take up. */
export interface WebLimits {
  connectionsPerAddress: number;
  messagesPerSecond: number;
  burst: number;
  maxMessageBytes: number;
  /** Packets waiting for one slow reader: progress is dropped at half of it, the connection at all of it. */
  maxWaitingPackets: number;
}

/** What the channel tells whoever measures and logs. */
export interface WebObserver {
  connected(count: number): void;
  rejected(reason: 'origin' | 'auth' | 'rate' | 'connections'): void;
  /** An address has as many connections as it may. */
  crowded(address: string, request: IncomingMessage): void;
  slowReader(): void;
  /** Seconds from a message to its saved turn. */
  took(seconds: number): void;
  failed(event: string, error: unknown): string;
}
