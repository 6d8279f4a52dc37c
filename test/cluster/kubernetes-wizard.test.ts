import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';

import { connectCluster } from '#src/cluster/index.ts';
import { context } from '#test/contracts/apply-context.ts';
import { smallSpec } from '#test/contracts/small-spec.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

import { type KubernetesHost, kubernetesHost } from './kubernetes-host.ts';
import { controlPlane } from './shared-control-plane.ts';

describe('a wizard whose VDCs live on a host', function () {
  this.timeout(90_000);
  let host: KubernetesHost;

  before(async () => {
    host = await kubernetesHost();
  });
  after(() => host.close());

  const start = async (kubernetes: object): Promise<TestWizard> =>
    await startTestWizard((config) => ({
      ...config,
      engines: {
        ...config.engines,
        default: 'kubernetes',
        kubernetes: { ...config.engines.kubernetes, ...kubernetes },
      },
    }));
  const health = async ({ address }: TestWizard): Promise<unknown> => await (await fetch(`${address}/readyz`)).json();

  it('starts without one, and says what is missing', async () => {
    const wizard = await start({ kubeconfig: '/nowhere/host.kubeconfig' });
    expect(await health(wizard)).to.include({ ready: true, engine: 'kubernetes' });
    expect(JSON.stringify(await health(wizard))).to.include('cannot be read: /nowhere/host.kubeconfig');
    await wizard.stop();
  });

  it('deploys in a conversation, and gives a key that opens it', async () => {
    const wizard = await start({ kubeconfig: host.wizardFile, expose: 'nodePort', exposeHost: '127.0.0.1' });
    expect(await health(wizard)).to.not.have.property('engineProblem');
    const client = await wizard.client();
    await client.open({ flow: 'deploy-vdc' });
    await client.asked('name');
    await client.say('shop');
    await client.asked('size');
    await client.say('micro');
    const plan = JSON.stringify(await client.asked('confirm'));
    expect(plan).to.include('nothing is charged').and.include('0.00 TFT');
    await client.say('yes');
    await client.asked('next', 60_000);
    const [, href] = /"href":"(\/once\/[^"]+)"/.exec(JSON.stringify(client.entries)) ?? [];
    const answer = await fetch(`${wizard.address}${href}`, { method: 'POST' });
    const cluster = await connectCluster(await answer.text());
    expect(await cluster.version()).to.equal('v1.36.3+k3s1');
    cluster.close();
    await wizard.stop();
    const engine = host.engine();
    for (const { ref } of await engine.listOrphans(new Set())) await engine.destroy(ref, context('end'));
    await engine.stop();
  });

  it('goes on when the host dies in the middle of a deployment', async () => {
    const engine = host.engine();
    const plan = await engine.plan({ ...smallSpec, name: 'tough' });
    const plane = await controlPlane();
    let outage: Promise<void> | undefined;
    const dying = context('tough/1.0', {
      onProgress: (stage) => {
        if (stage === 'controllers') outage ??= plane.killApiServer().then(() => plane.startApiServer());
      },
    });
    const vdc = await engine.apply(plan, dying);
    await outage;
    expect(outage, 'the API server was killed on the way').to.not.equal(undefined);
    expect(vdc.state).to.equal('ready');
    expect((await engine.listOrphans(new Set())).filter(({ name }) => name === 'tough')).to.have.length(1);
    await engine.destroy(vdc.ref, context('end'));
    await engine.stop();
  });
});
