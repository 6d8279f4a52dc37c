import { textAt, textsAt } from '../../fields.ts';
import type { Remedies } from '../remedy.ts';
import { containerOf, containerPatch, replacing, restart, rollBack, workloadOf } from './workload.ts';

/** A program that does not stay up: what ran before, the image's own program, or once more from the beginning. */
export const crashRemedies: Remedies = function* crashRemedies(finding, snapshot) {
  yield* rollBack(finding, snapshot);
  const workload = workloadOf(finding, snapshot);
  const name = textAt(finding.facts, 'container');
  const container = workload && name !== undefined ? containerOf(workload, name) : undefined;
  const given = [...textsAt(container, 'command'), ...textsAt(container, 'args')];
  const unfit = ['no-program', 'not-executable', 'permission', 'cannot-start'].includes(finding.cause);
  if (workload && name !== undefined && unfit && given.length > 0) {
    yield {
      id: 'own-program',
      title: `Start the program of the image instead of "${given.join(' ').slice(0, 60)}"`,
      ...replacing(workload),
      changes: () => containerPatch(finding, workload, name, ({ command: _, args: __, ...rest }) => rest),
    };
  }
  yield* restart(finding, snapshot);
};
