import type { JsonObject } from '#src/protocol/index.ts';

import type { ClusterObject } from '../../cluster-object.ts';
import { objectsAt, textAt, textsAt } from '../../fields.ts';
import type { Finding } from '../finding.ts';
import type { Remedies, Remedy } from '../remedy.ts';
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
      changes: () => containerPatch(finding, workload, name, ({ command: _command, args: _args, ...rest }) => rest),
    };
  }
  if (workload && container && name !== undefined) yield* otherService(finding, workload, container, name);
  yield* restart(finding, snapshot);
};

/** A variable that names a service which is not there: the one that is called alike. */
function* otherService(
  finding: Finding,
  workload: ClusterObject,
  container: JsonObject,
  name: string,
): Generator<Remedy> {
  const wrong = textAt(finding.facts, 'service');
  if (wrong === undefined) return;
  const named = new RegExp(`(^|[^\\w-])${wrong.replace(/[.\\]/g, '\\$&')}(?![\\w-])`);
  const variables = objectsAt(container, 'env').filter((one) => named.test(textAt(one, 'value') ?? ''));
  if (variables.length === 0) return;
  const what = variables.map((one) => textAt(one, 'name') ?? '').join(', ');
  for (const other of textsAt(finding.facts, 'similar').slice(0, 2)) {
    const env = objectsAt(container, 'env').map((one) =>
      variables.includes(one) ? { ...one, value: (textAt(one, 'value') ?? '').replace(named, `$1${other}`) } : one,
    );
    yield {
      id: `service-${other}`,
      title: `Let ${what} name the service "${other}" that is there`,
      ...replacing(workload),
      changes: () => containerPatch(finding, workload, name, (one) => ({ ...one, env })),
    };
  }
}
