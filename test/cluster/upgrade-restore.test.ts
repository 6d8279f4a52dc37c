import { expect } from 'chai';

import type { ClusterObject } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { type InsideVdc, insideVdc } from '#test/provisioning/changes/inside-vdc.ts';
import { restoreCases } from '#test/provisioning/upgrade/restore-cases.ts';

import { eventually } from './eventually.ts';
import { controlPlane } from './shared-control-plane.ts';

const onPlane = async (): Promise<InsideVdc> => await insideVdc({ kubeconfig: (await controlPlane()).kubeconfig });

describe('bringing back what was kept, on a real control plane', () => {
  restoreCases(onPlane);

  it('asks Velero to restore where Velero has the copy, and says that it cannot be taken back', async function () {
    this.timeout(120_000);
    const { world, cluster, vdc, apply } = await onPlane();
    await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'velero' } });
    const id = 'c'.repeat(64);
    const kept = { id, way: 'velero', name: 'velero/upgrade-1', objects: 7, from: 'v1.35.6', to: 'v1.36.3' } as const;
    await world.services.upgrades.keepCopy('ada', vdc, { ...kept, at: Date.now() });
    const wish = { vdc, copy: id };
    expect(await world.get('upgrade.compareCopy', wish)).to.include({ velero: true, count: 1 });
    const planned = await world.get<{ plan: string; creates: number; notes: string[] }>('upgrade.planRestore', wish);
    expect(planned.creates).to.equal(1);
    expect(planned.notes.join(' ')).to.include('It cannot be taken back.');
    const applied = apply(planned.plan);
    const kind = { apiVersion: 'velero.io/v1', kind: 'Restore', namespace: 'velero' } as const;
    const restores = async (): Promise<ClusterObject[]> => {
      const found: ClusterObject[] = [];
      for await (const one of cluster.list(kind)) found.push(one);
      return found;
    };
    const made = await eventually(async () => (await restores())[0]);
    expect(made.spec).to.include({ backupName: 'upgrade-1', existingResourcePolicy: 'none' });
    // What Velero would write.
    const says = async (status: JsonObject): Promise<void> => {
      await cluster.patch({ ...kind, name: made.metadata.name }, { status });
    };
    await says({ phase: 'InProgress', progress: { itemsRestored: 3, totalItems: 7 } });
    await says({ phase: 'PartiallyFailed', errors: 2, progress: { itemsRestored: 5, totalItems: 7 } });
    expect(await applied).to.include({ ready: false });
    expect((await applied).reason).to.match(/could not bring 2 objects back\. "velero restore describe upgrade-1-/);
    expect(await restores()).to.have.length(1);
    await world.close();
  });
});
