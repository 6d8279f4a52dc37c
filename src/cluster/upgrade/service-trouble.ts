import type { ClusterObject } from '../cluster-object.ts';
import { isReady, podsSelected } from '../diagnosis/selecting.ts';
import type { Snapshot } from '../diagnosis/snapshot.ts';
import { labelsAt } from '../fields.ts';

/** Why a service does not answer, as a clause; undefined where it does, or where one cannot see. */
export function serviceTrouble(snapshot: Snapshot, namespace: string | undefined, name: string): string | undefined {
  if (!snapshot.knows('Service') || !snapshot.knows('Pod')) return undefined;
  const service = snapshot.find('Service', namespace, name);
  if (!service) return `the service "${name}" in ${namespace ?? 'default'} does not exist`;
  const selector = labelsAt(service, 'spec', 'selector');
  if (Object.keys(selector).length === 0) return undefined;
  return podsBehind(snapshot, service).some((pod) => isReady(pod))
    ? undefined
    : `nobody is ready behind the service "${name}" in ${namespace ?? 'default'}`;
}

/** The pods that a service leads to. */
export function podsBehind(snapshot: Snapshot, service: ClusterObject): readonly ClusterObject[] {
  return podsSelected(snapshot, service.metadata.namespace, labelsAt(service, 'spec', 'selector'));
}
