import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';

/** Takes an account's right to speak for the caller away, at once. Doing it again changes nothing. */
export const accountUnlink = defineAction({
  kind: 'lasting',
  betweenPeople: true,
  name: 'account.unlink',
  title: 'Removes the link to an account in Telegram or Matrix',
  permission: 'account.own',
  input: z.strictObject({ account: z.string().regex(/^[a-z]+ \S{1,300}$/) }),
  output: z.object({ removed: z.boolean() }),
  stages: [{ id: 'unlink', title: 'Remove the link' }],
  run: async ({ services, caller, progress }, { account }) => {
    if (!services.accounts) throw new ActionFailure('UNSUPPORTED', 'There are no bots here, so nothing is linked.');
    progress('unlink');
    const [channel = '', id = ''] = account.split(' ');
    return { removed: await services.accounts.unlink(caller.owner, channel, id) };
  },
  simulate: () => ({ removed: true }),
});
