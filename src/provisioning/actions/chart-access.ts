import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { ACCESS_LINK, hasAccess } from '../marketplace/access.ts';
import { findInstalled } from '../marketplace/installed.ts';
import { solutionsOf } from '../marketplace/offered.ts';
import { openVdc } from '../vdc-clusters.ts';

const LINK_LIFETIME_MS = 3_600_000;

/** An address that gives what to sign in with a single time. It never passes through the conversation. */
export const chartAccess = defineAction({
  kind: 'read',
  name: 'chart.access',
  title: 'A link that gives the password of something installed a single time',
  permission: 'vdc.credentials',
  input: z.strictObject({ vdc: vdcInput, name: z.string().min(1).max(80) }),
  output: z.object({ href: z.string(), filename: z.string(), expiresAt: z.string() }),
  run: async ({ services, caller, signal }, { vdc, name }) => {
    const { cluster, record } = await openVdc(services, caller, vdc);
    const { space } = await findInstalled(cluster, solutionsOf(services), name, { signal });
    if (!(await hasAccess(cluster, { namespace: space, name }, { signal }))) {
      throw new ActionFailure('NOT_FOUND', `No password is kept for "${name}".`);
    }
    const filename = `${name}-access.txt`;
    const subject = `${record.id}/${space}/${name}`;
    const link = await services.links.issue(
      { owner: caller.owner, kind: ACCESS_LINK, subject, filename },
      LINK_LIFETIME_MS,
    );
    return { href: `/once/${link.token}`, filename, expiresAt: new Date(link.expiresAt).toISOString() };
  },
  simulate: ({ name }) => ({
    href: '/once/simulated',
    filename: `${name}-access.txt`,
    expiresAt: '2026-01-01T01:00:00.000Z',
  }),
});
