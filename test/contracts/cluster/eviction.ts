import { expect } from 'chai';

import type { ClusterError } from '#src/cluster/index.ts';
import { numberAt, textAt } from '#src/cluster/index.ts';
import { eventually } from '#test/cluster/eventually.ts';
import { rejection } from '#test/support/rejection.ts';

import type { ClusterCases } from '../cluster.contract.ts';
import { all, deployment } from './drafts.ts';

/** Asking pods to leave, as a drain does. */
export const eviction: ClusterCases = (under) => {
  const podsOf = (namespace: string) => all(under().cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace }));
  const running = (namespace: string, count: number) =>
    eventually(async () => {
      const found = await podsOf(namespace);
      const up = found.filter(
        (pod) => textAt(pod, 'status', 'phase') === 'Running' && pod.metadata.deletionTimestamp === undefined,
      );
      return up.length === count && up;
    });

  it('lets a pod without a budget go, and another one takes its place', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    await cluster.apply(deployment(namespace, 'web', { replicas: 1 }));
    const [first] = await running(namespace, 1);
    await cluster.evict({ namespace, name: first?.metadata.name ?? '' });
    const [second] = await running(namespace, 1);
    expect(second?.metadata.name).not.to.equal(first?.metadata.name);
  });

  it('asks the budget first, and keeps everything when it only looks', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    await cluster.apply(deployment(namespace, 'web', { replicas: 2 }));
    const reference = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', namespace, name: 'web' };
    const budget = (maxUnavailable: number) => ({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web', namespace },
      spec: { maxUnavailable, selector: { matchLabels: { app: 'web' } } },
    });
    const allowed = (count: number) =>
      eventually(async () => {
        const counted = await cluster.get(reference);
        const seen = numberAt(counted, 'status', 'observedGeneration') === counted?.metadata.generation;
        return seen && numberAt(counted, 'status', 'disruptionsAllowed') === count;
      });
    await cluster.apply(budget(0));
    const [pod] = await running(namespace, 2);
    const name = pod?.metadata.name ?? '';
    await allowed(0);
    const refused = await rejection<ClusterError>(cluster.evict({ namespace, name }));
    expect(refused.code).to.equal('BUDGET');
    expect(refused.causes[0]?.message).to.equal('The disruption budget web needs 2 healthy pods and has 2 currently');
    await cluster.apply(budget(1));
    await allowed(1);
    await cluster.evict({ namespace, name }, { dryRun: true });
    expect((await podsOf(namespace)).find(({ metadata }) => metadata.name === name)?.metadata).not.to.have.property(
      'deletionTimestamp',
    );
    await cluster.evict({ namespace, name });
    await eventually(async () => !(await podsOf(namespace)).some(({ metadata }) => metadata.name === name));
  });

  it('says that there is no such pod', async () => {
    const namespace = await under().namespace();
    const error = await rejection<ClusterError>(under().cluster.evict({ namespace, name: 'nobody' }));
    expect(error.code).to.equal('NOT_FOUND');
  });
};
