import { Redis } from 'ioredis';

import { ownTestRedis } from '#test/support/redis.ts';
import { WizardClient } from '#test/support/wizard-client.ts';

import { idleMemory } from './idle-memory.ts';
import { MeasuredServer } from './measured-server.ts';
import { print } from './print.ts';
import { echoCpu, turnCpu } from './turn-cpu.ts';

const rounds = Number(process.env['ROUNDS'] ?? 5);
const turns = Number(process.env['TURNS'] ?? 20_000);
const people = Number(process.env['PEOPLE'] ?? 2_000);

/**
 * The first figures of the design, as ratios within one run: both sides in turns, on the same Redis (AOF everysec), each
 * in a process of its own. ROUNDS, TURNS and PEOPLE make it longer.
 */
export async function measureTurns(): Promise<void> {
  const redis = await ownTestRedis({ appendOnly: true });
  try {
    const echo: number[] = [];
    const turn: number[] = [];
    let echoRate = 0;
    let turnRate = 0;
    for (let round = 0; round < rounds; round++) {
      const one = await echoCpu(redis.url, turns);
      const other = await turnCpu(redis.url, turns, `bench${round}`);
      echo.push(one.perTurn);
      turn.push(other.perTurn);
      echoRate = Math.max(echoRate, one.perSecond);
      turnRate = Math.max(turnRate, other.perSecond);
      print(`round ${round + 1}`, `echo ${one.perTurn.toFixed(1)} µs, turn ${other.perTurn.toFixed(1)} µs`);
    }
    const ratios = turn.map((value, index) => value / (echo[index] ?? Number.NaN)).sort((one, other) => one - other);
    print(
      'server CPU per durable turn',
      `${ratio(Math.min(...turn) / Math.min(...echo))} of an echo with one GET and one SET of 2 KB ` +
        `(best against best; median of the rounds ${ratio(ratios[Math.floor(ratios.length / 2)] ?? 0)}; aim 1.3)`,
    );
    print(
      'turns a second, 100 people',
      `${turnRate.toFixed(0)} against ${echoRate.toFixed(0)} echoes (load on the other core)`,
    );
    const { bytes, memory } = await storedSession(redis.url);
    print('stored session, mid-way deploy', `${bytes} bytes (aim 1,536), ${memory} with its key in Redis's memory`);
    const bare = await idleMemory('bare', people, { BENCH_REDIS: redis.url });
    const wizard = await idleMemory('wizard', people, { BENCH_REDIS: redis.url, REDIS_PREFIX: 'idle' });
    print(
      'memory per idle person',
      `${ratio(wizard.rss / bare.rss)} of bare socket.io by resident memory (${kib(wizard.rss)} against ${kib(bare.rss)}), ` +
        `${ratio(wizard.heap / bare.heap)} by heap (${kib(wizard.heap)} against ${kib(bare.heap)}; aim 1.25)`,
    );
  } finally {
    await redis.remove();
  }
}

/** The conversation of a person at the summary of a deployment: what is written, and what Redis takes for it. */
async function storedSession(redis: string): Promise<{ bytes: number; memory: number }> {
  const server = await MeasuredServer.start('./serve-wizard.ts', { BENCH_REDIS: redis, REDIS_PREFIX: 'stored' });
  const client = await new WizardClient(server.address).connected();
  const connection = new Redis(redis);
  try {
    await client.open({ flow: 'deploy-vdc' });
    await client.asked('name');
    await client.say('demo');
    await client.asked('size');
    await client.say('1');
    await client.asked('confirm');
    const [key] = await connection.keys(`stored*:c:${client.conversation}`);
    if (key === undefined) throw new Error('no stored conversation');
    return { bytes: await connection.strlen(key), memory: (await connection.memory('USAGE', key)) ?? 0 };
  } finally {
    connection.disconnect();
    client.close();
    await server.stop();
  }
}

function ratio(value: number): string {
  return `${value.toFixed(2)} ×`;
}

function kib(bytes: number): string {
  return `${(bytes / 1_024).toFixed(1)} KiB`;
}
