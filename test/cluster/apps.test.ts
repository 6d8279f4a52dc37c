import { expect } from 'chai';

import { EFFECT } from '#src/provisioning/changes/index.ts';

import { appCases } from '../provisioning/apps/app-cases.ts';
import { changeCases } from '../provisioning/changes/change-cases.ts';
import { insideVdc } from '../provisioning/changes/inside-vdc.ts';
import { until } from '../provisioning/operations/stand.ts';
import { controlPlane } from './shared-control-plane.ts';

describe('Changes on a real control plane', function () {
  this.timeout(60_000);
  before(async function () {
    this.timeout(120_000);
    await controlPlane();
  });

  describe('planned, applied and undone', () => {
    changeCases(async () => await insideVdc({ kubeconfig: (await controlPlane()).kubeconfig }));
  });

  describe('of apps', () => {
    appCases(async () => await insideVdc({ kubeconfig: (await controlPlane()).kubeconfig }));
  });

  it('waits for an API server that dies in the middle, and does nothing twice', async () => {
    const plane = await controlPlane();
    const inside = await insideVdc({ kubeconfig: plane.kubeconfig });
    try {
      const { namespace } = inside;
      const objects = ['a', 'b', 'c'].map((name) => ({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, namespace },
        data: { made: 'once' },
      }));
      const set = await inside.plan({ title: 'Three', objects });
      await plane.killApiServer();
      const request = await inside.world.begin('change.apply', { plan: set.hash });
      const saying = async () => JSON.stringify(await inside.world.service.view(request.id));
      await until(async () => (await saying()).includes('The Kubernetes API does not answer'), 30_000);
      await plane.startApiServer();
      await until(async () => (await inside.world.service.view(request.id))?.state === 'Succeeded', 40_000);
      for (const { kind, apiVersion, metadata } of objects) {
        const made = await inside.cluster.get({ kind, apiVersion, ...metadata });
        expect(made?.metadata.annotations?.[EFFECT]).to.equal(request.id);
      }
    } finally {
      await inside.world.close();
    }
  });
});
