import { createServer } from 'node:http';

import { Redis } from 'ioredis';
import { Server } from 'socket.io';

import { reportOn } from './report.ts';

/**
 * The server to compare with: the same socket.io settings, an echo, and around it one GET and one SET of 2 KB. With
 * `BARE=1` it does not even echo: what an idle connection costs by itself.
 */
const redis = new Redis(process.env['BENCH_REDIS'] ?? '');
const value = 'x'.repeat(2_048);
const http = createServer();
const server = new Server(http, {
  path: '/socket',
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
  maxHttpBufferSize: 65_536,
});
server.on('connection', (socket) => {
  if (process.env['BARE'] === '1') return;
  socket.on('message', (message: object, ack: (answer: object) => void) => {
    void (async () => {
      await redis.get(`echo:${socket.id}`);
      await redis.set(`echo:${socket.id}`, value);
      ack({ ok: true, message });
    })();
  });
});
http.listen(0, '127.0.0.1', () => reportOn(http));
