import type { Server, Socket } from 'socket.io';

import type { Caller } from '#src/conversation/index.ts';
import type { ClientEvents, ServerEvents } from '#src/protocol/index.ts';

/** Who a connection speaks for. `until` ends it: milliseconds since the epoch. */
export interface Identity {
  owner: string;
  name: string;
  roles: string[];
  until?: number;
}

export type WebServer = Server<ClientEvents, ServerEvents, object, { identity: Identity }>;
export type WebSocket = Socket<ClientEvents, ServerEvents, object, { identity: Identity }>;

/** With whose rights a connection speaks. */
export function callerOf(socket: WebSocket): Caller {
  const { owner, name, roles } = socket.data.identity;
  return { owner, name, roles, locale: 'en' };
}

/** Packets that this reader has not taken yet. socket.io itself never stops collecting them. */
export function waiting(socket: WebSocket): number {
  const buffer: unknown = Reflect.get(socket.conn, 'writeBuffer');
  return Array.isArray(buffer) ? buffer.length : 0;
}
