import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';

const platformSchema = z.object({
  name: z.string(),
  label: z.string(),
  /** Opens the bot with the code; empty where the platform has no such address. */
  href: z.string(),
});

/** A code with which an account on another platform becomes the caller's. It works once, and a forgotten one ends by itself. */
export const accountLink = defineAction({
  kind: 'read',
  name: 'account.link',
  title: 'A code that links an account in Telegram or Matrix to the person who asks',
  permission: 'account.own',
  input: z.strictObject({}),
  output: z.object({
    /** As it is read and typed: `ABCD-EFGH`. */
    code: z.string(),
    minutes: z.int(),
    platforms: z.array(platformSchema),
    /** How many platforms there are; with none there is nothing to link. */
    count: z.int(),
  }),
  run: async ({ services, caller }) => {
    const { accounts } = services;
    const platforms = accounts?.platforms() ?? [];
    if (!accounts || platforms.length === 0) return { code: '', minutes: 0, platforms: [], count: 0 };
    if (caller.owner.endsWith('/guest')) {
      throw new ActionFailure(
        'FORBIDDEN',
        'You are a guest here: sign in to the wizard in your browser, and link from there.',
      );
    }
    const { code, expiresAt } = await accounts.issue(caller);
    const found = platforms.map(({ name, label, linkTo }) => ({ name, label, href: linkTo(`link-${code}`) ?? '' }));
    return {
      code: `${code.slice(0, 4)}-${code.slice(4)}`,
      minutes: Math.max(1, Math.round((expiresAt - services.now()) / 60_000)),
      platforms: found,
      count: found.length,
    };
  },
  simulate: () => ({
    code: 'ABCD-EFGH',
    minutes: 10,
    platforms: [{ name: 'telegram', label: 'Telegram', href: 'https://t.me/example_bot?start=link-ABCDEFGH' }],
    count: 1,
  }),
});
