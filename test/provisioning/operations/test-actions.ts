import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { z } from 'zod';

import { type Action, ActionFailure, type LastingAction } from '#src/provisioning/index.ts';

/** What the test actions work on: a ledger of what was made under which effect id. */
export interface TestServices {
  redis: Redis;
  prefix: string;
}

const failing = z.object({ code: z.string(), retryable: z.boolean(), times: z.int() });

const input = z.strictObject({
  steps: z.int().default(3),
  /** Milliseconds each step takes. */
  pace: z.int().default(1),
  /** Fails before this step, so many times. */
  failAt: z.int().default(1),
  fail: failing.optional(),
  /** Throws something that is no failure of the world. */
  bug: z.boolean().default(false),
  /** Pays no heed to its signal. */
  deaf: z.boolean().default(false),
  /** Taking back fails so many times. */
  undoFails: z.int().default(0),
});

type Input = z.infer<typeof input>;

const output = z.object({ made: z.int() });

/** Makes things, one a step, each under its effect id; knows how to take them back. */
const make: LastingAction<TestServices, typeof input, typeof output> = {
  kind: 'lasting',
  name: 'test.make',
  title: 'Makes things',
  permission: 'vdc.deploy',
  input,
  output,
  stages: [
    { id: 'first', title: 'The first thing' },
    { id: 'rest', title: 'All others' },
  ],
  run: async (context, wish) => {
    const { services, effectId, signal } = context;
    for (let step = 0; step < wish.steps; step += 1) {
      context.progress(step === 0 ? 'first' : 'rest', (100 * step) / wish.steps, `Step ${step + 1}`);
      if (step === wish.failAt) await stumble(services, effectId, wish);
      await context.checkpoint(`step-${step}`, async () => {
        await pause(wish.pace, undefined, wish.deaf ? {} : { signal }).catch(() => {
          throw new ActionFailure('ABORTED', 'It was stopped before it was done.');
        });
        await makeOnce(services, `${effectId}/${step}`);
        return { step };
      });
    }
    return { made: wish.steps };
  },
  compensate: async ({ services, effectId }, wish) => {
    const fails = await services.redis.hincrby(key(services, 'undone'), effectId, 1);
    if (fails <= wish.undoFails) throw new ActionFailure('UNSUPPORTED', 'The crane is out of order.');
    for (let step = 0; step < wish.steps; step += 1)
      await services.redis.hdel(key(services, 'made'), `${effectId}/${step}`);
  },
  simulate: ({ steps }) => ({ made: steps }),
};

/** The same, with no way back. */
const { compensate: _, ...withoutWayBack } = make;
const keep: LastingAction<TestServices, typeof input, typeof output> = { ...withoutWayBack, name: 'test.keep' };

const look: Action<TestServices> = {
  kind: 'read',
  name: 'test.look',
  title: 'Looks',
  permission: 'vdc.read',
  input: z.strictObject({
    pause: z.int().default(0),
    wrong: z.boolean().default(false),
    bug: z.boolean().default(false),
  }),
  output: z.object({ seen: z.int() }),
  run: async (_context, wish) => {
    const { pause: delay, wrong, bug } = wish as { pause: number; wrong: boolean; bug: boolean };
    await pause(delay);
    if (bug) throw new Error('password is hunter2');
    return wrong ? { seen: 'nothing' } : { seen: 1 };
  },
  simulate: () => ({ seen: 1 }),
};

export const testActions: readonly Action<TestServices>[] = [make, keep, look];

/** What exists now, by effect id and step. */
export async function madeNow(services: TestServices): Promise<string[]> {
  return (await services.redis.hkeys(key(services, 'made'))).sort();
}

/** How often each thing was really made: more than once is a defect. */
export async function timesMade(services: TestServices): Promise<number[]> {
  return (await services.redis.hvals(key(services, 'times'))).map(Number);
}

export async function timesUndone(services: TestServices, effectId: string): Promise<number> {
  return Number((await services.redis.hget(key(services, 'undone'), effectId)) ?? 0);
}

async function stumble(services: TestServices, effectId: string, { fail, bug }: Input): Promise<void> {
  if (bug) throw new Error('password is hunter2');
  if (!fail) return;
  const times = await services.redis.hincrby(key(services, 'stumbled'), effectId, 1);
  if (times <= fail.times) throw new ActionFailure(fail.code, 'There is no room.', { retryable: fail.retryable });
}

/** As an engine does: looks for the effect first. */
async function makeOnce(services: TestServices, thing: string): Promise<void> {
  const fresh = await services.redis.hsetnx(key(services, 'made'), thing, 1);
  if (fresh === 1) await services.redis.hincrby(key(services, 'times'), thing, 1);
}

const key = ({ prefix }: TestServices, name: string): string => `${prefix}test:${name}`;
