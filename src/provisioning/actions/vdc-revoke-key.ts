import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { revokeKey } from '../personal-kubeconfig.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Ends a kubeconfig that somebody was given, before its time. */
export const vdcRevokeKey = defineAction({
  kind: 'lasting',
  name: 'vdc.revokeKey',
  title: 'Ends a kubeconfig that somebody was given, before its time',
  permission: 'vdc.credentials',
  input: z.strictObject({
    vdc: vdcInput,
    /** As `vdc.keys` calls it. */
    key: z.string().regex(/^(view|edit|admin)-[0-9a-f]{10}$/),
  }),
  output: z.object({ key: z.string() }),
  stages: [{ id: 'end', title: 'Take the account away' }],
  run: async ({ services, caller }, { vdc, key }) => {
    const { cluster } = await openVdc(services, caller, vdc);
    await revokeKey(cluster, key);
    return { key };
  },
  simulate: ({ key }) => ({ key }),
});
