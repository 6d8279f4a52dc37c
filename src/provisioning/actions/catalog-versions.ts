import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { textsIn } from '../texts/texts.ts';

/** Stands for the newest version, whichever that is by then. */
export const NEWEST = 'newest';

/** The Kubernetes versions on offer, newest first. */
export const catalogVersions = defineAction({
  kind: 'read',
  name: 'catalog.versions',
  title: 'The Kubernetes versions on offer, newest first',
  permission: 'catalog.read',
  input: z.strictObject({}),
  output: z.object({ newest: z.string(), items: z.array(z.object({ version: z.string(), title: z.string() })) }),
  run: async ({ services, locale }) => listOf(await services.engines.main.versions(), locale),
  simulate: () => listOf(['v1.34.1+k3s1', 'v1.33.5+k3s1'], 'en'),
});

function listOf([newest = '', ...older]: readonly string[], locale: string) {
  const items = [
    { version: NEWEST, title: textsIn(locale).newest(newest) },
    ...older.map((version) => ({ version, title: version })),
  ];
  return { newest, items };
}
