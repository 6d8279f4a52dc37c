import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { flagAt, objectsAt, textAt, textsAt } from '../../fields.ts';
import type { Check, LineDraft } from '../check.ts';
import { othersOf } from '../preflight.ts';
import { byHand } from '../remedies.ts';
import { serviceTrouble } from '../service-trouble.ts';
import { shown, some } from '../wording.ts';

/** Custom kinds whose objects are kept in a version that nobody can read any more, or that a dead service should convert. */
export const customDefinitions: Check = {
  subject: 'Custom resource definitions',
  needs: ['CustomResourceDefinition', 'Service', 'Pod'],
  fine: 'All custom kinds are kept in a version that is served.',
  *judge(preflight): Generator<LineDraft> {
    for (const definition of othersOf(preflight, 'CustomResourceDefinition')) {
      yield* storedVersions(definition);
      yield* conversion(definition, preflight);
      yield* structure(definition);
    }
  },
};

function* storedVersions(definition: ClusterObject): Generator<LineDraft> {
  const reference = referenceTo(definition);
  const { name } = reference;
  const versions = objectsAt(definition, 'spec', 'versions');
  const served = new Set(
    versions.filter((version) => flagAt(version, 'served') === true).map((version) => textAt(version, 'name')),
  );
  const storage =
    textAt(
      versions.find((version) => flagAt(version, 'storage') === true),
      'name',
    ) ?? '';
  const stored = textsAt(definition, 'status', 'storedVersions');
  const lost = stored.filter((version) => !versions.some((known) => textAt(known, 'name') === version));
  const unserved = stored.filter((version) => !lost.includes(version) && !served.has(version));
  const deprecated = stored.filter((version) =>
    versions.some(
      (known) => textAt(known, 'name') === version && version !== storage && flagAt(known, 'deprecated') === true,
    ),
  );
  const going = [...new Set([...lost, ...unserved, ...deprecated])];
  if (going.length === 0) return;
  yield {
    verdict: lost.length > 0 ? 'blocks' : 'warn',
    title:
      lost.length > 0
        ? `Objects of "${name}" are kept as ${some(lost)}, which its definition does not know any more.`
        : `Objects of "${name}" may still be kept as ${some(going)}, which ${unserved.length > 0 ? 'is not served any more' : 'is deprecated'}.`,
    detail: `Write them all anew, and they are kept as ${storage}. The next release of what brought "${name}" may drop the old version, and then they cannot be read.`,
    objects: [reference],
    evidence: [
      shown(reference, 'status.storedVersions', stored.join(', '), `Kept as: ${stored.join(', ')}.`),
      shown(reference, 'spec.versions', [...served].join(', '), `Served: ${[...served].join(', ') || 'none'}.`),
    ],
    remedies: [
      byHand({
        id: 'store-anew',
        title: `Keep all objects as ${storage}`,
        steps: [
          `kubectl get ${name} --all-namespaces -o json | kubectl replace -f -`,
          `kubectl patch crd ${name} --subresource=status --type=merge -p '{"status":{"storedVersions":["${storage}"]}}'`,
        ],
        warning: 'Every object of this kind is written once, unchanged.',
        undo: 'Nothing to take back: the objects are the same.',
      }),
    ],
  };
}

function* conversion(definition: ClusterObject, preflight: Parameters<Check['judge']>[0]): Generator<LineDraft> {
  if (textAt(definition, 'spec', 'conversion', 'strategy') !== 'Webhook') return;
  const service = ['spec', 'conversion', 'webhook', 'clientConfig', 'service'] as const;
  const name = textAt(definition, ...service, 'name');
  const namespace = textAt(definition, ...service, 'namespace');
  if (name === undefined) return;
  const trouble = serviceTrouble(preflight.snapshot, namespace, name);
  if (trouble === undefined) return;
  const reference = referenceTo(definition);
  yield {
    verdict: 'blocks',
    title: `Versions of "${reference.name}" cannot be converted: ${trouble}.`,
    detail:
      'Without it the API server cannot read these objects, and neither namespaces nor what is left over are cleaned up.',
    objects: [reference],
    evidence: [
      shown(
        reference,
        'spec.conversion.webhook.clientConfig.service',
        `${namespace ?? ''}/${name}`,
        `It asks the service "${name}".`,
      ),
    ],
    remedies: [
      byHand({
        id: 'mend-conversion',
        title: `Let the service "${name}" answer again`,
        steps: [`Diagnose the pods behind ${namespace ?? 'default'}/${name}: 3bot diagnose --object Service/${name}`],
      }),
    ],
  };
}

function* structure(definition: ClusterObject): Generator<LineDraft> {
  const condition = objectsAt(definition, 'status', 'conditions').find(
    (one) => textAt(one, 'type') === 'NonStructuralSchema' && textAt(one, 'status') === 'True',
  );
  if (!condition) return;
  const reference = referenceTo(definition);
  yield {
    verdict: 'warn',
    title: `The definition "${reference.name}" has no structural schema.`,
    detail: 'It was written for an API that is gone. Update what brought it.',
    objects: [reference],
    evidence: [shown(reference, 'status.conditions[NonStructuralSchema]', 'True', textAt(condition, 'message') ?? '')],
  };
}
