import type { JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, type KindName, referenceTo } from '../../../cluster-object.ts';
import { labelsAt, objectAt, objectsAt, textAt } from '../../../fields.ts';
import type { Analyzer } from '../../analyzer.ts';
import { fieldEvidence } from '../../containers.ts';
import type { FindingDraft } from '../../finding.ts';
import type { ObservedKind, Snapshot } from '../../snapshot.ts';
import { containersIn, podSources } from '../../workloads.ts';

/** What no pod and no workload asks for: perhaps left over, and in the case of a claim perhaps paid for. */
export const unused: Analyzer = function* unused(snapshot): Generator<FindingDraft> {
  const used = snapshot.remember(usedIn);
  for (const kind of ['ConfigMap', 'Secret', 'ServiceAccount', 'PersistentVolumeClaim'] as const) {
    for (const object of snapshot.all(kind)) {
      const { name, namespace = '' } = object.metadata;
      const key = `${kind}/${namespace}/${name}`;
      if (belongsToSomebody(object)) continue;
      if (!used.has(key)) yield left(object, `No pod asks for the ${words[kind] ?? kind} "${name}".`, 'unused');
      else if (kind === 'ConfigMap') yield* keys(object, used.get(key));
    }
  }
  const classes = new Set(snapshot.all('Gateway').map((gateway) => textAt(gateway, 'spec', 'gatewayClassName')));
  for (const one of snapshot.all('GatewayClass')) {
    const { name } = one.metadata;
    if (!classes.has(name) && snapshot.knows('Gateway'))
      yield left(one, `No gateway is of the class "${name}".`, 'unused');
  }
};

const words: { readonly [kind: string]: string | undefined } = {
  ServiceAccount: 'service account',
  PersistentVolumeClaim: 'volume claim',
};

function left(object: ClusterObject, summary: string, cause: string): FindingDraft {
  return {
    object: referenceTo(object),
    cause,
    severity: 'advice',
    certainty: 'possible',
    summary,
    facts: { kind: object.kind },
    evidence: [fieldEvidence(object, 'metadata.name', object.metadata.name)],
  };
}

/** Where single keys are asked for, and never the whole, a key that nobody names is read by nobody. */
function* keys(config: ClusterObject, named: Set<string> | 'all' | undefined): Generator<FindingDraft> {
  if (named === undefined || named === 'all') return;
  const unread = Object.keys(labelsAt(config, 'data')).filter((key) => !named.has(key));
  if (unread.length === 0) return;
  yield left(
    config,
    `Nobody reads ${unread.length === 1 ? 'the key' : 'the keys'} ${unread.map((key) => `"${key}"`).join(', ')} of the ConfigMap "${config.metadata.name}".`,
    'unused-key',
  );
}

/** The cluster's own, those that programs read through the API, and those that somebody manages. */
function belongsToSomebody({ kind, metadata, ...object }: ClusterObject & KindName): boolean {
  const { name, namespace = '', labels = {}, annotations = {}, ownerReferences = [] } = metadata;
  const watched = [...Object.keys(labels), ...Object.keys(annotations)].some((key) =>
    /dashboard|sidecar|discovery|leader|managed-by|cert-manager|objectset|helm|owner/.test(key),
  );
  const type = textAt(object, 'type') ?? '';
  return (
    ownerReferences.length > 0 ||
    watched ||
    name === 'kube-root-ca.crt' ||
    (kind === 'ServiceAccount' && name === 'default') ||
    /service-account-token|helm\.sh|bootstrap/.test(type) ||
    namespace.startsWith('kube-')
  );
}

type Used = Map<string, Set<string> | 'all'>;

function usedIn(snapshot: Snapshot): Used {
  const used: Used = new Map();
  const take = (kind: ObservedKind, namespace: string, name: string | undefined, names: string[] | 'all') => {
    if (name === undefined || name === '') return;
    const key = `${kind}/${namespace}/${name}`;
    const before = used.get(key);
    used.set(key, names === 'all' || before === 'all' ? 'all' : new Set([...(before ?? []), ...names]));
  };
  const specs = [
    ...podSources(snapshot).map(({ object, spec }) => ({ namespace: object.metadata.namespace ?? '', spec })),
    ...snapshot.all('Pod').map((pod) => ({ namespace: pod.metadata.namespace ?? '', spec: objectAt(pod, 'spec') })),
  ];
  for (const { namespace, spec } of specs) {
    take('ServiceAccount', namespace, textAt(spec, 'serviceAccountName') ?? 'default', 'all');
    for (const secret of objectsAt(spec, 'imagePullSecrets')) take('Secret', namespace, textAt(secret, 'name'), 'all');
    for (const volume of objectsAt(spec, 'volumes')) {
      take('PersistentVolumeClaim', namespace, textAt(volume, 'persistentVolumeClaim', 'claimName'), 'all');
      for (const source of [volume, ...objectsAt(volume, 'projected', 'sources')]) {
        take('ConfigMap', namespace, textAt(source, 'configMap', 'name'), items(source, 'configMap'));
        take('Secret', namespace, textAt(source, 'secret', 'secretName') ?? textAt(source, 'secret', 'name'), 'all');
      }
      for (const driver of ['csi', 'cephfs', 'rbd', 'flexVolume', 'azureFile', 'iscsi'])
        take(
          'Secret',
          namespace,
          textAt(volume, driver, 'nodePublishSecretRef', 'name') ?? textAt(volume, driver, 'secretRef', 'name'),
          'all',
        );
    }
    for (const container of containersIn(spec)) {
      for (const from of objectsAt(container, 'envFrom')) {
        take('ConfigMap', namespace, textAt(from, 'configMapRef', 'name'), 'all');
        take('Secret', namespace, textAt(from, 'secretRef', 'name'), 'all');
      }
      for (const variable of objectsAt(container, 'env')) {
        const config = objectAt(variable, 'valueFrom', 'configMapKeyRef');
        take('ConfigMap', namespace, textAt(config, 'name'), [textAt(config, 'key') ?? '']);
        take('Secret', namespace, textAt(variable, 'valueFrom', 'secretKeyRef', 'name'), 'all');
      }
    }
  }
  for (const set of snapshot.all('StatefulSet')) {
    const claims = objectsAt(set, 'spec', 'volumeClaimTemplates').map((claim) => textAt(claim, 'metadata', 'name'));
    for (const { metadata } of snapshot.in('PersistentVolumeClaim', set.metadata.namespace))
      if (claims.some((claim) => metadata.name.startsWith(`${claim}-${set.metadata.name}-`)))
        take('PersistentVolumeClaim', metadata.namespace ?? '', metadata.name, 'all');
  }
  for (const [namespace, name] of otherSecrets(snapshot)) take('Secret', namespace, name, 'all');
  for (const binding of [...snapshot.all('RoleBinding'), ...snapshot.all('ClusterRoleBinding')])
    for (const subject of objectsAt(binding, 'subjects'))
      if (textAt(subject, 'kind') === 'ServiceAccount')
        take(
          'ServiceAccount',
          textAt(subject, 'namespace') ?? binding.metadata.namespace ?? '',
          textAt(subject, 'name'),
          'all',
        );
  return used;
}

function* otherSecrets(snapshot: Snapshot): Generator<[string, string | undefined]> {
  for (const { metadata, ...ingress } of snapshot.all('Ingress'))
    for (const tls of objectsAt(ingress, 'spec', 'tls')) yield [metadata.namespace ?? '', textAt(tls, 'secretName')];
  for (const { metadata, ...gateway } of snapshot.all('Gateway'))
    for (const listener of objectsAt(gateway, 'spec', 'listeners'))
      for (const reference of objectsAt(listener, 'tls', 'certificateRefs'))
        yield [textAt(reference, 'namespace') ?? metadata.namespace ?? '', textAt(reference, 'name')];
  for (const { metadata, ...account } of snapshot.all('ServiceAccount'))
    for (const field of ['secrets', 'imagePullSecrets'])
      for (const secret of objectsAt(account, field)) yield [metadata.namespace ?? '', textAt(secret, 'name')];
  for (const { metadata, ...certificate } of snapshot.all('Certificate'))
    yield [metadata.namespace ?? '', textAt(certificate, 'spec', 'secretName')];
}

/** Without a list of items, a volume holds all of its keys. */
function items(source: JsonObject, field: string): string[] | 'all' {
  const listed = objectsAt(source, field, 'items').flatMap((item) => textAt(item, 'key') ?? []);
  return listed.length === 0 ? 'all' : listed;
}
