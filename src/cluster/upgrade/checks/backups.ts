import { referenceTo } from '../../cluster-object.ts';
import { flagAt, textAt } from '../../fields.ts';
import type { Check, LineDraft } from '../check.ts';
import { othersOf, type Preflight } from '../preflight.ts';
import { byHand } from '../remedies.ts';
import type { UpgradeEvidence } from '../report.ts';
import { shown } from '../wording.ts';

const HOUR_MS = 3_600_000;
const FRESH_HOURS = 24;

/** Without a backup there is no way back: an older Kubernetes cannot read what a newer one has written. */
export const backups: Check = {
  subject: 'Backups',
  needs: ['ETCDSnapshotFile', 'Backup'],
  fine: 'There is a fresh backup.',
  *judge(preflight): Generator<LineDraft> {
    const [newest] = known(preflight).sort((a, b) => b.at - a.at);
    if (!newest) {
      yield {
        verdict: 'warn',
        title: 'No backup is known.',
        detail: 'Make one right before the upgrade: without it there is no way back.',
        remedies: [makeOne],
      };
      return;
    }
    const hours = (preflight.now - newest.at) / HOUR_MS;
    const evidence = [newest.evidence];
    if (hours <= FRESH_HOURS) {
      yield { verdict: 'ok', title: `The newest backup is ${ageOf(hours)} old.`, evidence };
      return;
    }
    yield {
      verdict: 'warn',
      title: `The newest backup is ${ageOf(hours)} old.`,
      detail: 'What has changed since would be lost on the way back. Make one right before the upgrade.',
      evidence,
      remedies: [makeOne],
    };
  },
};

const makeOne = byHand({
  id: 'back-up',
  title: 'Make a backup now',
  steps: [
    'k3s with etcd: k3s etcd-snapshot save --name before-upgrade, on one server.',
    'k3s with SQLite: stop k3s, copy /var/lib/rancher/k3s/server/db, start it.',
    'Keep the server token with it, and a copy on another machine. Volumes need a backup of their own.',
  ],
});

interface Known {
  at: number;
  evidence: UpgradeEvidence;
}

/** Snapshots of etcd that k3s lists, backups of Velero, and what somebody told. */
function known(preflight: Preflight): Known[] {
  const snapshots = othersOf(preflight, 'ETCDSnapshotFile')
    .filter(
      (file) =>
        flagAt(file, 'status', 'readyToUse') === true && textAt(file, 'status', 'error', 'message') === undefined,
    )
    .map((file) => ({
      object: file,
      field: 'status.creationTime',
      time: textAt(file, 'status', 'creationTime') ?? '',
    }));
  const velero = othersOf(preflight, 'Backup')
    .filter((backup) => textAt(backup, 'status', 'phase') === 'Completed')
    .map((backup) => ({
      object: backup,
      field: 'status.completionTimestamp',
      time: textAt(backup, 'status', 'completionTimestamp') ?? '',
    }));
  const seen = [...snapshots, ...velero].flatMap(({ object, field, time }) => {
    const at = Date.parse(time);
    if (Number.isNaN(at)) return [];
    return [{ at, evidence: shown(referenceTo(object), field, time, `"${object.metadata.name}" was made then.`) }];
  });
  const { backup } = preflight;
  const told = backup
    ? [{ at: backup.getTime(), evidence: { value: backup.toISOString(), text: 'The wizard made a backup then.' } }]
    : [];
  return [...seen, ...told];
}

function ageOf(hours: number): string {
  if (hours < 1) return 'less than an hour';
  if (hours < 48) return hours < 2 ? 'an hour' : `${Math.floor(hours)} hours`;
  return `${Math.floor(hours / 24)} days`;
}
