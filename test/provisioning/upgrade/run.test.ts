import { expect } from 'chai';

import { deployment } from '#test/contracts/cluster/drafts.ts';

import { callerOf } from '../actions/world.ts';
import { until } from '../operations/stand.ts';
import { type UpgradeWorld, upgradeWorld } from './upgrade-world.ts';

const OLD = 'v1.34.1+k3s1';
const NEXT = 'v1.35.6+k3s1';
const NEWEST = 'v1.36.3+k3s1';

describe('upgrade.run', function () {
  this.timeout(120_000);
  let upgrading: UpgradeWorld | undefined;

  const world = async (options: Parameters<typeof upgradeWorld>[0] = {}): Promise<UpgradeWorld> => {
    upgrading = await upgradeWorld(options);
    return upgrading;
  };
  afterEach(async () => {
    await upgrading?.world.close();
    upgrading = undefined;
  });

  /** An app with a budget that lets none of its pods go. */
  const strictly = async ({ cluster }: UpgradeWorld): Promise<void> => {
    await cluster.apply(deployment('default', 'web', { replicas: 1 }));
    await cluster.apply({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web', namespace: 'default' },
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
    });
    await until(async () => (await readyOf(cluster)) === 1);
  };
  const readyOf = async (cluster: UpgradeWorld['cluster']): Promise<unknown> =>
    (await cluster.get({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' }))?.status?.[
      'readyReplicas'
    ];
  const replicasOf = async (cluster: UpgradeWorld['cluster']): Promise<unknown> =>
    (await cluster.get({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' }))?.spec?.[
      'replicas'
    ];
  /** The worker that holds the pod of `web`. */
  const holder = async (cluster: UpgradeWorld['cluster']): Promise<string> => {
    for await (const pod of cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace: 'default', labels: 'app=web' }))
      return String(pod.spec?.['nodeName']);
    return '';
  };

  it('goes node after node, one minor at a time, and compares before and after', async () => {
    const { cluster, ended, begin, plan, versions, world: stand, vdc } = await world({ workers: 2 });
    await cluster.apply(deployment('default', 'web', { replicas: 2 }));
    await until(async () => (await readyOf(cluster)) === 2);
    const request = await begin(await plan(NEWEST));
    expect((await stand.service.view(request.id))?.badge).to.equal('simulated');
    const end = await ended(request);
    expect(end).to.include({ done: true, worse: 0 });
    expect(await versions()).to.deep.equal({ 'controller-1': NEWEST, 'worker-1': NEWEST, 'worker-2': NEWEST });
    expect(end.workloads.rows.find(([name]) => name === 'Deployment default/web')?.[1]).to.equal('2/2');
    expect(end.more).to.match(/The Kubernetes API says v1\.36\.3\+k3s1\. \d+ objects are kept from before\./);
    const seen = await stand.get<{ version: string; items: string[] }>('upgrade.look', { vdc });
    expect(seen).to.include({ version: NEWEST });
    expect(seen.items).to.deep.equal([]);
    const { card } = await stand.get<{ card: { fields: { value: string }[] } }>('vdc.status', { vdc });
    expect(card.fields.map(({ value }) => value)).to.include(NEWEST);
    // The second time it knows how long things take.
    expect([...(await stand.services.upgrades.times('simulated')).keys()].sort()).to.deep.equal([
      'backup',
      'controller',
      'verify',
      'worker',
    ]);
  });

  it('keeps the API through three controllers, one by one', async () => {
    const { ended, begin, plan, versions } = await world({ controllers: 3, workers: 1 });
    expect(await ended(await begin(await plan(NEXT)))).to.include({ done: true });
    expect(new Set(Object.values(await versions()))).to.deep.equal(new Set([NEXT]));
  });

  it('waits for a decision where a budget lets no pod go: one copy more, which goes again', async () => {
    const one = await world();
    await strictly(one);
    const request = await one.begin(await one.plan(NEXT));
    const { question, choices, state } = await one.asked();
    expect(question).to.match(
      /^The disruption budget web keeps default\/web-\S+ on (worker|controller)-\d: it allows no pod less/,
    );
    expect(state).to.equal('waiting');
    expect(choices.map(({ id }) => id)).to.deep.equal(['wait', 'scale', 'skip', 'stop']);
    await one.say('scale');
    expect(await one.ended(request)).to.include({ done: true, worse: 0 });
    expect(await replicasOf(one.cluster)).to.equal(1);
    expect(new Set(Object.values(await one.versions()))).to.deep.equal(new Set([NEXT]));
  });

  it('takes its question back when the trouble goes by itself', async () => {
    const one = await world();
    await strictly(one);
    const request = await one.begin(await one.plan(NEXT));
    await one.asked();
    await one.cluster.delete({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      namespace: 'default',
      name: 'web',
    });
    expect(await one.ended(request)).to.include({ done: true });
  });

  it('skips a node that shall be left alone, says so, and brings it along another time', async () => {
    const one = await world();
    await strictly(one);
    const node = await holder(one.cluster);
    const request = await one.begin(await one.plan(NEXT));
    await one.asked();
    await one.say('skip');
    const end = await one.ended(request);
    expect(end.skipped).to.deep.equal([node]);
    expect((await one.versions())[node], 'open again, and as it was').to.equal(OLD);
    const look = await one.world.get<{ behind: string[] }>('upgrade.look', { vdc: one.vdc });
    expect(look.behind).to.deep.equal([node]);
    await one.cluster.delete({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      namespace: 'default',
      name: 'web',
    });
    expect(await one.ended(await one.begin(await one.plan(NEXT)))).to.include({ done: true });
    expect((await one.versions())[node]).to.equal(NEXT);
  });

  it('ends where it is told to, with everything open for work', async () => {
    const one = await world();
    await strictly(one);
    const request = await one.begin(await one.plan(NEXT));
    await one.asked();
    await one.say('stop');
    const end = await one.ended(request);
    expect(end.done).to.equal(false);
    expect(end.text).to.match(/ended early: \d of 3 nodes are done/);
    expect(Object.values(await one.versions()).filter((version) => version.includes('closed'))).to.deep.equal([]);
  });

  it('asks what to do with a node that dies in the middle, and goes on with a new machine', async () => {
    // Slow enough to be paused.
    const one = await world({ speed: 20 });
    const request = await one.begin(await one.plan(NEXT));
    await until(async () => (await one.status()).running);
    await one.say('pause');
    await until(async () => (await one.status()).state === 'paused' || !(await one.status()).running, 30_000);
    expect(await one.world.engine.faults?.strike(one.ref, 'worker-dies', 'test')).to.match(/worker-\d/);
    await one.say('go');
    const { question, choices } = await one.asked();
    expect(question).to.match(/^worker-\d (does not answer|is not ready)/);
    expect(choices.map(({ id }) => id)).to.include.members(['retry', 'replace', 'skip', 'stop']);
    await one.say('replace');
    const end = await one.ended(request);
    expect(end, (await one.status()).log.join('\n')).to.include({ done: true });
    expect(await one.versions()).to.deep.equal({ 'controller-1': NEXT, 'worker-1': NEXT, 'worker-2': NEXT });
  });

  it('pauses before the next node, goes on, and ends after a node', async () => {
    const one = await world({ workers: 3 });
    await strictly(one);
    const request = await one.begin(await one.plan(NEXT));
    await one.asked();
    await one.world.services.upgrades.steer('ada', one.vdc, { wish: 'pause' });
    await one.say('skip');
    await until(async () => (await one.status()).state === 'paused', 30_000);
    expect((await one.status()).choices.map(({ id }) => id)).to.deep.equal(['go', 'last']);
    await one.say('go');
    await one.ended(request);
  });

  it('begins in its window only, and not before its time', async () => {
    const one = await world();
    const minute = Math.floor((one.world.services.now() % 86_400_000) / 60_000);
    const clock = (of: number): string =>
      `${String(Math.floor((of % 1_440) / 60)).padStart(2, '0')}:${String(of % 60).padStart(2, '0')}`;
    const window = `${clock(minute + 120)}-${clock(minute + 240)}`;
    const request = await one.begin(await one.plan(NEXT, { window }));
    await until(async () => (await one.status()).state === 'window', 30_000);
    one.world.pass(130 * 60_000);
    expect(await one.ended(request)).to.include({ done: true });
  });

  it('lets an extra worker stand in, and gives it back', async () => {
    const one = await world();
    const request = await one.begin(await one.plan(NEXT, { surge: true }));
    expect(await one.ended(request)).to.include({ done: true });
    expect(Object.keys(await one.versions()).sort()).to.deep.equal(['controller-1', 'worker-1', 'worker-2']);
    const { log } = await one.status();
    expect(log.join('\n')).to.match(/worker-3 stands in[\s\S]*worker-3, which stood in, is given back/);
  });

  it('asks before it loses a pod that nobody makes anew', async () => {
    const one = await world();
    await one.cluster.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'lonely', namespace: 'default' },
      spec: {
        nodeSelector: { 'kubernetes.io/hostname': 'worker-1' },
        containers: [{ name: 'main', image: 'nginx:1.29' }],
      },
    });
    const request = await one.begin(await one.plan(NEXT));
    const { question, choices } = await one.asked();
    expect(question).to.equal('Nobody would make default/lonely on worker-1 anew: emptying the node loses it.');
    expect(choices.map(({ id }) => id)).to.deep.equal(['wait', 'evict', 'skip', 'stop']);
    await one.say('evict');
    expect(await one.ended(request)).to.include({ done: true });
  });

  it('is one at a time for each VDC, and begins from what was planned only', async () => {
    const one = await world();
    await strictly(one);
    const plan = await one.plan(NEXT);
    const request = await one.begin(plan);
    await one.asked();
    const refused = await one.world.outcome(await one.begin(plan));
    expect(refused.outcome).to.deep.include({ ok: false });
    expect(refused.outcome.ok ? '' : refused.outcome.failure.code).to.equal('UPGRADE_RUNNING');
    await one.say('scale');
    await one.ended(request);
    const stale = await one.world.outcome(await one.begin(plan));
    expect(stale.outcome.ok ? '' : stale.outcome.failure.message).to.match(/runs v1\.35\.6\+k3s1 by now/);
  });

  it('leaves everything tidy when the operation is stopped', async () => {
    const one = await world();
    await strictly(one);
    const request = await one.begin(await one.plan(NEXT));
    await one.asked();
    await one.world.service.stop(request.id);
    const { outcome } = await one.world.outcome(request);
    expect(outcome.ok ? '' : outcome.failure.code).to.equal('ABORTED');
    expect(Object.values(await one.versions()).filter((version) => version.includes('closed'))).to.deep.equal([]);
    expect(await one.status()).to.include({ running: false, state: 'failed' });
  });

  it('refuses what cannot be done, with the way that can', async () => {
    const one = await world({ version: NEXT });
    const refusal = async (to: string, wish = {}): Promise<string> => {
      const result = await one.world.read('upgrade.plan', { vdc: one.vdc, to, ...wish });
      return result.ok ? '' : `${result.failure.code}: ${result.failure.message}`;
    };
    expect(await refusal(OLD)).to.match(/^DOWNGRADE: .*older than v1\.35\.6\+k3s1.*restoring a backup/);
    expect(await refusal(NEXT)).to.match(/^NOTHING_TO_DO: "web1" runs v1\.35\.6\+k3s1 already\./);
    expect(await refusal('latest')).to.match(/^INVALID_SPEC: "latest" is no version/);
    expect(await refusal(NEWEST, { window: 'at night' })).to.match(/^INVALID_SPEC: .*22:00-04:00/);
    const somebody = await one.world.registry.read(
      'upgrade.plan',
      { vdc: one.vdc, to: NEWEST },
      callerOf('eve'),
      AbortSignal.timeout(5_000),
    );
    expect(somebody.ok ? '' : somebody.failure.code).to.equal('NOT_FOUND');
  });
});
