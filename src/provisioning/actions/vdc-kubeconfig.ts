import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { isEverything, KUBECONFIG_LINK, kubeconfigSubject } from '../kubeconfig.ts';
import { type AccessWish, accessLevels, givesTokens, isReserved } from '../personal-kubeconfig.ts';
import { textsIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

const LINK_LIFETIME_MS = 3_600_000;

/**
 * An address that gives a kubeconfig a single time. The kubeconfig never passes through the conversation, is made for this
 * one person when it is fetched, and ends by itself.
 */
export const vdcKubeconfig = defineAction({
  kind: 'read',
  name: 'vdc.kubeconfig',
  title: 'A link that gives a kubeconfig of a VDC a single time',
  permission: 'vdc.credentials',
  input: z.strictObject({
    vdc: vdcInput,
    /** `view` looks, `edit` changes what runs, `admin` does everything. */
    access: z.enum(accessLevels).default('admin'),
    /** How long it opens the VDC. */
    hours: z.int().min(1).max(720).default(24),
    /** Absent: the whole VDC. */
    namespace: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
      .optional(),
  }),
  output: z.object({
    href: z.string(),
    filename: z.string(),
    /** When the link ends. */
    expiresAt: z.string(),
    access: z.enum(accessLevels),
    /** How long the kubeconfig opens the VDC, in words: "24 hours". */
    holds: z.string(),
    /** False where the cluster can only give its administrator's own kubeconfig, which does not end by itself. */
    ends: z.boolean(),
  }),
  run: async ({ services, caller, locale }, { vdc, access, hours, namespace }) => {
    const { record, cluster } = await openVdc(services, caller, vdc);
    const wish: AccessWish = { access, hours, ...(namespace === undefined ? {} : { namespace }) };
    const ends = await givesTokens(cluster);
    if (!ends && !isEverything(wish)) {
      throw new ActionFailure(
        'UNSUPPORTED',
        `"${record.name}" gives out its administrator's kubeconfig only: its Kubernetes makes no accounts for us.`,
      );
    }
    if (namespace !== undefined && access !== 'view' && isReserved(namespace)) {
      throw new ActionFailure(
        'INVALID_INPUT',
        `"${namespace}" belongs to Kubernetes itself: whoever changes something there can do everything. Take another one.`,
      );
    }
    if (namespace !== undefined && !(await cluster.get({ apiVersion: 'v1', kind: 'Namespace', name: namespace }))) {
      throw new ActionFailure('NOT_FOUND', `There is no namespace "${namespace}" in "${record.name}".`);
    }
    const filename = `${record.name}${access === 'admin' ? '' : `-${access}`}.kubeconfig.yaml`;
    const link = await services.links.issue(
      { owner: caller.owner, kind: KUBECONFIG_LINK, subject: kubeconfigSubject(record.id, wish), filename },
      LINK_LIFETIME_MS,
    );
    const expiresAt = new Date(link.expiresAt).toISOString();
    return { href: `/once/${link.token}`, filename, expiresAt, access, holds: textsIn(locale).hours(hours), ends };
  },
  simulate: ({ access, hours }) => ({
    href: '/once/simulated',
    filename: 'amber-badger.kubeconfig.yaml',
    expiresAt: '2026-01-01T01:00:00.000Z',
    access,
    holds: textsIn('en').hours(hours),
    ends: true,
  }),
});
