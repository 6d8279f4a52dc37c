import { z } from 'zod';

import { minorOf } from '#src/cluster/upgrade/index.ts';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { choiceSchema } from '../shown.ts';
import { textsIn } from '../texts/texts.ts';
import type { UpgradeTexts } from '../texts/upgrade/upgrade-texts.ts';
import { backupWayOf, newestSnapshot } from '../upgrade/back-up.ts';
import { timeText } from '../upgrade/durations.ts';
import { newestOfEach } from '../upgrade/known-releases.ts';
import { releasesFor, standingOf } from '../upgrade/make-plan.ts';
import { hasEnded } from '../upgrade/upgrade-run.ts';
import { openVdc } from '../vdc-clusters.ts';
import { observed } from '../vdc-view.ts';

/** What a VDC runs, and to which versions it could go. */
export const upgradeLook = defineAction({
  kind: 'read',
  name: 'upgrade.look',
  title: 'What a VDC runs, and the versions it can be upgraded to',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({
    name: z.string(),
    version: z.string(),
    /** One sentence: what it runs, and how much newer there is. */
    text: z.string(),
    /** The newest release of each minor, newest first. */
    items: z.array(choiceSchema),
    /** The only one on offer. */
    only: z.string().optional(),
    /** Nodes that run something older than their controllers. */
    behind: z.array(z.string()),
    /** An upgrade of it runs now. */
    running: z.boolean(),
    /** Why it cannot be upgraded at all; empty where it can. */
    refused: z.string(),
    /** What has to be installed in it first; empty where nothing has. */
    install: z.string(),
    /** Ways to keep what is there before. */
    backups: z.array(choiceSchema),
    /** A snapshot that there is already, in a sentence; empty where none is known. */
    snapshot: z.string(),
    /** An extra worker can stand in. */
    surge: z.boolean(),
    workers: z.int(),
  }),
  run: async ({ services, caller, signal, locale }, { vdc }) => {
    const open = await openVdc(services, caller, vdc);
    const there = await observed(services, open.record);
    if (!there) throw new ActionFailure('NOT_READY', `"${open.record.name}" is not there to be upgraded.`);
    const { upgradeTexts: texts } = textsIn(locale);
    const standing = await standingOf(open, there, { signal });
    const { version, nodes, needs } = standing;
    const releases = newestOfEach(needs.type === 'refused' ? [] : await releasesFor(standing));
    const run = await services.upgrades.run(caller.owner, open.record.id);
    const behind = nodes.filter((node) => node.version !== version).map(({ name }) => name);
    const [way, snapshot] = await Promise.all([
      backupWayOf(open.cluster, { signal }),
      newestSnapshot(open.cluster, { signal }),
    ]);
    const workers = nodes.filter(({ role }) => role === 'worker').length;
    const { name } = open.record;
    const text =
      behind.length > 0
        ? texts.behind(behind.join(', '), version)
        : releases.length === 0
          ? texts.newestAlready(name, version)
          : texts.offers(name, version, releases.length);
    return {
      name,
      version,
      text,
      items: [
        ...releases.map((release, index) => ({
          id: release,
          title: release,
          description: releaseText(release, version, index === 0, texts),
        })),
        ...(behind.length > 0
          ? [{ id: version, title: version, description: texts.behind(behind.join(', '), version) }]
          : []),
      ],
      ...(releases.length === 1 && behind.length === 0 && releases[0] !== undefined ? { only: releases[0] } : {}),
      behind,
      running: run !== null && !hasEnded(run),
      refused: needs.type === 'refused' ? needs.why : '',
      install: needs.type === 'install' ? needs.what : '',
      backups: [
        ...(way === 'velero'
          ? [{ id: 'velero', title: texts.backups.velero, description: texts.backups.veleroMore }]
          : []),
        { id: 'export', title: texts.backups.export, description: texts.backups.exportMore },
        { id: 'own', title: texts.backups.own, description: texts.backups.ownMore },
      ],
      snapshot: snapshot
        ? texts.backups.snapshot(snapshot.name, timeText((services.now() - snapshot.at) / 1_000, texts))
        : '',
      surge: open.engine.planScale !== undefined && open.engine.upgradeMachine !== undefined && workers > 0,
      workers,
    };
  },
  simulate: () => ({
    name: 'amber-badger',
    version: 'v1.34.1+k3s1',
    text: textsIn('en').upgradeTexts.offers('amber-badger', 'v1.34.1+k3s1', 2),
    items: [
      { id: 'v1.36.3+k3s1', title: 'v1.36.3+k3s1', description: 'The newest there is' },
      { id: 'v1.35.6+k3s1', title: 'v1.35.6+k3s1', description: 'The next minor' },
    ],
    behind: [],
    running: false,
    refused: '',
    install: '',
    backups: [
      { id: 'export', title: 'A copy of all objects', description: 'Kept sealed here and read back' },
      { id: 'own', title: 'I have my own, or want none', description: 'Then I cannot bring anything back' },
    ],
    snapshot: '',
    surge: true,
    workers: 2,
  }),
});

/** What one gets by a release, seen from what runs. */
function releaseText(release: string, from: string, newest: boolean, { release: texts }: UpgradeTexts): string {
  const minors = minorOf(release) - minorOf(from);
  if (minors === 0) return texts.patch;
  const far = minors === 1 ? texts.between : texts.hops(minors);
  return newest ? `${texts.newest}. ${far}` : far;
}
