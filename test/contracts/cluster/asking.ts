import { expect } from 'chai';

import type { ClusterError } from '#src/cluster/index.ts';
import { numberAt, textAt } from '#src/cluster/index.ts';
import { rejection } from '#test/support/rejection.ts';

import type { ClusterCases } from '../cluster.contract.ts';
import { all, configMap } from './drafts.ts';

/** Reading: versions, kinds, one object, many objects. */
export const asking: ClusterCases = (under) => {
  it('says what runs there', async () => {
    expect(await under().cluster.version()).to.match(/^v1\.\d+\.\d+/);
  });

  it('says which kinds it serves, with their sub-resources', async () => {
    const { cluster } = under();
    const deployments = await cluster.kind({ apiVersion: 'apps/v1', kind: 'Deployment' });
    expect(deployments).to.deep.include({ plural: 'deployments', namespaced: true });
    expect(deployments?.subresources).to.include.members(['scale', 'status']);
    expect(await cluster.kind({ apiVersion: 'v1', kind: 'Node' })).to.include({ plural: 'nodes', namespaced: false });
    expect(await cluster.kind({ apiVersion: 'example.org/v1', kind: 'Unicorn' })).to.equal(null);
    const kinds = (await cluster.kinds()).map(({ kind }) => kind);
    expect(kinds).to.include.members(['Pod', 'Deployment', 'Job', 'Ingress', 'PodDisruptionBudget', 'StorageClass']);
  });

  it('gives an object in its wire form, and null for none', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    await cluster.apply(configMap(namespace, 'one', { colour: 'blue' }));
    const reference = { apiVersion: 'v1', kind: 'ConfigMap', namespace, name: 'one' };
    const object = await cluster.get(reference);
    expect(object).to.deep.include({ apiVersion: 'v1', kind: 'ConfigMap', data: { colour: 'blue' } });
    expect(object?.metadata).to.include({ name: 'one', namespace });
    expect(object?.metadata.creationTimestamp).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(object?.metadata.uid).to.match(/^[0-9a-f-]{36}$/);
    expect(object?.metadata).not.to.have.property('managedFields');
    expect(await cluster.get({ ...reference, name: 'two' })).to.equal(null);
  });

  it('lists more than a page, each with its kind', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const names = Array.from({ length: 260 }, (_, index) => `item-${String(index).padStart(3, '0')}`);
    for (let from = 0; from < names.length; from += 20) {
      await Promise.all(names.slice(from, from + 20).map((name) => cluster.create(configMap(namespace, name))));
    }
    const found = await all(cluster.list({ apiVersion: 'v1', kind: 'ConfigMap', namespace }));
    expect(found.map(({ metadata }) => metadata.name)).to.include.members(names);
    expect(new Set(found.map(({ kind, apiVersion }) => `${apiVersion}/${kind}`))).to.deep.equal(
      new Set(['v1/ConfigMap']),
    );
  });

  it('selects by labels and fields', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    for (const [name, tier] of [
      ['a', 'front'],
      ['b', 'back'],
      ['c', 'back'],
    ] as const) {
      const draft = configMap(namespace, name);
      await cluster.apply({ ...draft, metadata: { ...draft.metadata, labels: { tier } } });
    }
    const names = async (selection: { labels?: string; fields?: string }) =>
      (await all(cluster.list({ apiVersion: 'v1', kind: 'ConfigMap', namespace, ...selection }))).map(
        ({ metadata }) => metadata.name,
      );
    expect(await names({ labels: 'tier=back' })).to.deep.equal(['b', 'c']);
    expect(await names({ labels: 'tier in (front),tier!=back' })).to.deep.equal(['a']);
    expect(await names({ fields: 'metadata.name=c' })).to.deep.equal(['c']);
  });

  it('says who may do what, and gives tokens that end', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    expect(await cluster.may({ verb: 'delete', group: '', resource: 'pods', namespace })).to.equal(true);
    await cluster.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'guest', namespace } });
    const { token, expiresAt } = await cluster.token({ namespace, name: 'guest' }, { seconds: 600 });
    expect(token.length).to.be.greaterThan(40);
    const minutes = (Date.parse(expiresAt) - Date.now()) / 60_000;
    expect(minutes).to.be.within(8, 12);
  });

  it('speaks as somebody else when asked to', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const other = cluster.as({ name: `system:serviceaccount:${namespace}:nobody` });
    expect(await other.may({ verb: 'list', group: '', resource: 'secrets', namespace })).to.equal(false);
    const error = await rejection<ClusterError>(all(other.list({ apiVersion: 'v1', kind: 'Secret', namespace })));
    expect(error.code).to.equal('FORBIDDEN');
    expect(error.message).to.contain('secrets');
  });

  it('answers a path that is no object', async () => {
    const version = await under().cluster.raw('/version');
    expect(textAt(version, 'gitVersion')).to.match(/^v1\./);
    expect(numberAt(version, 'gitVersion')).to.equal(undefined);
  });
};
