import { expect } from 'chai';

import { type Cluster, connectCluster, type ObjectDraft } from '#src/cluster/index.ts';
import { checkUpgrade, type UpgradeLine, type UpgradeReport } from '#src/cluster/upgrade/index.ts';
import { deployment } from '../contracts/cluster/drafts.ts';
import { helmSecret } from '../upgrade/fixtures.ts';
import type { ControlPlane } from './control-plane.ts';
import { eventually } from './eventually.ts';
import { startControlPlane } from './start-control-plane.ts';

/** A version that this API server still serves when it is told to, and that the next one removes. */
const GOING = 'networking.k8s.io/v1beta1';

describe('An upgrade check on a real control plane', function () {
  this.timeout(180_000);
  let plane: ControlPlane;
  let cluster: Cluster;
  let namespace: string;

  before(async () => {
    plane = await startControlPlane('kubernetes-1.36', { runtimeConfig: `${GOING}=true` });
    cluster = await connectCluster(plane.kubeconfig);
    namespace = await plane.freshNamespace('upgrade');
  });
  after(async function () {
    cluster?.close();
    const failed = this.test?.parent?.tests.some(({ state }) => state === 'failed') === true;
    if (plane && failed) console.log(`What the control plane said is kept in ${plane.keepLogs()}.`);
    await plane?.stop();
  });

  const look = async (as: Cluster = cluster): Promise<UpgradeReport> =>
    await checkUpgrade(as, { to: 'v1.37', now: new Date(), backups: { newest: new Date() } });
  const linesOf = ({ lines }: UpgradeReport, check: string): UpgradeLine[] =>
    lines.filter((line) => line.check === check);
  /** The first report in which a check says this. */
  const lookUntil = async (check: string, verdict: UpgradeLine['verdict']): Promise<UpgradeLine> =>
    await eventually(async () => linesOf(await look(), check).find((line) => line.verdict === verdict), {
      seconds: 60,
    });

  it('looks at everything, and finds nothing wrong with a cluster that is well', async () => {
    const report = await look();
    expect(report).to.deep.include({ hops: ['v1.37'], notLookedAt: [] });
    const found = report.lines.filter(({ verdict }) => verdict !== 'ok').map(({ check }) => check);
    // Its authority lives for thirty days only, and nobody knows for sure what comes next.
    expect([...new Set(found)]).to.deep.equal(['version-path', 'certificates']);
  });

  it('sees in the metrics of the API server that a client asks for what goes', async () => {
    await cluster.raw(`/apis/${GOING}/servicecidrs`);
    const line = await lookUntil('removed-apis', 'blocks');
    expect(line.title).to.equal(`ServiceCIDR ${GOING} is still used, and is removed in 1.37.`);
    expect(line.evidence[0]).to.include({
      field: 'apiserver_requested_deprecated_apis',
      value: `servicecidrs.${GOING}`,
    });
  });

  it('sees who wrote an object in a version that goes', async () => {
    await cluster.apply({
      apiVersion: GOING,
      kind: 'ServiceCIDR',
      metadata: { name: 'more' },
      spec: { cidrs: ['127.44.0.0/24'] },
    });
    const line = await lookUntil('removed-apis', 'warn');
    expect(line.title).to.equal(
      `ServiceCIDR may still be written as ${GOING} somewhere (1 object), which is removed in 1.37.`,
    );
    expect(line.evidence[0]?.text).to.contain('"3bot-wizard" last wrote ServiceCIDR more');
  });

  it('reads what Helm keeps, and nothing of its values', async () => {
    const manifest = `apiVersion: ${GOING}\nkind: IPAddress\nmetadata:\n  name: 127-44-0-7\n`;
    const { metadata, ...secret } = helmSecret('net', manifest);
    const { labels = {}, name } = metadata;
    await cluster.apply({ ...secret, metadata: { name, namespace, labels } });
    const report = await look();
    const line = linesOf(report, 'removed-apis').find(({ title }) => title.includes('IPAddress'));
    expect(line).to.include({ verdict: 'blocks' });
    expect(line?.evidence[0]?.text).to.contain('The chart net 1.2.3 of the release "net"');
    expect(JSON.stringify(report)).not.to.contain('hunter2');
  });

  it('sees in which versions custom objects are really kept', async () => {
    await cluster.apply(definition([{ name: 'v1alpha1', served: true, storage: true }]));
    await eventually(async () => await cluster.kind({ apiVersion: 'example.org/v1alpha1', kind: 'Thing' }));
    await cluster.apply(
      definition([
        { name: 'v1alpha1', served: false, storage: false },
        { name: 'v1', served: true, storage: true },
      ]),
    );
    const line = await lookUntil('custom-definitions', 'warn');
    expect(line.title).to.equal(
      'Objects of "things.example.org" may still be kept as v1alpha1, which is not served any more.',
    );
    expect(line.evidence[0]?.value).to.equal('v1alpha1, v1');
  });

  it('finds the budget that stops a node from being emptied, and a remedy that the server takes', async () => {
    await cluster.apply(deployment(namespace, 'web', { replicas: 2 }));
    await cluster.apply({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web', namespace },
      spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
    });
    const line = await lookUntil('disruption-budgets', 'blocks');
    const remedy = line.remedies.find(({ id }) => id === 'one-at-a-time');
    for (const { reference, patch } of remedy?.preview?.patches ?? []) await cluster.patch(reference, patch);
    const after = await lookUntil('disruption-budgets', 'ok');
    expect(after.title).to.equal('Every disruption budget lets pods go.');
  });

  it('says what credentials with few rights could not see', async () => {
    await cluster.apply({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'upgrade-onlooker' },
      rules: [{ apiGroups: [''], resources: ['nodes', 'pods'], verbs: ['get', 'list'] }],
    });
    await cluster.apply({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'upgrade-onlooker' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'upgrade-onlooker' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'onlooker' }],
    });
    const onlooker = await connectCluster(plane.access.kubeconfig('onlooker'));
    try {
      const report = await eventually(async () => {
        const seen = await look(onlooker);
        return linesOf(seen, 'node-health').length > 0 && seen;
      });
      expect(report.notLookedAt).to.include.members([
        'APIs that are removed on the way: the credentials may not read /metrics of the API server, Secrets of Helm, HelmChart, objects of kinds that change.',
        'Disruption budgets: the credentials may not read PodDisruptionBudget.',
        'The control plane and its data store: the credentials may not read Lease.',
      ]);
      expect(linesOf(report, 'node-health')[0]?.verdict).to.equal('ok');
      for (const check of ['removed-apis', 'disruption-budgets', 'webhooks', 'custom-definitions', 'certificates']) {
        expect(linesOf(report, check), check).to.deep.equal([]);
      }
    } finally {
      onlooker.close();
    }
  });
});

function definition(versions: readonly { name: string; served: boolean; storage: boolean }[]): ObjectDraft {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.org' },
    spec: {
      group: 'example.org',
      scope: 'Namespaced',
      names: { plural: 'things', singular: 'thing', kind: 'Thing', listKind: 'ThingList' },
      versions: versions.map((version) => ({
        ...version,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      })),
    },
  };
}
