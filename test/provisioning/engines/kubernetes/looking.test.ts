import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';

import { objectsAt, textAt } from '#src/cluster/index.ts';
import { context } from '#test/contracts/apply-context.ts';
import { smallSpec } from '#test/contracts/small-spec.ts';

import type { SimulatedUnderTest } from '../simulated-under-test.ts';
import { simulatedUnderTest } from '../simulated-under-test.ts';
import type { KubernetesClient } from './kubernetes-client.ts';
import { asTable, kubernetesClient } from './kubernetes-client.ts';

/** What people look at: logs, measurements, schemas. */
describe('looking into a simulated VDC', () => {
  let under: SimulatedUnderTest;
  let client: KubernetesClient;
  let dns: string;

  before(async () => {
    under = await simulatedUnderTest();
    await under.engine.start();
    const vdc = await under.engine.apply(await under.engine.plan(smallSpec), context('effect'));
    client = kubernetesClient(await under.engine.kubeconfig(vdc.ref));
    dns = await until(async () => {
      const { body } = await client.ask('/api/v1/namespaces/kube-system/pods?labelSelector=k8s-app%3Dkube-dns');
      return textAt(body, 'items', 0, 'status', 'phase') === 'Running' && textAt(body, 'items', 0, 'metadata', 'name');
    });
  });
  after(() => under.close());

  const log = (query = '') => client.ask(`/api/v1/namespaces/kube-system/pods/${dns}/log${query}`);

  it('gives the last lines of a log, with their times when asked', async () => {
    const all = (await log()).text.trimEnd().split('\n');
    expect(all).not.to.have.length(0);
    const last = (await log('?tailLines=1')).text.trimEnd();
    expect(last).to.equal(all.at(-1));
    expect((await log('?tailLines=1&timestamps=true')).text).to.match(/^\d{4}-\d\d-\d\dT[\d:.]+Z \S/);
    expect((await log('?tailLines=0')).text).to.equal('');
    expect((await log('?limitBytes=5')).text.length).to.be.at.most(6);
  });

  it('says which containers there are, and that one never ended', async () => {
    const wrong = await log('?container=nobody');
    expect([wrong.code, wrong.body.message]).to.deep.equal([400, `container nobody is not valid for pod ${dns}`]);
    expect((await log('?previous=true')).body.message).to.equal(
      `previous terminated container "coredns" in pod "${dns}" not found`,
    );
  });

  it('follows a log until the pod is gone', async () => {
    const response = await client.open(`/api/v1/namespaces/kube-system/pods/${dns}/log?follow=true&tailLines=0`);
    let ended = false;
    response.resume().once('end', () => {
      ended = true;
    });
    expect(ended).to.equal(false);
    await client.ask(`/api/v1/namespaces/kube-system/pods/${dns}?gracePeriodSeconds=0`, { method: 'DELETE' });
    await until(() => Promise.resolve(ended));
  });

  it('keeps nothing open for who left before the answer began', async () => {
    await pause(1);
    const before = timers();
    await under.holdRedis(500);
    for (const path of [`/api/v1/namespaces/kube-system/pods/${dns}/log?follow=true`, '/api/v1/nodes?watch=1']) {
      const asked = client.open(path, { signal: AbortSignal.timeout(150) });
      expect(await asked.catch((error: unknown) => error)).to.have.property('name', 'AbortError');
    }
    await client.ask('/api/v1/nodes');
    await until(() => Promise.resolve(timers() <= before));
  });

  it('measures nodes and pods', async () => {
    const nodes = (await client.ask('/apis/metrics.k8s.io/v1beta1/nodes')).body;
    expect(nodes.items?.map(({ metadata }) => metadata.name)).to.deep.equal(['controller-1', 'worker-1']);
    expect(textAt(nodes, 'items', 0, 'usage', 'cpu')).to.match(/^\d+n$/);
    const pods = (await client.ask('/apis/metrics.k8s.io/v1beta1/namespaces/kube-system/pods')).body;
    expect(objectsAt(pods, 'items', 0, 'containers')[0]).to.have.keys(['name', 'usage']);
    const table = await client.ask('/apis/metrics.k8s.io/v1beta1/nodes', { accept: asTable });
    expect(table.body.rows?.[0]?.cells?.[0]).to.equal('controller-1');
    expect((await client.ask('/apis/metrics.k8s.io/v1beta1/nodes', { method: 'DELETE' })).code).to.equal(405);
  });

  it('describes its kinds to kubectl', async () => {
    const { paths } = (await client.ask('/openapi/v3')).body as { paths?: object };
    expect(paths).to.include.keys(['api/v1', 'apis/apps/v1', 'apis/metrics.k8s.io/v1beta1']);
    const { body } = await client.ask('/openapi/v3/apis/apps/v1');
    const schemas = (body as { components?: { schemas?: object } }).components?.schemas;
    expect(
      textAt(schemas, 'io.k8s.api.core.v1.PodSpec', 'properties', 'containers', 'x-kubernetes-patch-merge-key'),
    ).to.equal('name');
    expect((await client.ask('/openapi/v3/apis/nobody/v1')).code).to.equal(404);
  });

  it('has everything that is there in the tables of kubectl', async () => {
    const kinds = (await client.ask('/api/v1')).body.resources ?? [];
    for (const { name = '' } of kinds.filter((kind) => !kind.name?.includes('/'))) {
      const { code, body } = await client.ask(`/api/v1/${name}`, { accept: asTable });
      expect([name, code, body.kind]).to.deep.equal([name, 200, 'Table']);
    }
    const pods = await client.ask('/api/v1/namespaces/kube-system/pods', { accept: asTable });
    expect(pods.body.rows?.every(({ cells }) => cells[2] === 'Running')).to.equal(true);
  });
});

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

async function until<T>(ask: () => Promise<T | false | undefined>): Promise<T> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer;
    await pause(50);
  }
  throw new Error('it never happened');
}
