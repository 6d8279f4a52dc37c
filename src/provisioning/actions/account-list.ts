import { z } from 'zod';

import { defineAction } from '../define-action.ts';

/** The accounts on other platforms that speak for the caller, oldest first. */
export const accountList = defineAction({
  kind: 'read',
  name: 'account.list',
  title: 'The accounts in Telegram and Matrix that speak for the person who asks',
  permission: 'account.own',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(z.object({ id: z.string(), title: z.string(), since: z.string(), alerts: z.boolean() })),
    count: z.int(),
    /** Their names in a row. */
    names: z.string(),
  }),
  run: async ({ services, caller }) => {
    const { accounts } = services;
    const found = (await accounts?.list(caller.owner)) ?? [];
    const labels = new Map(accounts?.platforms().map(({ name, label }) => [name, label]));
    const items = found.map(({ channel, id, name, at, alerts }) => ({
      id: `${channel} ${id}`,
      title: `${labels.get(channel) ?? channel}: ${name}`,
      since: new Date(at).toISOString().slice(0, 10),
      alerts,
    }));
    return { items, count: items.length, names: items.map(({ title }) => title).join(', ') };
  },
  simulate: () => ({ items: [], count: 0, names: '' }),
});
