import { expect } from 'chai';

import type { ObjectDraft } from '#src/cluster/index.ts';
import { checkUpgrade, type UpgradeReport } from '#src/cluster/upgrade/index.ts';
import { eventually } from '../cluster/eventually.ts';
import { deployment } from '../contracts/cluster/drafts.ts';
import { type InsideVdc, insideVdc } from '../provisioning/changes/inside-vdc.ts';

describe('An upgrade check of a simulated VDC', function () {
  this.timeout(240_000);
  let inside: InsideVdc;

  before(async () => {
    inside = await insideVdc();
  });
  after(async () => {
    inside.cluster.close();
    await inside.world.close();
  });

  const look = async (): Promise<UpgradeReport> => await checkUpgrade(inside.cluster, { to: 'v1.37', now: new Date() });
  /** The first report of which this holds. */
  const lookUntil = async (holds: (report: UpgradeReport) => boolean): Promise<UpgradeReport> =>
    await eventually(async () => {
      const report = await look();
      return holds(report) && report;
    });
  const budget = (): ObjectDraft => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: inside.namespace },
    spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
  });

  it('says what this API does not show, and never that it is well', async () => {
    const { lines, notLookedAt } = await look();
    expect(notLookedAt).to.deep.equal([
      'APIs that are removed on the way: the cluster does not show /metrics of the API server.',
      'What the releases on the way take away: the cluster does not show CSIDriver.',
      'The control plane and its data store: the cluster does not show /readyz of the API server.',
    ]);
    const judged = lines.map(({ check }) => check);
    for (const check of ['removed-apis', 'endings', 'control-plane']) expect(judged).not.to.contain(check);
  });

  it('finds what stands in the way, and every remedy that it can carry out itself can be planned', async () => {
    await inside.cluster.apply(deployment(inside.namespace, 'web', { replicas: 2 }));
    await inside.cluster.apply(deployment(inside.namespace, 'single', { replicas: 1 }));
    await inside.cluster.apply(budget());
    const report = await lookUntil(({ lines }) =>
      lines.some(({ check, verdict }) => check === 'disruption-budgets' && verdict === 'blocks'),
    );
    const remedies = report.lines.flatMap((line) => line.remedies);
    const planned: string[] = [];
    for (const { id, preview } of remedies) {
      if (!preview) continue;
      const set = await inside.plan({ title: id, ...preview });
      expect(set.changes, id).not.to.deep.equal([]);
      planned.push(id);
    }
    expect(planned).to.include.members(['one-at-a-time', 'scale-web', `scale-${inside.namespace}/single`]);
  });

  it('is content when the remedy has been applied', async () => {
    const before = await lookUntil(({ verdict }) => verdict === 'blocked');
    const remedy = before.lines.flatMap((line) => line.remedies).find(({ id }) => id === 'one-at-a-time');
    const set = await inside.plan({ title: 'Let one go', ...remedy?.preview });
    await inside.apply(set);
    const report = await lookUntil(({ verdict }) => verdict === 'warnings');
    expect(report.lines.find(({ check }) => check === 'disruption-budgets')?.verdict).to.equal('ok');
  });

  it('reads nothing where there is no way', async () => {
    const report = await checkUpgrade(inside.cluster, { to: 'v1.20', now: new Date() });
    expect(report).to.deep.include({ verdict: 'blocked', hops: [], notLookedAt: [] });
    expect(report.lines.map(({ check }) => check)).to.deep.equal(['version-path']);
  });
});
