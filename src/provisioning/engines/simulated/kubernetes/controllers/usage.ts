import { objectAt, objectsAt, textAt } from '#src/cluster/index.ts';

import type { KubernetesObject } from '../kubernetes-object.ts';
import { familyOf } from './containers/image-family.ts';
import { hexOf } from './names.ts';
import { phaseOf } from './pods.ts';
import { quantity } from './quantity.ts';

export interface ContainerUsage {
  name: string;
  cpuMillis: number;
  memoryBytes: number;
}

/** On a pod: how busy it is, in percent of the processor time that it asked for. */
export const LOAD = 'simulated.3bot.io/load';

const MIB = 1024 ** 2;

/** What the containers of a pod use at a moment: quiet with slow waves, the same for the same pod and moment. Empty while it does not run. */
export function podUsage(pod: KubernetesObject, now: number): { containers: ContainerUsage[] } {
  if (phaseOf(pod) !== 'Running') return { containers: [] };
  const running = objectsAt(pod, 'status', 'containerStatuses').filter(
    (status) => Object.keys(objectAt(status, 'state', 'running')).length > 0,
  );
  const load = Number(pod.metadata.annotations?.[LOAD] ?? Number.NaN);
  return {
    containers: running.map((status) => {
      const name = textAt(status, 'name') ?? '';
      const spec = objectsAt(pod, 'spec', 'containers').find((container) => container['name'] === name);
      const family = familyOf(textAt(status, 'image') ?? '');
      const requested = quantity(objectAt(spec, 'resources', 'requests')['cpu']) * 1_000;
      const limits = objectAt(spec, 'resources', 'limits');
      const phase = Number.parseInt(hexOf(6, pod.metadata.uid, name), 16);
      // A wave of some minutes on one of the day.
      const wave =
        1 + 0.25 * Math.sin(now / 97_000 + phase) + 0.35 * Math.sin((now / 86_400_000) * 2 * Math.PI + (phase % 7));
      const idle = Math.max(family.idleMilliCpu, requested * 0.18);
      const cpu = Number.isFinite(load) ? (Math.max(requested, 50) * load) / 100 : idle * wave;
      const ceiling = quantity(limits['cpu']) * 1_000 || Number.POSITIVE_INFINITY;
      const settled = family.idleMi * MIB * (0.92 + (0.08 * wave) / 1.6 + ((phase % 100) / 100) * 0.1);
      const most = quantity(limits['memory']) || Number.POSITIVE_INFINITY;
      return {
        name,
        cpuMillis: Math.max(1, Math.round(Math.min(cpu * (1 + 0.03 * Math.sin(now / 11_000 + phase)), ceiling))),
        memoryBytes: Math.round(Math.min(settled, most * 0.93)),
      };
    }),
  };
}
