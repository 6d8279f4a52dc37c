import { readFileSync } from 'node:fs';

import { openWorld } from '../actions/world.ts';
import { leadingTo } from './inside-vdc.ts';

/**
 * A worker in a process of its own, inside whose VDCs is the cluster of a kubeconfig. It dies by kill -9 when it passes a
 * named point: `change-process.ts <redis> <prefix> <kubeconfig file> <point> <passes>`.
 */
const [url = '', prefix = '', file = '', point = '', passes = '1'] = process.argv.slice(2);
let left = Number(passes);
await openWorld({
  given: { url, prefix },
  between: leadingTo(readFileSync(file, 'utf8')),
  failPoint: (name) => {
    if (name !== point) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  },
});
