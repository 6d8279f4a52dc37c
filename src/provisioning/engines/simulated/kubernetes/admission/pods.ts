import { objectsAt, textAt, valueAt } from '#src/cluster/fields.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { pods, priorityClasses, serviceAccounts } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { forbidden } from '../validation/field-errors.ts';
import type { ClusterState } from '../writes/cluster-state.ts';

const nodeTroubles = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

/** What every pod gets: an account, a priority, and five minutes on a node that is in trouble. */
export function admitPod(cluster: ClusterState, pod: KubernetesObject): KubernetesObject {
  const account = textAt(pod, 'spec', 'serviceAccountName') ?? 'default';
  const { name, namespace } = pod.metadata;
  if (account !== 'default' && !cluster.store.get(serviceAccounts, namespace, account))
    throw forbidden(
      pods,
      name,
      `error looking up service account ${namespace}/${account}: serviceaccount ${JSON.stringify(account)} not found`,
    );
  const tolerations = objectsAt(pod, 'spec', 'tolerations');
  const usual = nodeTroubles
    .filter((key) => !tolerations.some((one) => toleratesEviction(one, key)))
    .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
  return {
    ...pod,
    spec: {
      ...pod.spec,
      serviceAccountName: account,
      serviceAccount: account,
      tolerations: [...tolerations, ...usual],
      ...priorityOf(cluster, pod),
    },
  };
}

const toleratesEviction = (toleration: JsonObject, key: string): boolean =>
  (toleration['key'] === key || toleration['key'] === undefined) &&
  (toleration['effect'] === 'NoExecute' || toleration['effect'] === undefined);

function priorityOf(cluster: ClusterState, pod: KubernetesObject): JsonObject {
  const wanted = textAt(pod, 'spec', 'priorityClassName');
  const classes = cluster.store.list(priorityClasses);
  const found =
    wanted === undefined
      ? classes.find((one) => one['globalDefault'] === true)
      : classes.find((one) => one.metadata.name === wanted);
  if (wanted !== undefined && !found)
    throw forbidden(pods, pod.metadata.name, `no PriorityClass with name ${wanted} was found`);
  return {
    ...(found ? { priorityClassName: found.metadata.name } : {}),
    priority: Number(valueAt(found, 'value') ?? 0),
    preemptionPolicy: textAt(found, 'preemptionPolicy') ?? 'PreemptLowerPriority',
  };
}
