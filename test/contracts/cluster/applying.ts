import { expect } from 'chai';

import { type ClusterError, connectCluster, numberAt, textAt, valueAt } from '#src/cluster/index.ts';
import { rejection } from '#test/support/rejection.ts';

import type { ClusterCases } from '../cluster.contract.ts';
import { configMap, deployment } from './drafts.ts';

/** Writing: applied, created, patched, scaled, deleted. */
export const applying: ClusterCases = (under) => {
  const reference = (namespace: string, kind: 'ConfigMap' | 'Deployment', name: string) => ({
    apiVersion: kind === 'ConfigMap' ? 'v1' : 'apps/v1',
    kind,
    namespace,
    name,
  });

  it('makes an object, changes it, and takes away what is applied no more', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    await cluster.apply(configMap(namespace, 'one', { a: '1', b: '2' }));
    const changed = await cluster.apply(configMap(namespace, 'one', { b: '3' }));
    expect(changed['data']).to.deep.equal({ b: '3' });
  });

  it('leaves an object as it is when the same is applied again', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const first = await cluster.apply(configMap(namespace, 'one', { a: '1' }));
    const again = await cluster.apply(configMap(namespace, 'one', { a: '1' }));
    expect(again.metadata.resourceVersion).to.equal(first.metadata.resourceVersion);
  });

  it('checks without keeping anything', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const checked = await cluster.apply(deployment(namespace, 'web'), { dryRun: true });
    expect(textAt(checked, 'spec', 'strategy', 'type')).to.equal('RollingUpdate');
    expect(await cluster.get(reference(namespace, 'Deployment', 'web'))).to.equal(null);
  });

  it('says whose field it is, and takes it over by force alone', async () => {
    const { cluster, kubeconfig } = under();
    const namespace = await under().namespace();
    const stranger = await connectCluster(kubeconfig, { fieldManager: 'stranger' });
    await stranger.apply(deployment(namespace, 'web', { replicas: 5 }));
    const error = await rejection<ClusterError>(cluster.apply(deployment(namespace, 'web', { replicas: 2 })));
    expect(error.code).to.equal('CONFLICT');
    expect(error.causes.map(({ field }) => field)).to.include('.spec.replicas');
    expect(error.causes.find(({ field }) => field === '.spec.replicas')?.message).to.contain('"stranger"');
    const taken = await cluster.apply(deployment(namespace, 'web', { replicas: 2 }), { force: true });
    expect(numberAt(taken, 'spec', 'replicas')).to.equal(2);
    stranger.close();
  });

  it('is not in its own way after scaling and patching', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    await cluster.apply(deployment(namespace, 'web', { replicas: 1 }));
    await cluster.scale(reference(namespace, 'Deployment', 'web'), 3);
    await cluster.patch(reference(namespace, 'Deployment', 'web'), { spec: { minReadySeconds: 7 } });
    const applied = await cluster.apply(deployment(namespace, 'web', { replicas: 2, minReadySeconds: 1 }));
    expect(numberAt(applied, 'spec', 'replicas')).to.equal(2);
  });

  it('merges a patch, where null removes', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    await cluster.create(configMap(namespace, 'one', { a: '1', b: '2' }));
    const patched = await cluster.patch(reference(namespace, 'ConfigMap', 'one'), { data: { a: null, c: '3' } });
    expect(patched['data']).to.deep.equal({ b: '2', c: '3' });
  });

  it('refuses a patch of a version that is not the present one', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const { metadata } = await cluster.create(configMap(namespace, 'one', { a: '1' }));
    await cluster.patch(reference(namespace, 'ConfigMap', 'one'), { data: { a: '2' } });
    const late = cluster.patch(reference(namespace, 'ConfigMap', 'one'), {
      metadata: { resourceVersion: metadata.resourceVersion ?? '' },
      data: { a: '3' },
    });
    expect((await rejection<ClusterError>(late)).code).to.equal('CONFLICT');
  });

  it('counts the generations of a spec, not of a label', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const made = await cluster.create(deployment(namespace, 'web'));
    expect(made.metadata.generation).to.equal(1);
    const labelled = await cluster.patch(reference(namespace, 'Deployment', 'web'), {
      metadata: { labels: { a: 'b' } },
    });
    expect(labelled.metadata.generation).to.equal(1);
    const changed = await cluster.patch(reference(namespace, 'Deployment', 'web'), { spec: { replicas: 2 } });
    expect(changed.metadata.generation).to.equal(2);
  });

  it('scales what scales', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    await cluster.create(deployment(namespace, 'web'));
    await cluster.scale(reference(namespace, 'Deployment', 'web'), 4);
    const web = await cluster.get(reference(namespace, 'Deployment', 'web'));
    expect(numberAt(web, 'spec', 'replicas')).to.equal(4);
  });

  it('deletes once, and only the very object', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const { metadata } = await cluster.create(configMap(namespace, 'one'));
    const other = cluster.delete(reference(namespace, 'ConfigMap', 'one'), {
      uid: '00000000-0000-4000-8000-000000000000',
    });
    expect((await rejection<ClusterError>(other)).code).to.equal('CONFLICT');
    expect(await cluster.delete(reference(namespace, 'ConfigMap', 'one'), { uid: metadata.uid ?? '' })).to.equal(true);
    expect(await cluster.delete(reference(namespace, 'ConfigMap', 'one'))).to.equal(false);
    expect(await cluster.get(reference(namespace, 'ConfigMap', 'one'))).to.equal(null);
  });

  it('waits for finalizers before an object is gone', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const draft = configMap(namespace, 'held');
    await cluster.create({ ...draft, metadata: { ...draft.metadata, finalizers: ['example.org/hold'] } });
    expect(await cluster.delete(reference(namespace, 'ConfigMap', 'held'))).to.equal(true);
    const going = await cluster.get(reference(namespace, 'ConfigMap', 'held'));
    expect(going?.metadata.deletionTimestamp).to.be.a('string');
    await cluster.patch(reference(namespace, 'ConfigMap', 'held'), { metadata: { finalizers: null } });
    expect(await cluster.get(reference(namespace, 'ConfigMap', 'held'))).to.equal(null);
  });

  it('makes names where it is asked to', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const made = await cluster.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { namespace, generateName: 'note-' } as never,
    });
    expect(made.metadata.name).to.match(/^note-[a-z0-9]{5}$/);
    expect(valueAt(made, 'data')).to.equal(undefined);
  });
};
