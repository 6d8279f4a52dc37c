import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { BUNDLE_LINK } from '../repair/support-bundle.ts';
import { textsIn } from '../texts/texts.ts';
import { vdcOf } from '../vdc-view.ts';

const LINK_LIFETIME_MS = 3_600_000;

/** A link to a file for whoever helps: what was found and what shows it, without secrets. Made when it is fetched. */
export const repairBundle = defineAction({
  kind: 'read',
  name: 'repair.bundle',
  title: 'A link to a file for whoever helps, without secrets',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput, finding: z.string().max(40).default('') }),
  output: z.object({ href: z.string(), filename: z.string(), expiresAt: z.string(), text: z.string() }),
  run: async ({ services, caller, locale }, { vdc, finding }) => {
    const { id, name } = await vdcOf(services, caller.owner, vdc);
    const day = new Date(services.now()).toISOString().slice(0, 10);
    const filename = `${name}-support-${day}.json`;
    const subject = { owner: caller.owner, kind: BUNDLE_LINK, subject: `${id}/${finding}`, filename };
    const link = await services.links.issue(subject, LINK_LIFETIME_MS);
    const expiresAt = new Date(link.expiresAt).toISOString();
    return { href: `/once/${link.token}`, filename, expiresAt, text: textsIn(locale).repairTexts.bundle };
  },
  simulate: () => ({
    href: '/once/simulated',
    filename: 'amber-badger-support-2026-01-01.json',
    expiresAt: '2026-01-01T01:00:00.000Z',
    text: textsIn('en').repairTexts.bundle,
  }),
});
