import { referenceTo } from '../../cluster-object.ts';
import type { Check, LineDraft } from '../check.ts';
import { changing } from '../remedies.ts';
import { movablePods } from '../system-parts.ts';
import { count, MOST_OBJECTS, pathOf, shown, some } from '../wording.ts';

/** Pods that nobody would make again: emptying their node ends them for good. */
export const lonePods: Check = {
  subject: 'Pods without a controller',
  needs: ['Pod'],
  fine: 'Every pod has a controller that makes it again.',
  *judge({ snapshot }): Generator<LineDraft> {
    const lone = movablePods(snapshot).filter(
      ({ metadata }) => !metadata.ownerReferences?.some(({ controller }) => controller === true),
    );
    if (lone.length === 0) return;
    const one = lone.length === 1;
    yield {
      verdict: 'warn',
      title: `${one ? `The pod "${some(lone.map(pathOf))}" has` : `${count(lone.length, 'pod')} (${some(lone.map(pathOf))}) have`} no controller that would make ${one ? 'it' : 'them'} again.`,
      detail: `Emptying a node stops at such a pod. Delete ${one ? 'it' : 'them'} if nobody needs ${one ? 'it' : 'them'}, or let a Deployment make ${one ? 'it' : 'them'}.`,
      objects: lone.slice(0, MOST_OBJECTS).map(referenceTo),
      evidence: lone
        .slice(0, 5)
        .map((pod) => shown(referenceTo(pod), 'metadata.ownerReferences', '', `Nobody owns "${pathOf(pod)}".`)),
      remedies: [
        changing(
          {
            id: 'delete',
            title: one ? 'Delete the pod' : `Delete the ${Math.min(lone.length, MOST_OBJECTS)} pods`,
            risk: 'destructive',
            warning: 'What runs in them ends, and what they keep in themselves is gone.',
            undo: 'A deleted pod can be made again, without what it kept.',
          },
          { deletes: lone.slice(0, MOST_OBJECTS).map(referenceTo) },
        ),
      ],
    };
  },
};
