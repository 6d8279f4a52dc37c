import { z } from 'zod';

import { openApp } from '../apps/open-app.ts';
import { revisionsOf } from '../apps/revisions.ts';
import { defineAction } from '../define-action.ts';
import { exampleTable, tableOf, tableSchema } from '../shown.ts';
import { textsIn } from '../texts/texts.ts';

/** The versions of an app that can be gone back to, newest first. */
export const rolloutHistory = defineAction({
  kind: 'read',
  name: 'rollout.history',
  title: 'The versions of an app, newest first',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: z.string().min(1).max(80), app: z.string().min(1).max(400) }),
  output: z.object({
    name: z.string(),
    paused: z.boolean(),
    /** Without the one that is wanted now: what can be gone back to. */
    items: z.array(z.object({ revision: z.string(), title: z.string(), description: z.string() })),
    count: z.int(),
    table: tableSchema,
  }),
  run: async (context, input) => {
    const { locale, signal } = context;
    const { cluster, app, reference } = await openApp(context, input);
    const revisions = await revisionsOf(cluster, app, signal);
    const { appTexts: texts } = textsIn(locale);
    const rows = revisions.map(({ number, images, cause, at }, index) => [
      index === 0 ? texts.currentRevision(number) : String(number),
      images.join(', '),
      cause,
      timeOf(at),
    ]);
    const items = revisions.slice(1).map(({ number, images, cause, at }) => ({
      revision: String(number),
      title: texts.revision(number, images[0] ?? ''),
      description: cause === '' ? timeOf(at) : `${cause}, ${timeOf(at)}`,
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
      { revision: '1', title: 'Version 1: nginx:1.26', description: 'Deploy web: nginx:1.26, 2026-01-01 12:00 UTC' },
    ],
    count: 1,
    table: exampleTable,
  }),
});

function timeOf(at: string): string {
  return at === '' ? '' : `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
