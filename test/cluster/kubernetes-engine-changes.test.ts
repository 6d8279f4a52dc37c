import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';

import { connectCluster, numberAt, textAt } from '#src/cluster/index.ts';
import type { Engine, Observation, VdcSpec } from '#src/provisioning/engine.ts';
import { context, failureOf } from '#test/contracts/apply-context.ts';
import { smallSpec } from '#test/contracts/small-spec.ts';

import { type KubernetesHost, kubernetesHost } from './kubernetes-host.ts';

describe('a VDC on a host that changes', function () {
  this.timeout(90_000);
  let host: KubernetesHost;
  let engine: Engine;
  let vdc: Observation;
  const spec: VdcSpec = {
    ...smallSpec,
    name: 'growing',
    placement: { country: 'Belgium' },
    version: 'v1.34.1+k3s1',
  };
  const nodesInside = async (): Promise<string[]> => {
    const cluster = await connectCluster(await engine.kubeconfig(vdc.ref));
    const names: string[] = [];
    for await (const { metadata } of cluster.list({ apiVersion: 'v1', kind: 'Node' })) names.push(metadata.name);
    cluster.close();
    return names;
  };
  const scaleTo = async (to: { controllers?: 1 | 3; workers?: number }): Promise<Observation> => {
    const plan = await engine.planScale?.(vdc.ref, to);
    if (!plan || !engine.scale) throw new Error('the engine scales');
    return await engine.scale(vdc.ref, plan, context('scale'));
  };

  before(async () => {
    host = await kubernetesHost();
    engine = host.engine();
    vdc = await engine.apply(await engine.plan(spec), context('changes/1.0'));
  });
  after(async () => {
    await engine.destroy(vdc.ref, context('end'));
    await engine.stop();
    await host.close();
  });

  it('stands in walls of its own, in the place that was wished', async () => {
    const [namespace = ''] = vdc.ref.split('.');
    const get = async (apiVersion: string, kind: string) =>
      await host.cluster.get({ apiVersion, kind, namespace, name: 'vdc' });
    expect(await get('networking.k8s.io/v1', 'NetworkPolicy')).to.not.equal(null);
    expect(textAt(await get('v1', 'ResourceQuota'), 'status', 'used', 'requests.cpu')).to.equal('2');
    expect(await get('v1', 'LimitRange')).to.not.equal(null);
    for (const machine of vdc.machines) expect(machine.country).to.equal('Belgium');
  });

  it('gets more workers, and says what that costs and changes first', async () => {
    const plan = await engine.planScale?.(vdc.ref, { workers: 3 });
    expect(plan?.from).to.deep.equal({ controllers: 1, workers: 1 });
    expect(plan?.machines.map(({ name }) => name)).to.deep.equal(['controller-1', 'worker-1', 'worker-2', 'worker-3']);
    const before_ = await engine.observe(vdc.ref);
    expect(before_?.machines, 'a plan changes nothing').to.have.length(2);
    const after_ = await scaleTo({ workers: 3 });
    expect(after_.machines.map(({ state }) => state)).to.deep.equal(['ready', 'ready', 'ready', 'ready']);
    expect(await nodesInside()).to.have.length(4);
  });

  it('is scaled once, however often it is asked to, and not from a number that it has no more', async () => {
    const [first, second] = [
      await engine.planScale?.(vdc.ref, { workers: 2 }),
      await engine.planScale?.(vdc.ref, { workers: 4 }),
    ];
    if (!first || !second || !engine.scale) throw new Error('the engine scales');
    const scaled = await engine.scale(vdc.ref, first, context('scale/2'));
    expect((await engine.scale(vdc.ref, first, context('scale/2'))).machines).to.deep.equal(scaled.machines);
    expect((await failureOf(engine.scale(vdc.ref, second, context('scale/3')))).code).to.equal('PLAN_STALE');
    const changed = { ...second, spec: { ...second.spec, workers: 9 } };
    expect((await failureOf(engine.scale(vdc.ref, changed, context('scale/4')))).code).to.equal('PLAN_STALE');
  });

  it('loses the newest workers, and Kubernetes inside forgets them', async () => {
    const oldest = (await engine.observe(vdc.ref))?.machines.find(({ name }) => name === 'worker-1')?.hostname;
    const after_ = await scaleTo({ workers: 1 });
    expect(after_.machines.find(({ name }) => name === 'worker-1')?.hostname).to.equal(oldest);
    expect(await nodesInside()).to.have.length(2);
  });

  it('becomes redundant: three controllers on three nodes', async () => {
    const after_ = await scaleTo({ controllers: 3 });
    const nodes = after_.machines.filter(({ role }) => role === 'controller').map(({ node }) => node);
    expect(new Set(nodes).size).to.equal(3);
    expect((await failureOf(Promise.resolve(engine.planScale?.(vdc.ref, { controllers: 1 })))).code).to.equal(
      'UNSUPPORTED',
    );
  });

  it('is upgraded a minor at a time, and ends only when the new version answers', async () => {
    const to = async (version: string) => {
      if (!engine.upgrade) throw new Error('the engine upgrades');
      return await engine.upgrade(vdc.ref, version, context(`upgrade/${version}`));
    };
    expect((await failureOf(to('v1.36.3+k3s1'))).message).to.include('Take v1.35.6+k3s1 first');
    const upgraded = await to('v1.35.6+k3s1');
    expect(upgraded).to.include({ version: 'v1.35.6+k3s1', state: 'ready' });
    const cluster = await connectCluster(await engine.kubeconfig(vdc.ref));
    expect(await cluster.version()).to.equal('v1.35.6+k3s1');
    cluster.close();
    expect((await to('v1.35.6+k3s1')).version, 'again changes nothing').to.equal('v1.35.6+k3s1');
    expect((await failureOf(to('v1.34.1+k3s1'))).message).to.include('cannot go back');
  });

  it('that is gone can be neither scaled nor upgraded', async () => {
    const ref = 'vdc-0000000000-gone.000000000000';
    expect((await failureOf(Promise.resolve(engine.planScale?.(ref, { workers: 1 })))).code).to.equal('NOT_FOUND');
    expect((await failureOf(Promise.resolve(engine.upgrade?.(ref, 'v1.36.3+k3s1', context('x'))))).code).to.equal(
      'NOT_FOUND',
    );
  });

  it('has exactly the machines it says, on the host', async () => {
    const [namespace = ''] = vdc.ref.split('.');
    const servers = await host.cluster.get({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      namespace,
      name: 'k3k-growing-server',
    });
    expect(numberAt(servers, 'status', 'readyReplicas')).to.equal(3);
  });
});
