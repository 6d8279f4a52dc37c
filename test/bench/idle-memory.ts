import { messageId } from '#test/support/wizard-client.ts';

import { connect, type Wire } from './connect.ts';
import { MeasuredServer } from './measured-server.ts';

/** Bytes that one idle connected person costs: resident memory and JavaScript heap, after garbage collection. */
export async function idleMemory(
  kind: 'bare' | 'wizard',
  people: number,
  env: Record<string, string>,
): Promise<{ rss: number; heap: number }> {
  const script = kind === 'bare' ? './serve-echo.ts' : './serve-wizard.ts';
  const server = await MeasuredServer.start(script, { ...env, ...(kind === 'bare' ? { BARE: '1' } : {}) });
  const sockets: Wire[] = [];
  try {
    // A first few, so that what is loaded once is not counted per person.
    for (let index = 0; index < 200; index++) sockets.push(await join(server.address, kind));
    await settle();
    const before = await server.report(true);
    for (let index = 0; index < people; index++) sockets.push(await join(server.address, kind));
    await settle();
    const after = await server.report(true);
    return {
      rss: (after.rssBytes - before.rssBytes) / people,
      heap: (after.heapBytes - before.heapBytes) / people,
    };
  } finally {
    for (const socket of sockets) socket.disconnect();
    await server.stop();
  }
}

async function join(address: string, kind: 'bare' | 'wizard'): Promise<Wire> {
  const socket = await connect(address);
  if (kind === 'wizard') await socket.emitWithAck('open', { flow: 'bench', messageId: messageId() });
  return socket;
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
}
