import { objectsAt, textAt } from '#src/cluster/index.ts';

import type { HostedVdc } from './hosted-vdc.ts';
import { machinesOf } from './machines.ts';

/** What keeps a VDC from getting on. */
export interface Trouble {
  code: 'NO_CAPACITY' | 'NODE_FAILED' | 'INVALID_SPEC';
  message: string;
  /** It will not pass by itself: there is nothing to wait for. */
  final: boolean;
}

/** What is wrong now, the most telling first. Much of it passes: whoever asks looks again before giving up. */
export function troubleOf(vdc: HostedVdc): Trouble | null {
  const { reason, message } = readyCondition(vdc);
  if (reason === 'ValidationFailed') {
    return { code: 'INVALID_SPEC', message: `k3k does not accept this VDC: ${message}`, final: true };
  }
  for (const { name, trouble } of machinesOf(vdc)) {
    if (trouble) return { code: trouble.code, message: `${name}: ${trouble.message}`, final: false };
  }
  // One reconcile sets it, the next may clear it.
  if (textAt(vdc.cluster, 'status', 'phase') === 'Failed') {
    return { code: 'NODE_FAILED', message: `k3k cannot set it up: ${message || reason}`, final: false };
  }
  return null;
}

/** What k3k says of the VDC as a whole. It sets no generation, so right after a change it may speak of the time before. */
export function readyCondition({ cluster }: HostedVdc): { ready: boolean; reason: string; message: string } {
  const condition = objectsAt(cluster, 'status', 'conditions').find(({ type }) => type === 'Ready');
  return {
    ready: textAt(condition, 'status') === 'True',
    reason: textAt(condition, 'reason') ?? '',
    message: textAt(condition, 'message') ?? '',
  };
}
