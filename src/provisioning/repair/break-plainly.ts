import { randomUUID } from 'node:crypto';
import { readSnapshot } from '#src/cluster/diagnosis/index.ts';
import { type Cluster, connectCluster } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import type { Engine } from '../engine.ts';
import type { VdcRecord } from '../vdc-records.ts';
import { type Breakable, chosenFault, faultsOf, hasApps, possibleFaults } from './faults.ts';
import { practiceShop } from './practice-shop.ts';

/** What can be broken in a VDC now, each by its name and in words. Only simulated ones can be. */
export async function breakableIn(engine: Engine, record: VdcRecord): Promise<{ id: string; title: string }[]> {
  return await inside(engine, record, async (_cluster, there) =>
    possibleFaults(faultsOf(engine, record.name), there).map(({ id, title }) => ({ id, title })),
  );
}

/** Breaks something from the command line, without a plan; says what. In an empty VDC a small shop is put there first. */
export async function breakPlainly(engine: Engine, record: VdcRecord, fault: string): Promise<string> {
  return await inside(engine, record, async (cluster, there) => {
    const faults = faultsOf(engine, record.name);
    const effectId = `cli/${randomUUID()}`;
    if (!hasApps(there.snapshot)) {
      for (const draft of practiceShop()) await cluster.apply(draft);
      there.snapshot = await readSnapshot(cluster, { now: Date.now });
    }
    const { id, place } = chosenFault(faults, there, fault, effectId);
    const made = place === 'machine' ? undefined : faults.inside(id, there.snapshot);
    const said = made ? made.said : await faults.strike(record.ref ?? '', id, effectId);
    for (const { reference, patch } of made?.changes.patches ?? []) await cluster.patch(reference, patch);
    for (const draft of made?.changes.objects ?? []) await cluster.apply(draft);
    for (const reference of made?.changes.deletes ?? []) await cluster.delete(reference);
    return said ?? 'There was nothing left that this could break.';
  });
}

async function inside<T>(
  engine: Engine,
  record: VdcRecord,
  work: (cluster: Cluster, there: Breakable) => Promise<T>,
): Promise<T> {
  faultsOf(engine, record.name);
  const observation = record.ref === undefined ? null : await engine.observe(record.ref);
  if (observation?.endpoint === undefined) {
    throw new ActionFailure(
      'NOT_READY',
      `The Kubernetes API of "${record.name}" is not there: perhaps it is broken already.`,
    );
  }
  const cluster = await connectCluster(await engine.kubeconfig(observation.ref), { trusted: true });
  try {
    return await work(cluster, { snapshot: await readSnapshot(cluster, { now: Date.now }), observation });
  } finally {
    cluster.close();
  }
}
