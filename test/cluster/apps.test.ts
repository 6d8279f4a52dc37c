import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';

import { EFFECT } from '#src/provisioning/changes/index.ts';

import { appCases } from '../provisioning/apps/app-cases.ts';
import { changeCases } from '../provisioning/changes/change-cases.ts';
import { insideVdc } from '../provisioning/changes/inside-vdc.ts';
import { until } from '../provisioning/operations/stand.ts';
import { controlPlane } from './shared-control-plane.ts';

/** Enough for the server to die while they are made, once some of them are. */
const OBJECTS = 250;
const MADE_BEFORE = 20;
const AWAY_MS = 30_000;

describe('Changes on a real control plane', function () {
  // Longer than the product itself waits for what is removed: a slow machine is no failure.
  this.timeout(240_000);
  before(async () => {
    await controlPlane();
  });

  describe('planned, applied and undone', () => {
    changeCases(async () => await insideVdc({ kubeconfig: (await controlPlane()).kubeconfig }));
  });

  describe('of apps', () => {
    appCases(async () => await insideVdc({ kubeconfig: (await controlPlane()).kubeconfig }));
  });

  it('takes back what owns nothing without waiting for the garbage collector of the cluster', async () => {
    const plane = await controlPlane();
    const inside = await insideVdc({ kubeconfig: plane.kubeconfig });
    const { namespace } = inside;
    const objects = [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace }, data: { colour: 'green' } },
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'door', namespace }, stringData: { key: 'oak' } },
    ];
    try {
      await plane.withoutControllers(async () => {
        const applied = await inside.apply(await inside.plan({ title: 'Settings', objects }));
        expect((await inside.undo(applied.change)).ready).to.equal(true);
      });
      for (const { kind, apiVersion, metadata } of objects) {
        expect(await inside.cluster.get({ kind, apiVersion, ...metadata })).to.equal(null);
      }
    } finally {
      await inside.world.close();
    }
  });

  describe('while the API server is away', () => {
    after(async () => {
      await (await controlPlane()).wakeControllers();
    });

    it('waits half a minute for an API server that dies in the middle of an apply, and does nothing twice', async function () {
      const plane = await controlPlane();
      let checkpoints = -1;
      const died = Promise.withResolvers<void>();
      const failPoint = (name: string) => {
        if (name !== 'operation.checkpoint' || checkpoints < 0) return;
        checkpoints += 1;
        if (checkpoints === MADE_BEFORE) plane.killApiServer().then(died.resolve, died.reject);
      };
      const inside = await insideVdc({ kubeconfig: plane.kubeconfig, failPoint });
      try {
        const { namespace } = inside;
        const objects = Array.from({ length: OBJECTS }, (_, index) => ({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: `part-${index}`, namespace },
          data: { made: 'once' },
        }));
        const set = await inside.plan({ title: 'Many', objects });
        checkpoints = 0;
        const request = await inside.world.begin('change.apply', { plan: set.hash }, 'ada', 120_000);
        const saying = async () => JSON.stringify(await inside.world.service.view(request.id));
        await died.promise;
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
});
