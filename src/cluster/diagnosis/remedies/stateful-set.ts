import type { JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { labelsAt, numberAt, objectAt, objectsAt, textAt } from '../../fields.ts';
import type { Finding } from '../finding.ts';
import type { Remedies, Remedy } from '../remedy.ts';
import { similar } from '../selecting.ts';
import type { Snapshot } from '../snapshot.ts';
import { found, podSpecOf } from './workload.ts';

/** A set that a broken member, a missing service or a missing class of volumes holds up. */
export const statefulSetRemedies: Remedies = function* statefulSetRemedies(finding, snapshot) {
  const set = found(snapshot, finding.object);
  const pod = textAt(finding.facts, 'pod');
  const { namespace } = finding.object;
  if (!set || namespace === undefined) return;
  if (finding.cause === 'stuck-revision' && pod !== undefined) {
    yield {
      id: 'replace-member',
      title: `Replace the pod "${pod}"`,
      risk: 'disruptive',
      warning: 'It is deleted, and made anew from the present settings. Its volumes stay.',
      undo: 'A deleted pod does not come back as it was; its data does.',
      changes: () => ({ deletes: [{ apiVersion: 'v1', kind: 'Pod', namespace, name: pod }] }),
    };
  }
  const service = textAt(finding.facts, 'service');
  if (finding.cause === 'service-missing' && service !== undefined) yield headless(set, service, namespace);
  if (finding.cause === 'class-missing') yield* otherClass(finding, snapshot, set);
};

/** The service by which members have names: with the ports that they declare. */
function headless(set: ClusterObject, service: string, namespace: string): Remedy {
  const ports = objectsAt(podSpecOf(set), 'containers')
    .flatMap((container) => objectsAt(container, 'ports'))
    .flatMap((port): JsonObject[] => {
      const number = numberAt(port, 'containerPort');
      return number === undefined ? [] : [{ name: textAt(port, 'name') ?? `port-${number}`, port: number }];
    });
  return {
    id: 'create-service',
    title: `Make the service "${service}"`,
    risk: 'reversible',
    warning: 'Nothing that runs is touched.',
    undo: 'It is deleted again.',
    changes: () => ({
      objects: [
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: service, namespace },
          spec: {
            clusterIP: 'None',
            selector: labelsAt(set, 'spec', 'selector', 'matchLabels'),
            ...(ports.length === 0 ? {} : { ports }),
          },
        },
      ],
    }),
  };
}

/** The claims of a set cannot be changed: it is made anew around its pods, and claims that hold nothing yet with it. */
function* otherClass(finding: Finding, snapshot: Snapshot, set: ClusterObject): Generator<Remedy> {
  const missing = textAt(finding.facts, 'class') ?? '';
  const { name, namespace } = set.metadata;
  const classes = snapshot.all('StorageClass').map(({ metadata }) => metadata.name);
  const templates = objectsAt(set, 'spec', 'volumeClaimTemplates');
  const claims = snapshot
    .all('PersistentVolumeClaim')
    .filter(
      (claim) =>
        claim.metadata.namespace === namespace &&
        textAt(claim, 'spec', 'storageClassName') === missing &&
        textAt(claim, 'spec', 'volumeName') === undefined &&
        templates.some((one) => claim.metadata.name.startsWith(`${textAt(one, 'metadata', 'name') ?? ''}-${name}-`)),
    );
  const waiting = claims.map((claim) => {
    const [, ordinal = ''] = /-(\d+)$/.exec(claim.metadata.name) ?? [];
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      name: `${name}-${ordinal}`,
      ...(namespace === undefined ? {} : { namespace }),
    };
  });
  for (const other of [...new Set([...similar(missing, classes), ...classes])].slice(0, 3)) {
    const volumeClaimTemplates = templates.map(({ status: _status, ...one }) =>
      textAt(one, 'spec', 'storageClassName') === missing
        ? { ...one, spec: { ...objectAt(one, 'spec'), storageClassName: other } }
        : one,
    );
    yield {
      id: `class-${other}`,
      title: `Use volumes of the storage class "${other}"`,
      risk: 'disruptive',
      warning:
        'This cannot be changed in place: the set is made anew around its pods, and its claims that hold nothing yet with it.',
      undo: 'The former set is made again around its pods; claims that hold something by then keep their volumes.',
      changes: () => ({
        replaces: [{ reference: finding.object, patch: { spec: { volumeClaimTemplates } }, keepsParts: true }],
        // The set makes its claims itself, together with the pods that wait for them.
        deletes: [...claims.map(referenceTo), ...waiting].map((one) => ({ ...one, leaving: 'remade' })),
      }),
    };
  }
}
