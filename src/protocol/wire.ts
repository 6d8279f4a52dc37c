import { z } from 'zod';

import type { OperationView } from './operation.ts';
import { replySchema } from './reply.ts';
import { sentJson } from './sent-json.ts';
import type { Turn } from './transcript.ts';

/** The version a client names in its handshake. It changes only when an old client would misread a new server. */
export const PROTOCOL_VERSION = 1;

/** Ids that clients make: unguessable, URL-safe. */
export const idSchema = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/** socket.io `auth` payload of the handshake. */
export const handshakeSchema = z.looseObject({
  protocol: z.literal(PROTOCOL_VERSION),
  /** A signed token; not needed on loopback. Never in the address. */
  token: z.string().max(4_096).optional(),
  client: z.string().max(80).optional(),
});

/** Client → server `open`: begin or go on with a conversation. */
export const openSchema = z.strictObject({
  /** Leave out to begin a new conversation. */
  conversation: idSchema.optional(),
  /** The flow a new conversation begins with; `welcome` unless said. */
  flow: z.string().min(1).max(80).optional(),
  slots: z.record(z.string().max(80), sentJson).optional(),
  /** The last revision the client has: it gets exactly the turns behind it. Leave out for the newest page. */
  after: z.int().min(0).optional(),
  locale: z.string().max(35).optional(),
  /** The client's id for the first message of a new conversation, so that a repeated `open` begins only one. */
  messageId: idSchema.optional(),
});

/** Client → server `message`: one reply. Sending the same `id` again is safe and gets the same answer. */
export const messageSchema = z.strictObject({
  id: idSchema,
  conversation: idSchema,
  reply: replySchema,
});

/** Client → server `history`: older turns, a page at a time. */
export const historySchema = z.strictObject({
  conversation: idSchema,
  before: z.int().min(1),
});

/** Client → server `cancel`: ask a running operation to stop and clean up. */
export const cancelSchema = z.strictObject({ conversation: idSchema, operation: z.string().max(120) });

/** Client → server `choices`: further choices of the open question, by search text or page. */
export const choicesSchema = z.strictObject({
  conversation: idSchema,
  prompt: z.string().max(20),
  slot: z.string().max(80),
  search: z.string().max(200).optional(),
  page: z.int().min(0).max(1_000).optional(),
});

/** Client → server `watch` and `unwatch`: follow the lines of a live log that the conversation shows. */
export const watchSchema = z.strictObject({ conversation: idSchema, log: idSchema });

export type OpenRequest = z.infer<typeof openSchema>;
export type MessageRequest = z.infer<typeof messageSchema>;
export type HistoryRequest = z.infer<typeof historySchema>;
export type CancelRequest = z.infer<typeof cancelSchema>;
export type ChoicesRequest = z.infer<typeof choicesSchema>;
export type WatchRequest = z.infer<typeof watchSchema>;

/** Why a request was refused: a code for programs, a sentence for people that says the fix. */
export interface WireError {
  code: string;
  message: string;
  /** Milliseconds until it is worth trying again. */
  retryAfter?: number;
}

export type Ack<T> = ({ ok: true } & T) | { ok: false; error: WireError };

/** Answer to `open`. */
export interface Opened {
  conversation: string;
  /** The newest revision there is. */
  revision: number;
  turns: Turn[];
  /** There are older turns than the first one here. */
  older: boolean;
  /** Operations of this conversation that still run, as they stand now. */
  operations: OperationView[];
  /** Who the server takes the client for. */
  owner: { id: string; name: string };
}

/**
 * Answer to `message`: the revision the message became, and the turn itself: the sender gets it here, everybody else as
 * the event `turn`. `duplicate` when the message had been taken before.
 */
export interface Accepted {
  revision: number;
  turn: Turn;
  duplicate?: boolean;
}

/** Some lines of a live log in a row. */
export interface LogLines {
  /** One following of the log: another one counts anew. */
  feed: string;
  /** The number of the first of these lines in its feed: a gap says how many were left out. */
  from: number;
  lines: string[];
}

/** Answer to `watch`: what the feed has brought so far. */
export interface Watching extends LogLines {
  /** A feed brings the log from its beginning: what another feed brought before is said again. */
  replays: boolean;
}

/** Why a live log has come to its end. */
export interface LogEnd {
  /** No more lines; followed for very long; the conversation went on; it broke off, and the message says why. */
  why: 'over' | 'long' | 'left' | 'failed';
  message?: string;
}

/** Server → client events. */
export interface ServerEvents {
  /** A turn was taken, in any tab or channel. */
  turn: (event: { conversation: string; turn: Turn }) => void;
  /** An operation moved on. May be dropped for a slow reader; the next one tells all. */
  progress: (event: { conversation: string; operation: OperationView }) => void;
  /** A watched log brought lines, or came to its end. May leave lines out for a slow reader. */
  log: (event: { conversation: string; log: string } & (LogLines | { ended: LogEnd })) => void;
  /** The server is going down or coming back, or asks the client to slow down. */
  notice: (event: { code: string; message: string }) => void;
}

/** Client → server events; each is answered by its acknowledgement. */
export interface ClientEvents {
  open: (request: OpenRequest, ack: (answer: Ack<Opened>) => void) => void;
  message: (request: MessageRequest, ack: (answer: Ack<Accepted>) => void) => void;
  history: (request: HistoryRequest, ack: (answer: Ack<{ turns: Turn[]; older: boolean }>) => void) => void;
  cancel: (request: CancelRequest, ack: (answer: Ack<object>) => void) => void;
  watch: (request: WatchRequest, ack: (answer: Ack<Watching>) => void) => void;
  unwatch: (request: WatchRequest, ack: (answer: Ack<object>) => void) => void;
  choices: (
    request: ChoicesRequest,
    ack: (answer: Ack<{ choices: { value: string; label: string; description?: string }[]; more: boolean }>) => void,
  ) => void;
}
