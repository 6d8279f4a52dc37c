import { createHash } from 'node:crypto';

import { z } from 'zod';

import { patiently } from '../changes/patiently.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { textsIn } from '../texts/texts.ts';
import { exportObjects } from '../upgrade/back-up.ts';
import { readNodes, versionOf } from '../upgrade/read-nodes.ts';
import { openVdc } from '../vdc-clusters.ts';
import { badgeOfVdc } from '../vdc-view.ts';

/** Keeps a copy of every object of a VDC, sealed and read back, to be compared and brought back later. */
export const upgradeKeep = defineAction({
  kind: 'lasting',
  name: 'upgrade.keep',
  title: 'Keeps a copy of all objects of a VDC',
  permission: 'vdc.change',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({
    /** What `upgrade.compareCopy` takes. */
    copy: z.string(),
    objects: z.int(),
    text: z.string(),
  }),
  stages: [{ id: 'backup', title: 'Keep what is there' }],
  badge: ({ services, caller }, { vdc }) => badgeOfVdc(services, caller.owner, vdc),
  run: async ({ services, caller, effectId, signal, progress, locale }, { vdc }) => {
    const { cluster, record } = await openVdc(services, caller, vdc);
    const { upgrades, secrets } = services;
    // Again under the same effect, it is the same copy.
    const id = createHash('sha256').update(effectId).digest('hex');
    const told = (text: string): void => progress('backup', undefined, text);
    const { objects, name, version } = await patiently(
      async () => {
        const runs = versionOf(await readNodes(cluster, { signal })) ?? '';
        const keep = { secrets, owner: caller.owner, name: `${record.id}.copy-${id.slice(0, 10)}` };
        return { ...(await exportObjects(cluster, keep, { signal, progress: told })), version: runs };
      },
      { signal, onWait: told },
    );
    const copy = { id, way: 'export', name, objects, at: services.now(), from: version, to: version } as const;
    for (const old of await upgrades.keepCopy(caller.owner, record.id, copy))
      if (old.way === 'export') await secrets.shred(old.name);
    return { copy: id, objects, text: textsIn(locale).upgradeTexts.report.kept(objects) };
  },
  simulate: () => ({ copy: 'f'.repeat(64), objects: 42, text: textsIn('en').upgradeTexts.report.kept(42) }),
});
