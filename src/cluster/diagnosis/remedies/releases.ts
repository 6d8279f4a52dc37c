import { textAt } from '../../fields.ts';
import type { Remedies } from '../remedy.ts';

/** A Helm release that hangs: the note of the change that never ended goes, so that Helm takes changes again. */
export const releaseRemedies: Remedies = function* releaseRemedies(finding) {
  const release = textAt(finding.facts, 'release');
  if (finding.cause !== 'hangs' || release === undefined) return;
  yield {
    id: 'unlock',
    title: `Forget the change of "${release}" that never ended`,
    risk: 'disruptive',
    warning:
      'Only if nobody is at it any more. What it had changed by then stays; the next change of the release goes on from there.',
    undo: 'The note is put back, and Helm refuses changes again.',
    changes: () => ({ deletes: [finding.object] }),
  };
};

/** An upgrade of nodes that cannot go on: ended, before it closes more of them. */
export const upgradePlanRemedies: Remedies = function* upgradePlanRemedies(finding) {
  yield {
    id: 'stop',
    title: `End the upgrade "${finding.object.name}"`,
    risk: 'disruptive',
    warning:
      'Nodes that have the new version keep it, the others keep theirs; one that it had closed has to be opened after.',
    undo: 'The upgrade is put back, and goes on by itself.',
    changes: () => ({ deletes: [finding.object] }),
  };
};
