import { z } from 'zod';

import type { ActionContext } from '../action.ts';
import type { AppReference } from '../apps/app-reference.ts';
import { openApp } from '../apps/open-app.ts';
import { type Revision, revisionsOf } from '../apps/revisions.ts';
import { defineAction } from '../define-action.ts';
import { appInput, vdcInput } from '../inputs.ts';
import type { Services } from '../services.ts';
import { exampleTable, tableOf, tableSchema } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';

/** The versions of an app that can be gone back to, newest first. */
export const rolloutHistory = defineAction({
  kind: 'read',
  name: 'rollout.history',
  title: 'The versions of an app, newest first',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput, app: appInput }),
  output: z.object({
    name: z.string(),
    paused: z.boolean(),
    /** Without the one that is wanted now: what can be gone back to. */
    items: z.array(
      z.object({
        revision: z.string(),
        title: z.string(),
        description: z.string(),
        /** It did not come to run, or was undone: going back to it is likely to end like that again. */
        failed: z.boolean(),
      }),
    ),
    count: z.int(),
    table: tableSchema,
  }),
  run: async (context, input) => {
    const { locale, signal } = context;
    const { cluster, app, reference } = await openApp(context, input);
    const revisions = await Promise.all(
      (await revisionsOf(cluster, app, signal)).map(async (revision, index) => ({
        ...revision,
        fate: index > 0 && (await wasTakenBack(context, reference, revision)) ? saidIn(locale, 'was taken back') : '',
      })),
    );
    const { appTexts: texts } = textsIn(locale);
    const rows = revisions.map(({ number, images, cause, at, fate }, index) => [
      index === 0 ? texts.currentRevision(number) : String(number),
      images.join(', '),
      [cause, fate].filter((text) => text !== '').join(': '),
      timeOf(at),
    ]);
    const items = revisions.slice(1).map(({ number, images, cause, at, fate }) => ({
      revision: String(number),
      title: texts.revision(number, images[0] ?? ''),
      description: [fate, cause, timeOf(at)].filter((text) => text !== '').join(', '),
      failed: fate !== '',
    }));
    return {
      name: reference.name,
      paused: app.spec?.['paused'] === true,
      items,
      count: items.length,
      table: tableOf([texts.version, texts.image, texts.cause, texts.since], rows),
    };
  },
  simulate: () => ({
    name: 'web',
    paused: false,
    items: [
      {
        revision: '1',
        title: 'Version 1: nginx:1.26',
        description: 'Deploy web: nginx:1.26, 2026-01-01 12:00 UTC',
        failed: false,
      },
    ],
    count: 1,
    table: exampleTable,
  }),
});

/** Whether the change that brought this version was taken back: because it did not come to run, or by a person. */
async function wasTakenBack(
  { services, caller }: ActionContext<Services>,
  { kind, namespace, name }: AppReference,
  { effect }: Revision,
): Promise<boolean> {
  const applied = effect === undefined ? null : await services.changes.applied(caller.owner, effect);
  if (applied?.state !== 'undone') return false;
  const set = await services.changes.find(caller.owner, applied.hash);
  return (set?.changes ?? []).some(
    ({ reference, verb, differences }) =>
      reference.kind === kind &&
      reference.namespace === namespace &&
      reference.name === name &&
      (verb === 'create' || differences.some(({ field }) => field.startsWith('spec.template'))),
  );
}

function timeOf(at: string): string {
  return at === '' ? '' : `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
