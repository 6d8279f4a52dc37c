import { objectsAt, textAt } from '../../fields.ts';
import type { Remedies } from '../remedy.ts';
import { containerPatch, earlierRevisions, rollBack, workloadOf } from './workload.ts';

/** An image that cannot be had: back to the one before, or another one that the person names. Never one that is invented. */
export const imageRemedies: Remedies = function* imageRemedies(finding, snapshot) {
  yield* rollBack(finding, snapshot);
  const workload = workloadOf(finding, snapshot);
  const container = textAt(finding.facts, 'container');
  const image = textAt(finding.facts, 'image') ?? '';
  if (!workload || container === undefined) return;
  const before = earlierRevisions(snapshot, workload).flatMap((set) =>
    objectsAt(set, 'spec', 'template', 'spec', 'containers')
      .filter((one) => textAt(one, 'name') === container)
      .flatMap((one) => textAt(one, 'image') ?? []),
  );
  yield {
    id: 'set-image',
    title: 'Use another image',
    risk: 'disruptive',
    warning: `The pods of "${workload.metadata.name}" are replaced one after the other.`,
    question: {
      text: `Which image instead of ${image}?`,
      type: 'text',
      suggestions: [...new Set(before)].filter((one) => one !== image),
    },
    undo: 'The present image is kept, and can be brought back.',
    changes: (answer = '') => {
      if (!/^[\w][\w.\-/:@]{0,300}$/.test(answer))
        throw new RangeError('An image is named like "nginx:1.29" or "ghcr.io/me/app:2".');
      return containerPatch(workload, container, (one) => ({ ...one, image: answer }));
    },
  };
};
