import { expect } from 'chai';

import { textAt } from '#src/cluster/index.ts';
import { chartPage, releasePage } from '#src/provisioning/upgrade/release-page.ts';
import { deployment } from '#test/contracts/cluster/drafts.ts';

import { type InsideVdc, insideVdc } from '../changes/inside-vdc.ts';
import { until } from '../operations/stand.ts';

const APPS = { apiVersion: 'apps/v1', kind: 'Deployment' };

describe('another image for an app', function () {
  this.timeout(120_000);
  let inside: InsideVdc;

  before(async () => {
    inside = await insideVdc();
  });
  after(() => inside.world.close());

  const running = async (name: string): Promise<string> => {
    const { cluster, namespace } = inside;
    await cluster.apply(deployment(namespace, name, { replicas: 2 }));
    const reference = { ...APPS, namespace, name };
    await until(async () => (await cluster.get(reference))?.status?.['readyReplicas'] === 2, 60_000);
    return `${namespace}/${name}`;
  };
  const plan = async (app: string, image: string, step: string) =>
    await inside.world.get<{ plan: string; differences: string; title: string; count: number }>('upgrade.planImage', {
      vdc: inside.vdc,
      app,
      image,
      step,
    });
  const look = async (app: string) =>
    await inside.world.get<{ noTrial: string; trying: string; trial: string; image: string }>('upgrade.lookAtApp', {
      vdc: inside.vdc,
      app,
    });
  const imageOf = async (name: string): Promise<string | undefined> => {
    const { cluster, namespace } = inside;
    const app = await cluster.get({ ...APPS, namespace, name });
    return textAt(app, 'spec', 'template', 'spec', 'containers', 0, 'image');
  };

  it('is tried by one copy that its service leads to, then taken by all, and the trial goes', async () => {
    const { cluster, namespace } = inside;
    const app = await running('shop');
    expect((await look(app)).noTrial).to.equal('');
    const old = await imageOf('shop');
    await inside.apply((await plan(app, 'nginx:1.30', 'one')).plan);
    expect(await look(app)).to.include({ trying: 'nginx:1.30', trial: `${app}-try` });
    expect(await imageOf('shop'), 'the others go on').to.equal(old);
    const images: string[] = [];
    for await (const pod of cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: 'app=shop' }))
      images.push(textAt(pod, 'spec', 'containers', 0, 'image') ?? '');
    expect(images, 'a service with the app’s labels leads to three').to.have.members([old, old, 'nginx:1.30']);
    const all = await plan(app, 'nginx:1.30', 'all');
    expect(all.differences).to.include('→ `nginx:1.30`');
    await inside.apply((await plan(app, 'nginx:1.30', 'none')).plan);
    await until(async () => (await cluster.get({ ...APPS, namespace, name: 'shop-try' })) === null, 60_000);
    const { change } = await inside.apply(all.plan);
    expect(await imageOf('shop')).to.equal('nginx:1.30');
    await inside.undo(change);
    expect(await imageOf('shop')).to.equal(old);
  });

  it('that does not come up is taken back by itself: the trial, and all of them', async () => {
    const { cluster, namespace } = inside;
    const app = await running('site');
    const old = await imageOf('site');
    const failure = async (step: string): Promise<string> => {
      try {
        await inside.apply((await plan(app, 'nginx:missing', step)).plan);
        return 'none';
      } catch (error) {
        return String(error);
      }
    };
    expect(await failure('one')).to.match(/nginx:missing was not found/);
    await until(async () => (await cluster.get({ ...APPS, namespace, name: 'site-try' })) === null, 60_000);
    expect(await failure('all')).to.match(/nginx:missing was not found/);
    expect(await imageOf('site')).to.equal(old);
    await until(
      async () => (await cluster.get({ ...APPS, namespace, name: 'site' }))?.status?.['readyReplicas'] === 2,
      60_000,
    );
  });

  it('is not tried beside what two versions at once could harm, and says why', async () => {
    const { cluster, namespace } = inside;
    const app = await running('store');
    const reference = { ...APPS, namespace, name: 'store' };
    await cluster.patch(reference, {
      spec: { strategy: { type: 'Recreate', rollingUpdate: null } },
    });
    expect((await look(app)).noTrial).to.equal('"store" is made so that two versions of it never run at once.');
    const refused = await inside.world.read('upgrade.planImage', {
      vdc: inside.vdc,
      app,
      image: 'nginx:1.30',
      step: 'one',
    });
    expect(refused.ok ? '' : refused.failure.code).to.equal('UNSUPPORTED');
    await cluster.patch(reference, {
      spec: { template: { spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'store-data' } }] } } },
    });
    expect((await look(app)).noTrial).to.match(/^"store" writes to a volume/);
  });

  it('can be read about where its registry says', () => {
    expect(releasePage('nginx:1.29')).to.equal('https://hub.docker.com/_/nginx/tags');
    expect(releasePage('grafana/grafana:12.0.0')).to.equal('https://hub.docker.com/r/grafana/grafana/tags');
    expect(releasePage('ghcr.io/me/shop:1')).to.equal('https://github.com/me/shop/releases');
    expect(releasePage('quay.io/jetstack/cert-manager-controller:v1')).to.equal(
      'https://quay.io/repository/jetstack/cert-manager-controller?tab=tags',
    );
    expect(releasePage('registry.gitlab.com/me/app:1')).to.equal('https://gitlab.com/me/app/-/releases');
    expect(releasePage('registry.example/x:1')).to.equal(undefined);
    expect(releasePage('no image')).to.equal(undefined);
    expect(chartPage('https://nextcloud.github.io/helm/', 'nextcloud')).to.equal(
      'https://github.com/nextcloud/helm/releases',
    );
    expect(chartPage(undefined, 'oci://ghcr.io/me/charts/shop')).to.equal('https://github.com/me/charts/releases');
    expect(chartPage('https://dl.gitea.com/charts/', 'gitea')).to.equal(
      'https://artifacthub.io/packages/search?ts_query_web=gitea',
    );
  });
});
