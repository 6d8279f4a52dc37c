import { z } from 'zod';

/** What an action gives to be drawn as a card: a `Show` without its `as`. */
export const cardSchema = z.object({
  title: z.string(),
  badge: z.string().optional(),
  status: z.object({ text: z.string(), tone: z.enum(['neutral', 'info', 'success', 'warning', 'error']) }).optional(),
  fields: z.array(
    z.object({
      label: z.string(),
      value: z.string(),
      tone: z.enum(['neutral', 'info', 'success', 'warning', 'error']).optional(),
      copy: z.boolean().optional(),
    }),
  ),
});

/** One of several that an action gives to choose from. */
export const choiceSchema = z.object({ id: z.string(), title: z.string(), description: z.string() });

/** What an action gives to be drawn as a table. */
export const tableSchema = z.object({
  as: z.literal('table'),
  title: z.string().optional(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
});

export type Card = z.input<typeof cardSchema>;
export type Table = z.input<typeof tableSchema>;

/** A table to be drawn. */
export function tableOf(columns: string[], rows: string[][]): Table {
  return { as: 'table', columns, rows };
}

/** What a simulated action shows of a VDC. */
export const exampleCard: Card = {
  title: 'amber-badger',
  badge: 'simulated',
  status: { text: 'Ready', tone: 'success' },
  fields: [{ label: 'Nodes', value: '1 controller, 1 worker' }],
};

/** A table that a simulated action shows. */
export const exampleTable = tableOf(['Name', 'State'], [['amber-badger', 'Ready']]);
