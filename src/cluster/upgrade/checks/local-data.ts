import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import type { Snapshot } from '../../diagnosis/snapshot.ts';
import { objectsAt, textAt, valueAt } from '../../fields.ts';
import type { Check, LineDraft } from '../check.ts';
import { isSystem, movablePods } from '../system-parts.ts';
import { count, MOST_OBJECTS, pathOf, shown, some } from '../wording.ts';

/** Data that lives on one node, or in one pod: it cannot move, and of it some is gone when the pod leaves. */
export const localData: Check = {
  subject: 'Data that lives on one node',
  needs: ['Pod', 'PersistentVolumeClaim', 'PersistentVolume'],
  fine: 'No data is bound to one node.',
  *judge({ snapshot }): Generator<LineDraft> {
    const pods = movablePods(snapshot).filter((pod) => !isSystem(pod));
    yield* pinned(snapshot, pods);
    yield* lost(pods);
  },
};

/** Pods whose volume is on their node: they wait until it is back. */
function* pinned(snapshot: Snapshot, pods: readonly ClusterObject[]): Generator<LineDraft> {
  const found = pods.flatMap((pod) => {
    for (const volume of objectsAt(pod, 'spec', 'volumes')) {
      const path = textAt(volume, 'hostPath', 'path');
      if (path !== undefined && !isOfTheMachine(path))
        return [{ pod, field: `spec.volumes[${textAt(volume, 'name')}].hostPath`, value: path }];
      const claim = textAt(volume, 'persistentVolumeClaim', 'claimName');
      const local = claim === undefined ? undefined : localVolumeOf(snapshot, pod.metadata.namespace, claim);
      if (local !== undefined)
        return [{ pod, field: `spec.volumes[${textAt(volume, 'name')}].persistentVolumeClaim`, value: local }];
    }
    return [];
  });
  if (found.length === 0) return;
  const one = found.length === 1;
  yield {
    verdict: 'warn',
    title: `${one ? `"${some(found.map(({ pod }) => pathOf(pod)))}" keeps its` : `${count(found.length, 'pod')} (${some(found.map(({ pod }) => pathOf(pod)))}) keep their`} data on one node.`,
    detail: `${one ? 'It waits' : 'They wait'} until that node is back, because no other node has the data. Make a backup of it first.`,
    objects: found.slice(0, MOST_OBJECTS).map(({ pod }) => referenceTo(pod)),
    evidence: found
      .slice(0, 5)
      .map(({ pod, field, value }) =>
        shown(referenceTo(pod), field, value, `"${pathOf(pod)}" keeps data in ${value}.`),
      ),
  };
}

/** What programs look into on a machine, and keep nothing of their own in. */
const isOfTheMachine = (path: string): boolean =>
  /^\/(proc|sys|dev|etc|lib|usr|run|boot|var\/(run|log|lib\/(kubelet|containerd|docker|rancher|cni)))(\/|$)/.test(
    path,
  ) || path === '/';

function localVolumeOf(snapshot: Snapshot, namespace: string | undefined, name: string): string | undefined {
  const claim = snapshot.find('PersistentVolumeClaim', namespace, name);
  const volume = snapshot.find('PersistentVolume', undefined, textAt(claim, 'spec', 'volumeName') ?? '');
  return textAt(volume, 'spec', 'local', 'path') ?? textAt(volume, 'spec', 'hostPath', 'path');
}

/** Databases and the like that keep what they should keep in a volume that ends with the pod. */
function* lost(pods: readonly ClusterObject[]): Generator<LineDraft> {
  const found = pods.flatMap((pod) => {
    const volumes = objectsAt(pod, 'spec', 'volumes').filter(
      (volume) => valueAt(volume, 'emptyDir') !== undefined && textAt(volume, 'emptyDir', 'medium') !== 'Memory',
    );
    const names = new Set(volumes.map((volume) => textAt(volume, 'name')));
    const mounted = objectsAt(pod, 'spec', 'containers')
      .flatMap((container) => objectsAt(container, 'volumeMounts'))
      .find((mount) => names.has(textAt(mount, 'name')) && holdsData(textAt(mount, 'mountPath') ?? ''));
    return mounted ? [{ pod, name: textAt(mounted, 'name') ?? '', path: textAt(mounted, 'mountPath') ?? '' }] : [];
  });
  if (found.length === 0) return;
  const one = found.length === 1;
  yield {
    verdict: 'warn',
    title: `${one ? `"${some(found.map(({ pod }) => pathOf(pod)))}" keeps` : `${count(found.length, 'pod')} (${some(found.map(({ pod }) => pathOf(pod)))}) keep`} data in a volume that ends with the pod.`,
    detail: 'When its node is emptied, this data is gone. Save it first, or give it a volume of its own.',
    objects: found.slice(0, MOST_OBJECTS).map(({ pod }) => referenceTo(pod)),
    evidence: found
      .slice(0, 5)
      .map(({ pod, name, path }) =>
        shown(
          referenceTo(pod),
          `spec.volumes[${name}].emptyDir`,
          path,
          `"${pathOf(pod)}" keeps ${path} in an emptyDir.`,
        ),
      ),
  };
}

/** Where databases keep their data; caches and temporary files live elsewhere. */
const holdsData = (path: string): boolean =>
  /^\/(data|bitnami|srv|var\/lib\/(?:postgresql|mysql|mongodb|redis|rabbitmq|elasticsearch|influxdb|clickhouse|cassandra|etcd|grafana))(\/|$)/.test(
    path,
  );
