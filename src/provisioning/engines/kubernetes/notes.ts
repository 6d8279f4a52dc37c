import type { VdcSpec } from '../../engine.ts';
import { isFree } from './host-prices.ts';
import type { KubernetesOptions } from './options.ts';

/** What a person should know before they say yes. */
export function notesOf(spec: VdcSpec, options: KubernetesOptions): string[] {
  return [
    ...(isFree(options) ? ['It runs on a Kubernetes host of your operator, and nothing is charged.'] : []),
    'It is a real k3s in a namespace of its own; the scheduler of the host has the last word on where its machines run.',
    spec.controllers === 3
      ? 'Three controllers on distinct nodes: the VDC goes on when one of them fails.'
      : 'One controller: while its node is away, and during an upgrade, so is the Kubernetes API. Three make it redundant.',
    ...(spec.workers === 0
      ? ['No workers: your apps run on the controllers.']
      : ['What apps write to the disk of a worker goes when that worker is replaced: keep backups of what matters.']),
    ...(options.expose === 'clusterIP' ? ['Its Kubernetes API is reached from inside the host only.'] : []),
    ...(options.wireguard ? ['Traffic between its machines is encrypted with WireGuard.'] : []),
  ];
}
