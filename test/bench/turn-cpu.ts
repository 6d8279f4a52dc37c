import type { Accepted, Ack } from '#src/protocol/index.ts';
import { messageId } from '#test/support/wizard-client.ts';

import { connect, type Wire } from './connect.ts';
import { MeasuredServer } from './measured-server.ts';

const PEOPLE = 100;
const QUESTIONS = 20;

/** Server CPU per message, in microseconds, with 100 people who answer as soon as they are asked. */
export async function echoCpu(redis: string, turns: number): Promise<{ perTurn: number; perSecond: number }> {
  const server = await MeasuredServer.start('./serve-echo.ts', { BENCH_REDIS: redis });
  try {
    const sockets = await crowd(server.address);
    return await measure(server, turns, sockets, async (socket) => {
      await socket.emitWithAck('message', {
        id: messageId(),
        conversation: 'AAAAAAAAAAAAAAAAAAAAAA',
        reply: { type: 'text', text: 'an answer of some length' },
      });
    });
  } finally {
    await server.stop();
  }
}

/** The same for durable turns: answer, saved, next question. */
export async function turnCpu(
  redis: string,
  turns: number,
  prefix: string,
): Promise<{ perTurn: number; perSecond: number }> {
  const server = await MeasuredServer.start('./serve-wizard.ts', { BENCH_REDIS: redis, REDIS_PREFIX: prefix });
  try {
    const sockets = await crowd(server.address);
    const conversations = new Map<Wire, { id: string; left: number }>();
    return await measure(server, turns, sockets, async (socket) => {
      const at = conversations.get(socket);
      if (!at || at.left === 0) {
        // The beginning of a conversation is a turn too.
        const opened = await socket.emitWithAck('open', { flow: 'bench', messageId: messageId() });
        if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.message}`);
        conversations.set(socket, { id: opened.conversation, left: QUESTIONS - 1 });
        return;
      }
      const answer: Ack<Accepted> = await socket.emitWithAck('message', {
        id: messageId(),
        conversation: at.id,
        reply: { type: 'text', text: 'an answer of some length' },
      });
      if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
      at.left -= 1;
    });
  } finally {
    await server.stop();
  }
}

async function crowd(address: string): Promise<Wire[]> {
  const sockets: Wire[] = [];
  for (let index = 0; index < PEOPLE; index++) sockets.push(await connect(address));
  return sockets;
}

async function measure(
  server: MeasuredServer,
  turns: number,
  sockets: Wire[],
  one: (socket: Wire) => Promise<void>,
): Promise<{ perTurn: number; perSecond: number }> {
  const run = async (count: number) => {
    let left = count;
    await Promise.all(
      sockets.map(async (socket) => {
        while (left-- > 0) await one(socket);
      }),
    );
  };
  // Warm up: compilers and caches.
  await run(Math.ceil(turns / 2));
  const before = await server.report();
  const started = performance.now();
  await run(turns);
  const seconds = (performance.now() - started) / 1_000;
  const after = await server.report();
  for (const socket of sockets) socket.disconnect();
  return { perTurn: (after.cpuMicroseconds - before.cpuMicroseconds) / turns, perSecond: turns / seconds };
}
