import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { KUBECONFIG_LINK, notReachable } from '../kubeconfig.ts';
import { observed, vdcOf } from '../vdc-view.ts';

const LINK_LIFETIME_MS = 3_600_000;

/** An address that gives the kubeconfig a single time. The kubeconfig itself never passes through the conversation. */
export const vdcKubeconfig = defineAction({
  kind: 'read',
  name: 'vdc.kubeconfig',
  title: 'A link that gives the kubeconfig of a VDC a single time',
  permission: 'vdc.credentials',
  input: z.strictObject({ vdc: z.string().min(1).max(80) }),
  output: z.object({ href: z.string(), filename: z.string(), expiresAt: z.string() }),
  run: async ({ services, caller: { owner } }, { vdc }) => {
    const record = await vdcOf(services, owner, vdc);
    const observation = await observed(services, record);
    if (observation?.endpoint === undefined) throw notReachable(record.name);
    const filename = `${record.name}.kubeconfig.yaml`;
    const link = await services.links.issue(
      { owner, kind: KUBECONFIG_LINK, subject: record.id, filename },
      LINK_LIFETIME_MS,
    );
    return { href: `/once/${link.token}`, filename, expiresAt: new Date(link.expiresAt).toISOString() };
  },
  simulate: () => ({
    href: '/once/simulated',
    filename: 'amber-badger.kubeconfig.yaml',
    expiresAt: '2026-01-01T01:00:00.000Z',
  }),
});
