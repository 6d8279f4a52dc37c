import { persistentVolumeClaims } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ControlledCluster } from './controller.ts';
import { type Telling, tell } from './events.ts';
import { memoryOf, withMemory } from './memory.ts';

/** Says it now and, while it stays so, again each time the volume controller would look: every 15 seconds, then more rarely. */
export function tellAgain(
  cluster: ControlledCluster,
  claim: KubernetesObject,
  telling: Pick<Telling, 'type' | 'reason' | 'message' | 'component'>,
): number {
  const { reason } = telling;
  const memory = memoryOf(claim);
  const at = typeof memory['toldAt'] === 'number' && memory['told'] === reason ? memory['toldAt'] : 0;
  const every = typeof memory['every'] === 'number' && memory['told'] === reason ? memory['every'] : 15_000;
  if (at + cluster.pace(every) > cluster.now) return at + cluster.pace(every);
  tell(cluster, claim, { ...telling, times: at === 0 ? 1 : Math.max(1, Math.round(every / 15_000)) });
  const after = at === 0 ? 15_000 : Math.min(every * 2, 900_000);
  cluster.update(
    persistentVolumeClaims,
    withMemory(claim, { ...memory, told: reason, toldAt: cluster.now, every: after }),
  );
  return cluster.now + cluster.pace(after);
}
