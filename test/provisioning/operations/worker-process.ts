import { ActionRegistry, OperationWorker } from '#src/provisioning/index.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';

import { quick, silent } from './stand.ts';
import { testActions } from './test-actions.ts';

/**
 * A worker in a process of its own, which dies by kill -9 when it passes a named point: `worker-process.ts <redis> <prefix>
 * <point> <passes>`. Outcomes it tells are appended to the list `<prefix>told`.
 */
const [url = '', prefix = '', point = '', passes = '1'] = process.argv.slice(2);
const redis = connectRedis(url);
let left = Number(passes);
const worker = new OperationWorker({
  redis,
  prefix,
  registry: new ActionRegistry({ actions: testActions, services: { redis, prefix }, log: silent }),
  log: silent,
  onOutcome: async (outcome) => void (await redis.rpush(`${prefix}told`, JSON.stringify(outcome))),
  failPoint: (name) => {
    if (name !== point) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  },
  ...quick,
});
await worker.start();
