import { referenceTo } from '../../cluster-object.ts';
import { numberAt, objectsAt, textAt, textsAt } from '../../fields.ts';
import type { Check, LineDraft } from '../check.ts';
import { othersOf } from '../preflight.ts';
import { changing } from '../remedies.ts';
import { shown, some } from '../wording.ts';

const LOCK = 'weave.works/kured-node-lock';

/** Another upgrade, or a restart of nodes, that is under way or was left: two at once would empty two nodes. */
export const unfinishedWork: Check = {
  subject: 'Other upgrades and restarts',
  needs: ['Plan', 'Job', 'DaemonSet'],
  fine: 'No other upgrade and no restart of nodes is under way.',
  *judge(preflight): Generator<LineDraft> {
    const { snapshot } = preflight;
    for (const plan of othersOf(preflight, 'Plan')) {
      const reference = referenceTo(plan);
      const applying = textsAt(plan, 'status', 'applying');
      const failed = objectsAt(plan, 'status', 'conditions').find(
        (one) =>
          textAt(one, 'type') === 'Complete' &&
          textAt(one, 'status') === 'False' &&
          textAt(one, 'reason') === 'JobFailed',
      );
      if (applying.length === 0 && !failed) continue;
      const version = textAt(plan, 'spec', 'version') ?? textAt(plan, 'status', 'latestVersion') ?? 'another version';
      yield {
        verdict: 'blocks',
        title: failed
          ? `An earlier upgrade ("${reference.name}", to ${version}) failed and was left.`
          : `Another upgrade ("${reference.name}", to ${version}) is under way on ${some(applying)}.`,
        detail: failed ? 'Take it away or finish it, and open its node again.' : 'Let it finish first.',
        objects: [reference],
        evidence: [
          failed
            ? shown(
                reference,
                'status.conditions[Complete]',
                'JobFailed',
                textAt(failed, 'message') ?? 'Its job failed.',
              )
            : shown(reference, 'status.applying', applying.join(', '), `It works on ${some(applying)}.`),
        ],
        remedies: failed
          ? [
              changing(
                {
                  id: 'remove-plan',
                  title: `Take the plan "${reference.name}" away`,
                  risk: 'disruptive',
                  warning:
                    'Nodes that it has upgraded stay upgraded; one that it closed stays closed until it is opened.',
                  undo: 'It is made again as it was, and goes on.',
                },
                { deletes: [reference] },
              ),
            ]
          : [],
      };
    }
    for (const job of snapshot.all('Job')) {
      const node = job.metadata.labels?.['upgrade.cattle.io/node'];
      const planned = othersOf(preflight, 'Plan').length > 0;
      if (node === undefined || planned || (numberAt(job, 'status', 'active') ?? 0) === 0) continue;
      const reference = referenceTo(job);
      yield {
        verdict: 'blocks',
        title: `A job of another upgrade works on "${node}".`,
        detail: 'Let it finish first.',
        objects: [reference],
        evidence: [shown(reference, 'status.active', '1', `"${reference.name}" runs.`)],
      };
    }
    for (const daemon of snapshot.all('DaemonSet')) {
      const lock = daemon.metadata.annotations?.[LOCK];
      if (lock === undefined) continue;
      const reference = referenceTo(daemon);
      yield {
        verdict: 'blocks',
        title: `"${reference.name}" holds a lock: a node is being restarted.`,
        detail: 'Wait until it is done. Two emptied nodes at once are one too many.',
        objects: [reference],
        evidence: [shown(reference, `metadata.annotations["${LOCK}"]`, lock.slice(0, 200), 'Who holds it.')],
      };
    }
  },
};
