import { expect } from 'chai';

import { type InsideVdc, insideVdc } from '#test/provisioning/changes/inside-vdc.ts';
import { restoreCases } from '#test/provisioning/upgrade/restore-cases.ts';

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
    await apply(planned.plan);
    const restores: unknown[] = [];
    for await (const { spec } of cluster.list({ apiVersion: 'velero.io/v1', kind: 'Restore', namespace: 'velero' }))
      restores.push(spec);
    expect(restores).to.have.length(1);
    expect(restores[0]).to.include({ backupName: 'upgrade-1', existingResourcePolicy: 'none' });
    await world.close();
  });
});
