import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';

import { connectCluster, textAt } from '#src/cluster/index.ts';
import { context } from '#test/contracts/apply-context.ts';
import { testRedis } from '#test/support/redis.ts';
import { transcriptLines } from '#test/support/transcript.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

import { type KubernetesHost, kubernetesHost } from './kubernetes-host.ts';

const OLD = 'v1.35.6+k3s1';
const NEW = 'v1.36.3+k3s1';
/** What waits for the real controllers of the host. */
const PATIENCE_MS = 120_000;

/** The host is a real control plane, the k3k controller and what runs inside are emulated. */
describe('upgrading a VDC on a host through the chat', function () {
  this.timeout(300_000);
  let host: KubernetesHost;
  let place: Awaited<ReturnType<typeof testRedis>>;

  before(async () => {
    host = await kubernetesHost();
    place = await testRedis();
  });
  after(async () => {
    const engine = host.engine();
    for (const { ref } of await engine.listOrphans(new Set())) await engine.destroy(ref, context('end'));
    await engine.stop();
    await host.close();
  });

  /** A wizard that may make VDCs of these versions. */
  const start = async (versions: string[]): Promise<TestWizard> =>
    await startTestWizard((config) => ({
      ...config,
      redis: { ...config.redis, url: `unix://${place.url}`, prefix: place.prefix.replace(/:$/, '') },
      engines: {
        ...config.engines,
        default: 'kubernetes',
        kubernetes: {
          ...config.engines.kubernetes,
          kubeconfig: host.wizardFile,
          expose: 'nodePort',
          exposeHost: '127.0.0.1',
          versions,
        },
      },
    }));

  it('is told to k3k once, with a word about what starts again, and compared at the end', async () => {
    const first = await start([OLD]);
    const maker = await first.client();
    await maker.open({ flow: 'deploy-vdc' });
    for (const [slot, words] of [
      ['name', 'rolling'],
      ['size', 'micro'],
      ['confirm', 'yes'],
    ] as const) {
      await maker.asked(slot, PATIENCE_MS);
      await maker.say(words);
    }
    await maker.asked('next', PATIENCE_MS);
    await first.stop();

    const wizard = await start([NEW, OLD]);
    const client = await wizard.client();
    await client.open();
    await client.asked();
    await client.say('upgrade rolling');
    await client.asked('what', PATIENCE_MS);
    await client.say('Kubernetes itself');
    await client.asked('confirm', PATIENCE_MS);
    const said = (): string => client.entries.flatMap(transcriptLines).join('\n');
    expect(said()).to.include(`All machines → ${NEW}`).and.include('The host renews all machines by itself');
    await client.say('yes');
    await client.until(() => said().includes('Before and after'), 'the comparison', PATIENCE_MS);
    expect(said()).to.match(/"rolling" runs v1\.36\.3\+k3s1 now \(before: v1\.35\.6\+k3s1\)/);
    expect(said()).to.include('The Kubernetes API says v1.36.3+k3s1.');

    const engine = host.engine();
    const [vdc] = await engine.listOrphans(new Set());
    expect(vdc).to.include({ name: 'rolling', state: 'ready', version: NEW });
    const [namespace = ''] = vdc?.ref.split('.') ?? [];
    const reference = { apiVersion: 'k3k.io/v1beta1', kind: 'Cluster', namespace, name: 'rolling' };
    expect(textAt(await host.cluster.get(reference), 'spec', 'version')).to.equal('v1.36.3-k3s1');
    const inside = await connectCluster(await engine.kubeconfig(vdc?.ref ?? ''));
    expect(await inside.version()).to.equal(NEW);
    inside.close();
    await engine.stop();
    await wizard.stop();
  });
});
