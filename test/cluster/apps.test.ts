import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';

import { EFFECT } from '#src/provisioning/changes/index.ts';

import { appCases } from '../provisioning/apps/app-cases.ts';
import { changeCases } from '../provisioning/changes/change-cases.ts';
import { insideVdc } from '../provisioning/changes/inside-vdc.ts';
import { until } from '../provisioning/operations/stand.ts';
import { controlPlane } from './shared-control-plane.ts';

/** Enough for the server to die while they are made. */
const OBJECTS = 60;
const AWAY_MS = 30_000;

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

  it('waits half a minute for an API server that dies in the middle of an apply, and does nothing twice', async function () {
    this.timeout(150_000);
    const plane = await controlPlane();
    const inside = await insideVdc({ kubeconfig: plane.kubeconfig });
    try {
      const { namespace } = inside;
      const objects = Array.from({ length: OBJECTS }, (_, index) => ({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: `part-${index}`, namespace },
        data: { made: 'once' },
      }));
      const set = await inside.plan({ title: 'Many', objects });
      const request = await inside.world.begin('change.apply', { plan: set.hash }, 'ada', 120_000);
      const saying = async () => JSON.stringify(await inside.world.service.view(request.id));
      await until(async () => (await saying()).includes('Making '), 30_000);
      await plane.killApiServer();
      await until(async () => (await saying()).includes('The Kubernetes API does not answer'), 60_000);
      await pause(AWAY_MS);
      await plane.startApiServer();
      await until(async () => (await inside.world.service.view(request.id))?.state === 'Succeeded', 60_000);
      const made: string[] = [];
      for (const { kind, apiVersion, metadata } of objects) {
        const object = await inside.cluster.get({ kind, apiVersion, ...metadata });
        expect(object?.metadata.annotations?.[EFFECT]).to.equal(request.id);
        made.push(object?.metadata.creationTimestamp ?? '');
      }
      const seconds = made.map((at) => Date.parse(at) / 1_000);
      expect(Math.max(...seconds) - Math.min(...seconds), 'some before, some after').to.be.at.least(AWAY_MS / 1_000);
    } finally {
      await inside.world.close();
    }
  });
});
