import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';

import { type Change, type Cluster, type ClusterError, connectCluster } from '#src/cluster/index.ts';
import { configMap } from '#test/contracts/cluster/drafts.ts';
import { rejection } from '#test/support/rejection.ts';

import type { ControlPlane } from './control-plane.ts';
import { controlPlane } from './shared-control-plane.ts';

const namespace = `outages-${process.pid}`;

describe('The port, when the API server dies', function () {
  this.timeout(90_000);
  let plane: ControlPlane;
  let cluster: Cluster;

  before(async function () {
    this.timeout(90_000);
    plane = await controlPlane();
    cluster = await connectCluster(plane.kubeconfig);
    await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  });
  after(async () => {
    cluster.close();
    await plane.wakeControllers();
  });

  it('says in a sentence that nobody answers, and works again by itself', async () => {
    await plane.killApiServer();
    const error = await rejection<ClusterError>(cluster.get({ apiVersion: 'v1', kind: 'Namespace', name: namespace }));
    expect(error.code).to.equal('UNREACHABLE');
    expect(error.retryable).to.equal(true);
    await plane.startApiServer();
    expect(await cluster.get({ apiVersion: 'v1', kind: 'Namespace', name: namespace })).not.to.equal(null);
  });

  it('carries an apply over a short outage', async () => {
    await plane.killApiServer();
    const back = plane.startApiServer();
    let applied: unknown;
    for (const deadline = Date.now() + 60_000; applied === undefined && Date.now() < deadline; ) {
      applied = await cluster.apply(configMap(namespace, 'carried', { a: '1' })).catch((error: ClusterError) => {
        expect(error.retryable).to.equal(true);
        return undefined;
      });
    }
    await back;
    expect(applied).to.deep.include({ data: { a: '1' } });
  });

  it('follows what happens through a kill, and misses nothing', async () => {
    const ended = new AbortController();
    const known = new Set<string>();
    const watched = (async () => {
      for await (const change of cluster.watch(
        { apiVersion: 'v1', kind: 'ConfigMap', namespace },
        { signal: ended.signal },
      )) {
        follow(known, change);
      }
    })();
    await until(() => known.has('carried'));
    await cluster.create(configMap(namespace, 'before'));
    await until(() => known.has('before'));
    await plane.killApiServer();
    await pause(1_000);
    await plane.startApiServer();
    await plane.access.ask(`/api/v1/namespaces/${namespace}/configmaps`, {
      method: 'POST',
      body: configMap(namespace, 'after'),
    });
    await cluster.delete({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name: 'before' });
    await until(() => known.has('after') && !known.has('before'));
    ended.abort();
    await watched;
  });

  it('ends a watch that may not go on with the reason', async () => {
    const guest = cluster.as({ name: 'nobody' });
    const watched = (async () => {
      for await (const _ of guest.watch({ apiVersion: 'v1', kind: 'Secret', namespace })) break;
    })();
    expect((await rejection<ClusterError>(watched)).code).to.equal('FORBIDDEN');
  });
});

function follow(known: Set<string>, change: Change): void {
  if (change.type === 'all') known.clear();
  const objects = change.type === 'all' ? change.objects : [change.object];
  for (const { metadata } of objects) {
    if (change.type === 'removed') known.delete(metadata.name);
    else known.add(metadata.name);
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 60_000; !condition(); ) {
    if (Date.now() > deadline) throw new Error('It did not come to that in a minute.');
    await pause(50);
  }
}
