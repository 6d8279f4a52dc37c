import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';

/** Chooses the account that is told what happens in conversations elsewhere; the others are not, then. */
export const accountSetAlerts = defineAction({
  kind: 'lasting',
  betweenPeople: true,
  name: 'account.setAlerts',
  title: 'Chooses the account in Telegram or Matrix that is told how things ended',
  permission: 'account.own',
  input: z.strictObject({ account: z.string().regex(/^(none|[a-z]+ \S{1,300})$/) }),
  output: z.object({ chosen: z.string() }),
  stages: [{ id: 'set', title: 'Remember the choice' }],
  run: async ({ services, caller, progress }, { account }) => {
    const { accounts } = services;
    if (!accounts) throw new ActionFailure('UNSUPPORTED', 'There are no bots here, so nobody can be told anything.');
    progress('set');
    const linked = await accounts.list(caller.owner);
    if (account !== 'none' && !linked.some(({ channel, id }) => `${channel} ${id}` === account)) {
      throw new ActionFailure('NOT_FOUND', 'This account is not linked to you any more.');
    }
    for (const { channel, id } of linked) {
      await accounts.setAlerts(caller.owner, channel, id, `${channel} ${id}` === account);
    }
    return { chosen: account };
  },
  simulate: ({ account }) => ({ chosen: account }),
});
