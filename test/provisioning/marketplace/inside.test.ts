import { expect } from 'chai';

import type { JsonObject } from '#src/protocol/index.ts';

import { type InsideVdc, insideVdc } from '../changes/inside-vdc.ts';
import { until } from '../operations/stand.ts';

type Planned = { plan: string; count: number; url: string; meaning: string; fits: boolean; lost: string[] };

describe('Solutions in a simulated VDC', function () {
  this.timeout(60_000);
  let inside: InsideVdc;

  before(async () => {
    inside = await insideVdc();
  });
  after(async () => {
    await inside.world.close();
  });

  const planned = async (action: string, input: JsonObject): Promise<Planned> =>
    await inside.world.get<Planned & JsonObject>(action, { vdc: 'demo', ...input });
  const state = async (name: string) =>
    await inside.world.get<{ state: string; data: string[]; url: string }>('chart.status', { vdc: 'demo', name });

  it('install a chart, show how it does, stop, start and remove it', async () => {
    const answers = { text_2: 'ada@example.org' };
    const plan = await planned('chart.plan', {
      solution: 'gitea',
      name: 'git',
      size: 'silver',
      answers,
      reach: 'address',
    });
    expect(plan.url).to.match(/^https:\/\/git\.\d+-\d+-\d+-\d+\.nip\.io$/);
    expect((await inside.apply(plan.plan)).ready).to.equal(true);
    expect((await state('git')).state).to.equal('ready');
    await inside.apply((await planned('chart.planStop', { name: 'git' })).plan);
    expect((await state('git')).state).to.equal('stopped');
    await inside.apply((await planned('chart.planStart', { name: 'git' })).plan);
    expect((await state('git')).state).to.equal('ready');
    const removal = await planned('chart.planRemove', { name: 'git', keepData: false });
    expect(removal.lost.join()).to.include('git-data');
    await inside.apply(removal.plan);
    expect((await inside.refused('chart.status', { name: 'git' })).code).to.equal('NOT_FOUND');
  });

  it('make certificates for domains: cert-manager, its maker, and a domain with it', async () => {
    const wish = { email: 'ada@example.org' };
    expect((await inside.refused('expose.planIssuer', wish)).code).to.equal('NO_CERT_MANAGER');
    expect(await inside.world.get('expose.options', { vdc: 'demo' })).to.include({
      certManager: false,
      issuerCount: 0,
    });
    await inside.apply((await planned('chart.plan', { solution: 'cert-manager', name: 'certs', size: 'silver' })).plan);
    expect((await inside.refused('expose.planIssuer', { email: 'nobody' })).message).to.include(
      'is not an e-mail address',
    );
    expect((await inside.apply((await planned('expose.planIssuer', wish)).plan)).ready).to.equal(true);
    expect(await inside.world.get('expose.options', { vdc: 'demo' })).to.include({
      certManager: true,
      issuerCount: 1,
      usualIssuer: 'letsencrypt',
    });
    await inside.apply((await planned('chart.plan', { solution: 'etcd', name: 'vault' })).plan);
    const host = 'vault.example.org';
    await inside.apply(
      (await planned('expose.plan', { target: 'vault/vault:2379', host, issuer: 'letsencrypt' })).plan,
    );
    const card = async () =>
      JSON.stringify(
        await inside.world.get('expose.status', { vdc: 'demo', ingress: 'vault/vault-vault-example-org' }),
      );
    await until(async () => (await card()).includes('Its certificate, by Simulated CA (letsencrypt), is valid until'));
    expect(await card(), 'the exact record').to.match(/vault\.example\.org A \d+\.\d+\.\d+\.\d+/);
    await inside.apply((await planned('expose.planRemove', { ingress: 'vault/vault-vault-example-org' })).plan);
  });

  it('install one without a chart, let it out, and close it again', async () => {
    await inside.apply((await planned('chart.plan', { solution: 'etcd', name: 'keys' })).plan);
    expect((await state('keys')).state).to.equal('ready');
    const open = await planned('expose.plan', { target: 'keys/keys:2379', host: 'keys.example.org' });
    await inside.apply(open.plan);
    const { items } = await inside.world.get<{ items: { id: string; title: string }[] }>('expose.list', {
      vdc: 'demo',
    });
    expect(items.map(({ title }) => title)).to.include('https://keys.example.org');
    expect((await inside.refused('expose.plan', { target: 'keys/keys:1', host: 'a.example.org' })).code).to.equal(
      'NOT_FOUND',
    );
    const close = await planned('expose.planRemove', { ingress: items[0]?.id ?? '' });
    await inside.apply(close.plan);
    expect((await inside.world.get<{ count: number }>('expose.list', { vdc: 'demo' })).count).to.equal(0);
  });

  it('refuse what does not fit, and say what is missing', async () => {
    const failure = await inside.refused('chart.room', { solution: 'nextcloud', size: 'platinum' });
    expect(failure.code).to.equal('NO_ROOM');
    expect(failure.message).to.match(/no place for 4 CPU and 4 GiB.*Take a smaller size/);
  });

  it('let an app scale by itself, and say what that can come to', async () => {
    const app = 'keys/StatefulSet/keys';
    const plan = await planned('autoscale.plan', { app, min: 1, max: 2 });
    expect(plan.meaning).to.include('At most 2 copies take 0.5 CPU and 1 GiB memory');
    await inside.apply(plan.plan);
    const now = await inside.world.get<{ on: boolean; max: number }>('autoscale.look', { vdc: 'demo', app });
    expect(now).to.include({ on: true, max: 2 });
    expect((await planned('autoscale.plan', { app, min: 1, max: 500 })).fits).to.equal(false);
    expect((await inside.refused('autoscale.plan', { app, min: 3, max: 2 })).message).to.include('turn them round');
    await inside.apply((await planned('autoscale.planRemove', { app })).plan);
    expect((await inside.refused('autoscale.planRemove', { app })).code).to.equal('NOTHING_TO_DO');
  });

  it('make a disk, never shrink it, and delete only what nothing mounts', async () => {
    const GiB = 2 ** 30;
    await inside.apply((await planned('volume.plan', { name: 'spare', size: 2 * GiB })).plan);
    const { items } = await inside.world.get<{ items: { id: string; usedBy: string[] }[] }>('volume.list', {
      vdc: 'demo',
    });
    const mounted = items.find(({ id }) => id.startsWith('keys/'));
    expect(mounted?.usedBy).to.deep.equal(['keys-0']);
    expect((await inside.refused('volume.planGrow', { volume: 'default/spare', size: GiB })).code).to.equal(
      'CANNOT_SHRINK',
    );
    expect((await inside.refused('volume.planGrow', { volume: 'default/spare', size: 5 * GiB })).code).to.equal(
      'CANNOT_GROW',
    );
    expect((await inside.refused('volume.planDelete', { volume: mounted?.id ?? '' })).message).to.include(
      'mounted by keys-0',
    );
    expect((await inside.refused('volume.plan', { name: 'spare', size: GiB })).code).to.equal('NAME_TAKEN');
    await inside.apply((await planned('volume.planDelete', { volume: 'default/spare' })).plan);
    expect((await inside.refused('volume.planDelete', { volume: 'default/spare' })).code).to.equal('NOT_FOUND');
  });

  it('show where the CPU and the memory go', async () => {
    const usage = await inside.world.get<{
      measured: boolean;
      nodesCpu: { label: string; value: number }[];
      appsMemory: { label: string; value: number }[];
      text: string;
    }>('usage.look', { vdc: 'demo' });
    expect(usage.nodesCpu).to.have.length(2);
    expect(usage.appsMemory.map(({ label }) => label)).to.include('keys/keys');
    expect(usage.text).to.match(usage.measured ? /used now/ : /Nobody measures/);
  });
});

describe('Helm failing in a simulated VDC', function () {
  this.timeout(60_000);
  // Slow enough that the pod of helm can be heard before its Job takes it along.
  const speed = 30;

  it('is told in helm’s words, and leaves nothing', async () => {
    const { world, apply } = await insideVdc({ speed });
    try {
      const input = { vdc: 'demo', name: 'lost', repo: 'https://charts.nowhere.invalid', chart: 'hello' };
      const { plan } = await world.get<{ plan: string }>('chart.planOwn', input);
      const error = await apply(plan).then(
        () => undefined,
        (reason: unknown) => reason as Error & { code: string },
      );
      expect(error?.code).to.equal('CHANGE_FAILED');
      expect(error?.message).to.include(
        'Helm could not install it: looks like "https://charts.nowhere.invalid" is not a valid chart repository',
      );
      const { items } = await world.get<{ items: { name: string }[] }>('chart.list', { vdc: 'demo' });
      expect(items.map(({ name }) => name)).not.to.include('lost');
    } finally {
      await world.close();
    }
  });
});
