import { readFileSync } from 'node:fs';

import { connectCluster } from '#src/cluster/index.ts';
import { replayJourney } from '#test/support/replay-journey.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

import type { ControlPlane } from './control-plane.ts';
import { startControlPlane } from './start-control-plane.ts';

const journey = new URL('../journeys/app.transcript', import.meta.url);

describe('journeys on a real control plane', () => {
  let wizard: TestWizard;
  /** Of its own: a journey tells what there is, and other suites leave things behind. */
  let plane: ControlPlane;

  before(async function () {
    this.timeout(120_000);
    plane = await startControlPlane();
    const cluster = await connectCluster(plane.kubeconfig);
    // What k3s brings, and this control plane does not.
    await cluster.apply({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: 'traefik' },
      spec: { controller: 'traefik.io/ingress-controller' },
    });
    cluster.close();
    wizard = await startTestWizard((config) => ({
      ...config,
      engines: { ...config.engines, adopted: { ...config.engines.adopted, allow: ['127.0.0.0/8'] } },
    }));
  });
  after(async () => {
    await wizard.stop();
    await plane.stop();
  });

  it('connects the cluster, then goes as written: app.transcript', async function () {
    this.timeout(240_000);
    const client = await wizard.client();
    await client.open();
    for (const words of ['/adopt', plane.kubeconfig, 'shop', 'Connect it']) {
      await client.asked();
      await client.say(words);
    }
    await client.asked();
    const { kind } = client.prompt ?? {};
    if (kind === 'ask') await client.say('done');
    await client.asked();
    await replayJourney(readFileSync(journey, 'utf8'), client);
  });
});
