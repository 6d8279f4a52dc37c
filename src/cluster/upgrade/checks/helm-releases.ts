import { referenceTo } from '../../cluster-object.ts';
import { objectsAt, textAt } from '../../fields.ts';
import type { Check, LineDraft } from '../check.ts';
import { type HelmRelease, othersOf, type Preflight } from '../preflight.ts';
import { byHand } from '../remedies.ts';
import { shown } from '../wording.ts';

/** Longer than any installation takes. */
const STUCK_MS = 15 * 60_000;

/** Releases of Helm that failed, or that hang between two versions: the next change to them would be refused. */
export const helmReleases: Check = {
  subject: 'Releases of Helm',
  needs: ['releases', 'HelmChart'],
  fine: 'All releases of Helm are complete.',
  *judge(preflight): Generator<LineDraft> {
    for (const release of preflight.releases) {
      const stuck =
        release.status.startsWith('pending-') && preflight.now - Date.parse(release.changedAt ?? '') > STUCK_MS;
      if (stuck || release.status === 'failed') yield lineOf(release);
    }
    yield* charts(preflight);
  },
};

function lineOf({ name, namespace, revision, status }: HelmRelease): LineDraft {
  const secret = { apiVersion: 'v1', kind: 'Secret', namespace, name: `sh.helm.release.v1.${name}.v${revision}` };
  return {
    verdict: 'warn',
    title:
      status === 'failed'
        ? `The release "${name}" in ${namespace} failed at its last change.`
        : `The release "${name}" in ${namespace} hangs in the middle of a change (${status}).`,
    detail: 'Bring it into order first, so that what the upgrade breaks can be told from what was broken.',
    objects: [secret],
    evidence: [shown(secret, 'metadata.labels.status', status, `Revision ${revision} is ${status}.`)],
    remedies: [
      byHand({
        id: `roll-back-${name}`,
        title: `Go back to the revision of "${name}" that worked`,
        steps: [`helm history ${name} --namespace ${namespace}`, `helm rollback ${name} --namespace ${namespace}`],
        risk: 'disruptive',
        warning: 'The pods of the release are replaced.',
        undo: `helm rollback ${name} ${revision} --namespace ${namespace}`,
      }),
    ],
  };
}

/** Charts that k3s installs by itself. */
function* charts(preflight: Preflight): Generator<LineDraft> {
  for (const chart of othersOf(preflight, 'HelmChart')) {
    const failed = objectsAt(chart, 'status', 'conditions').find(
      (one) => textAt(one, 'type') === 'Failed' && textAt(one, 'status') === 'True',
    );
    if (!failed) continue;
    const reference = referenceTo(chart);
    yield {
      verdict: 'warn',
      title: `The chart "${reference.name}" could not be installed.`,
      detail: 'Mend its values first, so that what the upgrade breaks can be told from what was broken.',
      objects: [reference],
      evidence: [shown(reference, 'status.conditions[Failed]', 'True', textAt(failed, 'message') ?? 'k3s gave it up.')],
    };
  }
}
