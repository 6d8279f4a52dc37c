import type { Caller, OperationRequest } from '#src/conversation/index.ts';
import type { JsonObject, OperationView } from '#src/protocol/index.ts';
import {
  ActionRegistry,
  type Log,
  type OperationOutcome,
  OperationService,
  OperationWorker,
  type OperationWorkerOptions,
} from '#src/provisioning/index.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { testRedis } from '#test/support/redis.ts';

import { type TestServices, testActions } from './test-actions.ts';

export const caller: Caller = { owner: 'ada', name: 'Ada', roles: ['user'], locale: 'en' };

export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

type WorkerOptions = Partial<OperationWorkerOptions<TestServices>>;

/** Quick where the product is patient. */
export const quick = {
  lockMs: 500,
  progressMs: 50,
  graceMs: 200,
  cleanup: { attempts: 3, backoffMs: 10, timeoutMs: 2_000 },
};

/** A service and its workers on a real Redis, with all that was told. Close it after the test. */
export async function openStand(given?: { url: string; prefix: string }) {
  const { url, prefix } = given ?? (await testRedis());
  const redis = connectRedis(url);
  const services: TestServices = { redis, prefix };
  const registry = new ActionRegistry({ actions: testActions, services, log: silent, badge: 'simulated' });
  const told: OperationOutcome[] = [];
  const heard: OperationView[] = [];
  const workers: OperationWorker<TestServices>[] = [];
  const service = new OperationService({
    redis,
    prefix,
    log: silent,
    stagesOf: (action) => registry.stagesOf(action),
    badgeFor: (work, caller) => registry.badgeFor(work, caller),
  });
  await service.subscribe(({ view }) => heard.push(view));
  let requests = 0;
  return {
    url,
    prefix,
    service,
    services,
    told,
    heard,
    async work(options: WorkerOptions = {}): Promise<OperationWorker<TestServices>> {
      const worker = new OperationWorker<TestServices>({
        redis,
        prefix,
        registry,
        log: silent,
        onOutcome: async (outcome) => void told.push(outcome),
        ...quick,
        ...options,
      });
      workers.push(worker);
      await worker.start();
      return worker;
    },
    request(input: JsonObject = {}, action = 'test.make'): OperationRequest {
      requests += 1;
      return {
        id: `conversation-${requests}-0:x`,
        conversation: `conversation-${requests}`,
        run: '1.0',
        step: 'make',
        caller,
        title: 'Make things',
        attempts: 1,
        backoffMs: 10,
        timeoutMs: 60_000,
        work: [{ action, input }],
      };
    },
    async outcomes(id: string, count = 1): Promise<OperationOutcome[]> {
      const mine = () => told.filter((outcome) => outcome.id === id);
      await until(() => mine().length >= count);
      return mine();
    },
    async close(): Promise<void> {
      await Promise.all(workers.map((worker) => worker.stop()));
      await service.close();
      redis.disconnect();
    },
  };
}

export type Stand = Awaited<ReturnType<typeof openStand>>;

/** Waits until it holds; fails loudly when it does not come to hold. */
export async function until(holds: () => boolean | Promise<boolean>, withinMs = 8_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`it did not come to hold: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
