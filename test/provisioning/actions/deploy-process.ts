import { openWorld } from './world.ts';

/**
 * A worker on the simulated grid in a process of its own, which dies by kill -9 when it passes a named point:
 * `deploy-process.ts <redis> <prefix> <point> <passes>`.
 */
const [url = '', prefix = '', point = '', passes = '1'] = process.argv.slice(2);
let left = Number(passes);
await openWorld({
  given: { url, prefix },
  failPoint: (name) => {
    if (name !== point) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  },
});
