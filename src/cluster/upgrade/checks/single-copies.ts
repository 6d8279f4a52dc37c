import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { numberAt, objectsAt, textAt } from '../../fields.ts';
import type { Check, LineDraft } from '../check.ts';
import { setting } from '../remedies.ts';
import type { UpgradeRemedy } from '../report.ts';
import { isSystem } from '../system-parts.ts';
import { count, MOST_OBJECTS, pathOf, shown, some } from '../wording.ts';

/** Programs of which there is one copy: while its node is emptied, nobody answers. */
export const singleCopies: Check = {
  subject: 'Programs with one copy',
  needs: ['Deployment', 'StatefulSet', 'Node'],
  fine: 'Every program has more than one copy.',
  *judge({ snapshot }): Generator<LineDraft> {
    // With one node everything is away together, and more copies would not help.
    if (snapshot.all('Node').length < 2) return;
    const single = [...snapshot.all('Deployment'), ...snapshot.all('StatefulSet')].filter(
      (workload) => (numberAt(workload, 'spec', 'replicas') ?? 1) === 1 && !isSystem(workload),
    );
    if (single.length === 0) return;
    yield {
      verdict: 'warn',
      title: `${single.length === 1 ? `"${pathOf(single[0] as ClusterObject)}" has` : `${count(single.length, 'program')} (${some(single.map(pathOf))}) have`} one copy only.`,
      detail: `${single.length === 1 ? 'It is' : 'Each of them is'} away for a moment, while the node that it runs on is emptied.`,
      objects: single.slice(0, MOST_OBJECTS).map(referenceTo),
      evidence: single
        .slice(0, 5)
        .map((workload) => shown(referenceTo(workload), 'spec.replicas', '1', `"${pathOf(workload)}" has one copy.`)),
      remedies: single.filter(canHaveMore).slice(0, 5).map(second),
    };
  },
};

/** A second copy of what keeps files of its own would fight over them. */
function canHaveMore(workload: ClusterObject): boolean {
  const volumes = objectsAt(workload, 'spec', 'template', 'spec', 'volumes');
  return (
    workload.kind === 'Deployment' && !volumes.some((volume) => textAt(volume, 'persistentVolumeClaim', 'claimName'))
  );
}

function second(workload: ClusterObject): UpgradeRemedy {
  return setting(
    {
      id: `scale-${pathOf(workload)}`,
      title: `Run "${workload.metadata.name}" in two copies`,
      warning: 'Only for programs that may run twice. A second copy uses more of the cluster.',
    },
    referenceTo(workload),
    { spec: { replicas: 2 } },
  );
}
