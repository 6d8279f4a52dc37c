import { insideVdc } from '#test/provisioning/changes/inside-vdc.ts';
import { restoreCases } from '#test/provisioning/upgrade/restore-cases.ts';

import { controlPlane } from './shared-control-plane.ts';

describe('bringing back what was kept, on a real control plane', () => {
  restoreCases(async () => await insideVdc({ kubeconfig: (await controlPlane()).kubeconfig }));
});
