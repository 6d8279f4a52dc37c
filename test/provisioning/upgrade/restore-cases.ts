import { expect } from 'chai';

import { exportObjects } from '#src/provisioning/upgrade/back-up.ts';
import { deployment } from '#test/contracts/cluster/drafts.ts';

import type { InsideVdc } from '../changes/inside-vdc.ts';
import { until } from '../operations/stand.ts';

interface Compared {
  count: number;
  missing: number;
  changed: number;
  text: string;
  table: { rows: string[][] };
  leftOut: string;
  parts: { id: string; title: string }[];
}

/** What must hold of bringing back what was kept, whatever the cluster is. */
export function restoreCases(open: () => Promise<InsideVdc>): void {
  let inside: InsideVdc;
  let other: string;
  const copy = 'a'.repeat(64);
  const here = () => ({ vdc: inside.vdc, copy });
  const compare = async (): Promise<Compared> => await inside.world.get<never>('upgrade.compareCopy', here());
  const row = ({ table }: Compared, namespace: string) => table.rows.find(([name]) => name === namespace)?.slice(1);
  const settings = { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' };
  const web = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };

  before(async function () {
    this.timeout(120_000);
    inside = await open();
    const { cluster, namespace, world, vdc } = inside;
    other = `${namespace}-b`;
    await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: other } });
    for (const space of [namespace, other]) {
      await cluster.apply({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'settings', namespace: space },
        data: { colour: 'green' },
      });
    }
    await cluster.apply(deployment(namespace, 'web', { replicas: 1 }));
    await cluster.apply({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace },
      spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }] },
    });
    await cluster.apply({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'lonely', namespace },
      spec: { containers: [{ name: 'main', image: 'nginx:1.29' }] },
    });
    await until(async () => (await cluster.get({ ...web, namespace }))?.status?.['readyReplicas'] === 1, 60_000);
    const { secrets, upgrades } = world.services;
    const call = { signal: AbortSignal.timeout(60_000), progress: () => undefined };
    const { name, objects } = await exportObjects(cluster, { secrets, owner: 'ada', name: 'before' }, call);
    const kept = { id: copy, way: 'export', name, objects, from: 'v1.35.6', to: 'v1.36.3', at: Date.now() } as const;
    await upgrades.keepCopy('ada', vdc, kept);
  });
  after(() => inside.world.close());

  it('finds everything as it was while nothing has changed', async () => {
    const compared = await compare();
    expect(compared.table.rows, JSON.stringify(compared.parts)).to.deep.equal([]);
    expect(compared.text).to.match(/^Everything that was kept is there as it was: \d+ objects\.$/);
  });

  it('says what is gone and what is other, by namespace, and brings back only what is gone', async function () {
    this.timeout(120_000);
    const { cluster, namespace, world } = inside;
    await cluster.delete({ ...web, namespace });
    await cluster.delete({ apiVersion: 'v1', kind: 'Service', namespace, name: 'web' });
    await cluster.delete({ apiVersion: 'v1', kind: 'Pod', namespace, name: 'lonely' });
    for (const space of [namespace, other])
      await cluster.patch({ ...settings, namespace: space }, { data: { colour: 'red' } });
    await until(async () => row(await compare(), namespace)?.[0] === '3', 60_000);
    const compared = await compare();
    expect(row(compared, namespace)).to.deep.equal(['3', '1']);
    expect(row(compared, other)).to.deep.equal(['0', '1']);
    expect(compared.parts.map(({ id }) => id)).to.include.members(['all', namespace, other]);

    const { plan, creates, changes } = await world.get<{ plan: string; creates: number; changes: number }>(
      'upgrade.planRestore',
      { ...here(), what: 'missing' },
    );
    expect({ creates, changes }).to.deep.equal({ creates: 3, changes: 0 });
    const applied = await inside.apply(plan);
    expect(applied, applied.reason).to.include({ ready: true });
    expect(await cluster.get({ ...web, namespace }), 'it runs again').to.nested.include({ 'status.readyReplicas': 1 });
    expect((await cluster.get({ ...settings, namespace }))?.['data'], 'what is there stays').to.deep.equal({
      colour: 'red',
    });

    await inside.undo(applied.change);
    await until(async () => (await cluster.get({ ...web, namespace })) === null, 60_000);
  });

  it('brings back what is other too, in one namespace alone where that is wished', async function () {
    this.timeout(120_000);
    const { cluster, namespace, world } = inside;
    const { plan, differences, notes } = await world.get<{ plan: string; differences: string; notes: string[] }>(
      'upgrade.planRestore',
      { ...here(), what: 'changed', part: other },
    );
    expect(differences).to.include('`data.colour`: `red` → `green`');
    expect(notes.join(' ')).to.include('What was added to an object since then stays');
    await inside.apply(plan);
    expect((await cluster.get({ ...settings, namespace: other }))?.['data']).to.deep.equal({ colour: 'green' });
    expect((await cluster.get({ ...settings, namespace }))?.['data']).to.deep.equal({ colour: 'red' });
  });

  it('makes a namespace again with everything that was in it', async function () {
    this.timeout(120_000);
    const { cluster, world } = inside;
    await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name: other });
    await until(async () => (await cluster.get({ apiVersion: 'v1', kind: 'Namespace', name: other })) === null, 60_000);
    const { plan } = await world.get<{ plan: string }>('upgrade.planRestore', { ...here(), part: other });
    await inside.apply(plan);
    expect((await cluster.get({ ...settings, namespace: other }))?.['data']).to.deep.equal({ colour: 'green' });
  });

  it('is nobody else’s, and gone when it was shredded', async () => {
    const { world, vdc } = inside;
    const eve = await world.read('upgrade.compareCopy', here(), 'eve');
    expect(eve.ok ? '' : eve.failure.code).to.equal('NOT_FOUND');
    const unknown = await world.read('upgrade.compareCopy', { vdc, copy: 'b'.repeat(64) });
    expect(unknown.ok ? '' : unknown.failure.message).to.match(/not there any more/);
  });
}
