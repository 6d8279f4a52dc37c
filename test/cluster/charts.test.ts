import { expect } from 'chai';
import { parse } from 'yaml';

import { type Cluster, textAt, valueAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { readAccess } from '#src/provisioning/marketplace/read-access.ts';

import { type InsideVdc, insideVdc } from '../provisioning/changes/inside-vdc.ts';
import { helmChartMade, playHelm, playIngress, until } from '../provisioning/marketplace/helm-player.ts';
import { controlPlane } from './shared-control-plane.ts';

type Planned = {
  plan: string;
  count: number;
  url: string;
  access: boolean;
  notes: string[];
  differences: string;
  lost: string[];
};

describe('Solutions on a real control plane', function () {
  this.timeout(60_000);
  let inside: InsideVdc;
  let cluster: Cluster;
  let name: string;
  let round = 0;

  before(async function () {
    this.timeout(120_000);
    inside = await insideVdc({ kubeconfig: (await controlPlane()).kubeconfig });
    cluster = inside.cluster;
  });
  beforeEach(() => {
    round += 1;
    name = `git-${process.pid}-${round}`;
  });
  after(async () => {
    await inside.world.close();
  });

  const planned = async (action: string, input: JsonObject): Promise<Planned> =>
    await inside.world.get<Planned & JsonObject>(action, { vdc: 'demo', ...input });
  const gitea = (more: JsonObject = {}): JsonObject => ({
    solution: 'gitea',
    name,
    size: 'silver',
    answers: { text_2: 'ada@example.org' },
    ...more,
  });
  /** What the chart would bring: no pods, so it is there at once. */
  const web = () => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: name },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'gitea' } },
      template: { metadata: { labels: { app: 'gitea' } }, spec: { containers: [{ name: 'gitea', image: 'gitea:1' }] } },
    },
  });
  const install = async (input: JsonObject) => {
    const plan = await planned('chart.plan', input);
    const applying = inside.apply(plan.plan);
    await helmChartMade(cluster, name);
    await playHelm(cluster, name, { type: 'complete', bring: [web()] });
    if (plan.url !== '') await playIngress(cluster, { namespace: name, name });
    return { plan, applied: await applying };
  };

  it('install by a HelmChart that never removes data, with secrets apart', async () => {
    const { plan, applied } = await install(gitea({ reach: 'own', host: 'git.example.org' }));
    expect(applied.ready).to.equal(true);
    expect(plan).to.include({ url: 'https://git.example.org', access: true });
    const chart = await helmChartMade(cluster, name);
    expect(chart.spec).to.include({
      chart: 'gitea',
      repo: 'https://dl.gitea.com/charts/',
      failurePolicy: 'abort',
      targetNamespace: name,
      createNamespace: true,
    });
    const values: unknown = parse(textAt(chart, 'spec', 'valuesContent') ?? '');
    expect(valueAt(values, 'gitea', 'admin')).to.deep.equal({ username: 'keeper', email: 'ada@example.org' });
    const secret = await cluster.get({
      apiVersion: 'v1',
      kind: 'Secret',
      namespace: 'kube-system',
      name: `${name}-chart-values`,
    });
    const hidden: unknown = parse(Buffer.from(textAt(secret, 'data', 'values.yaml') ?? '', 'base64').toString());
    const password = textAt(hidden, 'gitea', 'admin', 'password') ?? '';
    expect(password).to.match(/^[a-zA-Z0-9]{24}$/);
    expect(JSON.stringify([plan, chart])).not.to.include(password);

    await inside.world.get('chart.access', { vdc: 'demo', name });
    const { subject } = inside.world.issued.at(-1) as { subject: string };
    const text = await readAccess(inside.world.services, 'ada', subject);
    expect(text).to.include('User: keeper').and.to.include(password);
    expect(await readAccess(inside.world.services, 'eve', subject)).to.equal(null);

    const ingress = await cluster.get({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace: name, name });
    expect(textAt(ingress, 'spec', 'rules', 0, 'host')).to.equal('git.example.org');
  });

  it('says what helm said when it fails, and takes everything back', async () => {
    const plan = await planned('chart.plan', gitea());
    const applying = inside.apply(plan.plan).then(
      () => undefined,
      (error: unknown) => error as Error & { code: string },
    );
    await helmChartMade(cluster, name);
    await playHelm(cluster, name, { type: 'failed' });
    const error = await applying;
    expect(error?.code).to.equal('CHANGE_FAILED');
    expect(error?.message).to.include('Helm could not install it');
    const left = await cluster.get({
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChart',
      namespace: 'kube-system',
      name,
    });
    expect(left).to.equal(null);
  });

  it('shows what an upgrade changes, and keeps the passwords', async () => {
    await install(gitea());
    const upgrade = await planned('chart.planUpgrade', { name, version: '12.8.0', size: 'gold' });
    expect(upgrade.differences).to.include('`spec.version`: `12.7.0` → `12.8.0`');
    expect(upgrade.differences).not.to.include('password');
    const applying = inside.apply(upgrade.plan);
    await until(async () => textAt(await helmChartMade(cluster, name), 'spec', 'version') === '12.8.0');
    await playHelm(cluster, name, { type: 'complete' });
    await applying;
    expect((await inside.refused('chart.planUpgrade', { name, version: '12.6.0' })).code).to.equal('DOWNGRADE');
    expect((await inside.refused('chart.planUpgrade', { name, size: 'huge' })).message).to.include(
      'silver, gold, platinum',
    );
  });

  it('stops and starts again with as many copies as there were', async () => {
    await install(gitea());
    const reference = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: name, name };
    await cluster.scale(reference, 3);
    await cluster.patch(reference, { spec: { paused: true } });
    await inside.apply((await planned('chart.planStop', { name })).plan);
    expect(valueAt(await cluster.get(reference), 'spec', 'replicas')).to.equal(0);
    expect((await inside.world.get<{ state: string }>('chart.status', { vdc: 'demo', name })).state).to.equal(
      'stopped',
    );
    expect((await inside.refused('chart.planStop', { name })).code).to.equal('NOTHING_TO_DO');
    expect((await inside.refused('chart.planUpgrade', { name, version: '12.9.0' })).code).to.equal('STOPPED');
    await inside.apply((await planned('chart.planStart', { name })).plan);
    expect(valueAt(await cluster.get(reference), 'spec', 'replicas')).to.equal(3);
    expect((await inside.refused('chart.planStart', { name })).code).to.equal('NOTHING_TO_DO');
  });

  it('removes it, and names what is lost', async () => {
    await install(gitea());
    await cluster.apply({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: `${name}-data`, namespace: name },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    });
    const kept = await planned('chart.planRemove', { name, keepData: true });
    expect(kept.lost).to.deep.equal([]);
    const removal = await planned('chart.planRemove', { name, keepData: false });
    expect(removal.lost).to.deep.equal([`${name}-data (repositories and the database, 1Gi)`]);
    await inside.apply(removal.plan);
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: name, name: `${name}-data` };
    expect(await cluster.get(claim)).to.equal(null);
    expect((await inside.refused('chart.status', { name })).code).to.equal('NOT_FOUND');
  });

  it('installs a solution without a chart as objects of its own', async () => {
    const plan = await planned('chart.plan', { solution: 'etcd', name, answers: { choice_1: '3' } });
    expect(plan.count).to.equal(3);
    await inside.apply(plan.plan);
    const members = await cluster.get({ apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: name, name });
    expect(valueAt(members, 'status', 'readyReplicas')).to.equal(3);
    const { items } = await inside.world.get<{ items: { name: string; state: string }[] }>('chart.list', {
      vdc: 'demo',
    });
    expect(items.find((one) => one.name === name)?.state).to.equal('Runs');
    const removal = await planned('chart.planRemove', { name, keepData: false });
    expect(removal.lost).to.have.length(3);
    await inside.apply(removal.plan);
    expect(await cluster.get({ apiVersion: 'v1', kind: 'Namespace', name })).to.equal(null);
  });

  it('installs any chart, with values as they are', async () => {
    const plan = await planned('chart.planOwn', {
      name,
      repo: 'oci://registry.example.org/charts',
      chart: 'hello',
      version: '1.2.3',
      values: 'greeting: "{{ not a template }}"\nreplicas: 2\n',
    });
    expect(plan.notes.join(' ')).to.include('I do not know this chart');
    const applying = inside.apply(plan.plan);
    const chart = await helmChartMade(cluster, name);
    await playHelm(cluster, name, { type: 'complete' });
    await applying;
    expect(textAt(chart, 'spec', 'chart')).to.equal('oci://registry.example.org/charts/hello');
    expect(parse(textAt(chart, 'spec', 'valuesContent') ?? '')).to.deep.equal({
      greeting: '{{ not a template }}',
      replicas: 2,
    });
  });

  it('refuses what cannot work, with a sentence that says the fix', async () => {
    expect((await inside.refused('chart.plan', gitea({ name: 'kube-system' }))).message).to.include(
      'belongs to the system',
    );
    expect((await inside.refused('chart.plan', gitea({ answers: {} }))).message).to.include(
      'E-mail of the administrator',
    );
    expect((await inside.refused('chart.plan', gitea({ reach: 'own', host: 'https://x' }))).message).to.include(
      'without https://',
    );
    expect((await inside.refused('chart.room', { solution: 'kubeapps' })).code).to.equal('RETIRED');
    expect((await inside.refused('chart.planOwn', { name, repo: 'ftp://x', chart: 'a' })).message).to.include(
      'https://',
    );
    expect(
      (await inside.refused('chart.planOwn', { name, repo: 'https://x.org', chart: 'a', values: 'a: [' })).message,
    ).to.include('not YAML');
    expect(
      (await inside.refused('chart.planOwn', { name, repo: 'https://x.org', chart: 'a', values: '- a' })).message,
    ).to.include('map');
    expect((await inside.refused('chart.planRemove', { name: 'nothing', keepData: true })).code).to.equal('NOT_FOUND');
  });
});
