import { expect } from 'chai';

import type { Change } from '#src/cluster/index.ts';

import type { ClusterCases } from '../cluster.contract.ts';
import { configMap } from './drafts.ts';

/** Following what happens. */
export const watching: ClusterCases = (under) => {
  it('gives what there is, then each change, in order', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    await cluster.create(configMap(namespace, 'before'));
    const ended = new AbortController();
    const seen: string[] = [];
    for await (const change of cluster.watch(
      { apiVersion: 'v1', kind: 'ConfigMap', namespace },
      { signal: ended.signal },
    )) {
      seen.push(...said(change));
      if (change.type === 'all') {
        await cluster.create(configMap(namespace, 'one', { a: '1' }));
        await cluster.patch({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name: 'one' }, { data: { a: '2' } });
        await cluster.delete({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name: 'one' });
      }
      if (change.type === 'removed') ended.abort();
    }
    expect(seen).to.deep.equal(['all before', 'added one', 'changed one', 'removed one']);
  });

  it('ends when the reader leaves', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    for await (const { type } of cluster.watch({ apiVersion: 'v1', kind: 'ConfigMap', namespace })) {
      expect(type).to.equal('all');
      break;
    }
  });
};

/** The cluster's own root certificates are none of ours. */
function said(change: Change): string[] {
  const objects = change.type === 'all' ? change.objects : [change.object];
  const names = objects.map(({ metadata }) => metadata.name).filter((name) => name !== 'kube-root-ca.crt');
  return names.map((name) => `${change.type} ${name}`);
}
