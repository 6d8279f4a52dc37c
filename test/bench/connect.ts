import { io, type Socket } from 'socket.io-client';

import { type ClientEvents, PROTOCOL_VERSION, type ServerEvents } from '#src/protocol/index.ts';

export type Wire = Socket<ServerEvents, ClientEvents>;

/** One client of a server under measurement, once it is connected. */
export async function connect(address: string): Promise<Wire> {
  const socket: Wire = io(address, {
    path: '/socket',
    transports: ['websocket'],
    forceNew: true,
    auth: { protocol: PROTOCOL_VERSION, client: 'bench' },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}
