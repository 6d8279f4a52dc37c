import { z } from 'zod';

import { defineAction } from '../define-action.ts';

/** The Kubernetes versions on offer, newest first. */
export const catalogVersions = defineAction({
  kind: 'read',
  name: 'catalog.versions',
  title: 'The Kubernetes versions on offer, newest first',
  permission: 'catalog.read',
  input: z.strictObject({}),
  output: z.object({ newest: z.string(), items: z.array(z.object({ version: z.string(), title: z.string() })) }),
  run: async ({ services }) => {
    const versions = await services.engines.main.versions();
    return {
      newest: versions[0] ?? '',
      items: versions.map((version, index) => ({ version, title: index === 0 ? `${version} (newest)` : version })),
    };
  },
  simulate: () => ({ newest: 'v1.34.1+k3s1', items: [{ version: 'v1.34.1+k3s1', title: 'v1.34.1+k3s1 (newest)' }] }),
});
