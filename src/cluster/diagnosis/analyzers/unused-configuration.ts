import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { objectsAt, textAt, valueAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import type { Snapshot } from '../snapshot.ts';

/** ConfigMaps that no pod and no workload asks for: perhaps left over. */
export const unusedConfiguration: Analyzer = function* unusedConfiguration(snapshot): Generator<FindingDraft> {
  const used = usedIn(snapshot);
  for (const config of snapshot.all('ConfigMap')) {
    const { name, namespace = '' } = config.metadata;
    if (used.has(`${namespace}/${name}`) || belongsToSomebody(config)) continue;
    yield {
      object: referenceTo(config),
      cause: 'unused',
      severity: 'advice',
      certainty: 'possible',
      summary: `No pod asks for the ConfigMap "${name}".`,
      facts: {},
      evidence: [fieldEvidence(config, 'metadata.name', name)],
    };
  }
};

/** The cluster's own, and those that programs read through the API. */
function belongsToSomebody({ metadata }: ClusterObject): boolean {
  const { name, namespace = '', labels = {}, annotations = {}, ownerReferences = [] } = metadata;
  const watched = [...Object.keys(labels), ...Object.keys(annotations)].some((key) =>
    /dashboard|sidecar|discovery|leader|managed-by/.test(key),
  );
  return ownerReferences.length > 0 || watched || name === 'kube-root-ca.crt' || namespace.startsWith('kube-');
}

function usedIn(snapshot: Snapshot): Set<string> {
  const used = new Set<string>();
  const owners = [
    ...snapshot.all('Deployment'),
    ...snapshot.all('StatefulSet'),
    ...snapshot.all('DaemonSet'),
    ...snapshot.all('Job'),
  ];
  const specs = [
    ...snapshot.all('Pod').map((pod) => ({ namespace: pod.metadata.namespace, spec: valueAt(pod, 'spec') })),
    ...owners.map((one) => ({ namespace: one.metadata.namespace, spec: valueAt(one, 'spec', 'template', 'spec') })),
    ...snapshot.all('CronJob').map((one) => ({
      namespace: one.metadata.namespace,
      spec: valueAt(one, 'spec', 'jobTemplate', 'spec', 'template', 'spec'),
    })),
  ];
  for (const { namespace = '', spec } of specs) {
    const volumes = objectsAt(spec, 'volumes').flatMap((volume) => [
      textAt(volume, 'configMap', 'name') ?? [],
      objectsAt(volume, 'projected', 'sources').flatMap((source) => textAt(source, 'configMap', 'name') ?? []),
    ]);
    const containers = [...objectsAt(spec, 'containers'), ...objectsAt(spec, 'initContainers')];
    const variables = containers.flatMap((one) => [
      ...objectsAt(one, 'envFrom').flatMap((from) => textAt(from, 'configMapRef', 'name') ?? []),
      ...objectsAt(one, 'env').flatMap((variable) => textAt(variable, 'valueFrom', 'configMapKeyRef', 'name') ?? []),
    ]);
    for (const name of [...volumes.flat(2), ...variables]) used.add(`${namespace}/${name}`);
  }
  return used;
}
