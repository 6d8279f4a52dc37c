import { z } from 'zod';

import { appSizes, CUSTOM } from '../apps/app-sizes.ts';
import { defineAction } from '../define-action.ts';
import { choiceSchema } from '../shown.ts';
import { textsIn } from '../texts/texts.ts';

/** Sizes of apps to choose from, the last one free. */
export const appSizesAction = defineAction({
  kind: 'read',
  name: 'app.sizes',
  title: 'Sizes of apps: CPU and memory of each copy',
  permission: 'catalog.read',
  input: z.strictObject({}),
  output: z.object({ items: z.array(choiceSchema) }),
  run: async ({ locale }) => ({ items: itemsIn(locale) }),
  simulate: () => ({ items: itemsIn('en') }),
});

function itemsIn(locale: string): { id: string; title: string; description: string }[] {
  const { appTexts: texts } = textsIn(locale);
  const items = Object.entries(appSizes).map(([id, { cpu, memory }]) => ({
    id,
    title: texts.sizes[id] ?? id,
    description: texts.size(cpu, memory),
  }));
  return [...items, { id: CUSTOM, title: texts.customSize, description: texts.customSizeHelp }];
}
