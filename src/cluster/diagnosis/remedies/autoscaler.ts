import { numberAt, objectAt, objectsAt, textAt } from '../../fields.ts';
import { parseQuantity } from '../../quantity.ts';
import type { ObservedKind } from '../observed-kinds.ts';
import type { Remedies } from '../remedy.ts';
import { similar } from '../selecting.ts';
import { fieldRemedy, found, namesBeside, podPatch, podSpecOf, replacing } from './workload.ts';

/** Automatic scaling that does not work: to the workload that is meant, a higher end, or something to compare with. */
export const autoscalerRemedies: Remedies = function* autoscalerRemedies(finding, snapshot) {
  const scaler = found(snapshot, finding.object);
  if (!scaler) return;
  const { namespace } = finding.object;
  const kind = textAt(scaler, 'spec', 'scaleTargetRef', 'kind') ?? '';
  const target = textAt(scaler, 'spec', 'scaleTargetRef', 'name') ?? '';
  if (finding.cause === 'target-missing') {
    for (const name of similar(target, namesBeside(snapshot, kind as ObservedKind, namespace)).slice(0, 3)) {
      yield fieldRemedy(
        {
          id: `target-${name}`,
          title: `Let it scale "${name}"`,
          warning: `It then decides how many copies "${name}" has.`,
        },
        finding.object,
        { spec: { scaleTargetRef: { name } } },
      );
    }
  }
  const most = numberAt(finding.facts, 'most');
  if (finding.cause === 'at-limit' && most !== undefined) {
    const more = Math.max(most + 1, Math.ceil(most * 1.5));
    yield fieldRemedy(
      {
        id: 'more-copies',
        title: `Let it make ${more} copies instead of ${most}`,
        warning: 'More copies use more of the cluster.',
      },
      finding.object,
      { spec: { maxReplicas: more } },
    );
  }
  const workload =
    namespace === undefined ? undefined : found(snapshot, { apiVersion: 'apps/v1', kind, namespace, name: target });
  if (finding.cause === 'no-request' && workload) {
    const said = finding.evidence.map(({ value }) => value).join(' ');
    const resource = /missing request for (\w+)/.exec(said)?.[1] ?? 'cpu';
    yield {
      id: 'say-needs',
      title: `Say how much ${resource} the containers of "${target}" need`,
      ...replacing(workload),
      question: {
        text: `How much ${resource} does one container need, such as ${resource === 'cpu' ? '100m' : '128Mi'}?`,
        type: 'text',
        suggestions: [resource === 'cpu' ? '100m' : '128Mi'],
      },
      changes: (answer = '') => {
        if (!((parseQuantity(answer.trim()) ?? 0) > 0))
          throw new RangeError('Write an amount such as "100m" of CPU or "128Mi" of memory.');
        const containers = objectsAt(podSpecOf(workload), 'containers').map((one) => {
          const resources = objectAt(one, 'resources');
          return {
            ...one,
            resources: { ...resources, requests: { [resource]: answer.trim(), ...objectAt(resources, 'requests') } },
          };
        });
        return podPatch(finding, workload, { containers });
      },
    };
  }
};
