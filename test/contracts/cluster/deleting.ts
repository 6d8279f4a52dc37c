import { expect } from 'chai';

import type { ClusterObject, ObjectDraft } from '#src/cluster/index.ts';
import { objectsAt, textAt } from '#src/cluster/index.ts';
import { eventually } from '#test/cluster/eventually.ts';

import type { ClusterCases } from '../cluster.contract.ts';
import { all, configMap } from './drafts.ts';

/** What goes with an object, what waits for it, and what stays. */
export const deleting: ClusterCases = (under) => {
  const reference = (namespace: string, name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name });
  const owned = ({ metadata }: ClusterObject, name: string, finalizers: string[] = []): ObjectDraft => ({
    ...configMap(metadata.namespace ?? '', name),
    metadata: {
      name,
      ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
      finalizers,
      ownerReferences: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name: metadata.name,
          uid: metadata.uid ?? '',
          blockOwnerDeletion: true,
        },
      ],
    },
  });
  const there = async (namespace: string, name: string) =>
    (await under().cluster.get(reference(namespace, name))) !== null;

  it('takes what an object owns, and what that owns', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const parent = await cluster.create(configMap(namespace, 'parent'));
    const child = await cluster.create(owned(parent, 'child'));
    await cluster.create(owned(child, 'grandchild'));
    await cluster.delete(reference(namespace, 'parent'));
    expect(await there(namespace, 'parent')).to.equal(false);
    await eventually(async () => !(await there(namespace, 'child')) && !(await there(namespace, 'grandchild')));
  });

  it('leaves it alone where it is told to', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const parent = await cluster.create(configMap(namespace, 'parent'));
    await cluster.create(owned(parent, 'child'));
    await cluster.delete(reference(namespace, 'parent'), { propagation: 'Orphan' });
    await eventually(async () => !(await there(namespace, 'parent')));
    const child = await cluster.get(reference(namespace, 'child'));
    expect(child?.metadata.deletionTimestamp).to.equal(undefined);
    expect(child?.metadata.ownerReferences ?? []).to.deep.equal([]);
  });

  it('waits for it where it is told to', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const parent = await cluster.create(configMap(namespace, 'parent'));
    await cluster.create(owned(parent, 'child', ['example.org/hold']));
    await cluster.delete(reference(namespace, 'parent'), { propagation: 'Foreground' });
    await eventually(async () => {
      const child = await cluster.get(reference(namespace, 'child'));
      return child?.metadata.deletionTimestamp !== undefined;
    });
    const waiting = await cluster.get(reference(namespace, 'parent'));
    expect(waiting?.metadata.finalizers).to.deep.equal(['foregroundDeletion']);
    await cluster.patch(reference(namespace, 'child'), { metadata: { finalizers: null } });
    await eventually(async () => !(await there(namespace, 'child')) && !(await there(namespace, 'parent')));
  });

  it('empties a namespace before it goes, and says what holds it', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const place = { apiVersion: 'v1', kind: 'Namespace', name: namespace };
    await cluster.create(configMap(namespace, 'plain'));
    const held = configMap(namespace, 'held');
    await cluster.create({ ...held, metadata: { ...held.metadata, finalizers: ['example.org/hold'] } });
    await cluster.delete(place);
    const leaving = await eventually(async () => {
      const found = await cluster.get(place);
      const conditions = objectsAt(found, 'status', 'conditions');
      const waits = conditions.find(
        (one) => one['type'] === 'NamespaceFinalizersRemaining' && one['status'] === 'True',
      );
      return waits && !(await there(namespace, 'plain')) && { found, waits };
    });
    expect(textAt(leaving.found, 'status', 'phase')).to.equal('Terminating');
    expect(textAt(leaving.waits, 'message')).to.contain('example.org/hold in 1 resource instances');
    await cluster.patch(reference(namespace, 'held'), { metadata: { finalizers: null } });
    await eventually(async () => (await cluster.get(place)) === null);
    expect(await all(cluster.list({ apiVersion: 'v1', kind: 'ConfigMap', namespace }))).to.deep.equal([]);
  });

  it('deletes nothing where it is only tried', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const { metadata } = await cluster.create(configMap(namespace, 'tried'));
    for (const propagation of ['Background', 'Foreground', 'Orphan'] as const) {
      await cluster.delete(reference(namespace, 'tried'), { dryRun: true, propagation });
    }
    const after = await cluster.get(reference(namespace, 'tried'));
    expect(after?.metadata).to.include({ uid: metadata.uid, resourceVersion: metadata.resourceVersion });
  });

  it('keeps a namespace that every cluster needs', async () => {
    const { cluster } = under();
    const { code } = await cluster
      .delete({ apiVersion: 'v1', kind: 'Namespace', name: 'kube-system' }, { dryRun: true })
      .then(
        () => ({ code: 'DELETED' }),
        (error: unknown) => error as { code: string },
      );
    expect(code).to.equal('FORBIDDEN');
  });
};
