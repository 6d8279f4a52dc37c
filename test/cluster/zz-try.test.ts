import { insideVdc } from '../provisioning/changes/inside-vdc.ts';
import { helmChartMade, playHelm } from '../provisioning/marketplace/helm-player.ts';
import { controlPlane } from './shared-control-plane.ts';

describe('try', function () {
  this.timeout(60000);
  it('x', async () => {
    const inside = await insideVdc({ kubeconfig: (await controlPlane()).kubeconfig });
    const plan = await inside.world.get<any>('chart.plan', {
      vdc: 'demo',
      solution: 'etcd',
      name: 'et',
      answers: { choice_1: '3' },
    });
    void inside.apply(plan.plan).catch((e) => console.log('ERR', e.message));
    await new Promise((r) => setTimeout(r, 6000));
    for (const kind of ['StatefulSet'])
      for await (const o of inside.cluster.list({ apiVersion: 'apps/v1', kind, namespace: 'et' }))
        console.log(kind, JSON.stringify(o.status));
    for (const kind of ['Pod', 'PersistentVolumeClaim', 'Event'])
      for await (const o of inside.cluster.list({ apiVersion: 'v1', kind, namespace: 'et' }))
        console.log(kind, o.metadata.name, JSON.stringify(o.status ?? o['message']).slice(0, 300));
    const plan2 = await inside.world.get<any>('chart.plan', {
      vdc: 'demo',
      solution: 'gitea',
      name: 'gg',
      answers: { text_2: 'a@b.cd' },
    });
    const ap = inside.apply(plan2.plan);
    await helmChartMade(inside.cluster, 'gg');
    await playHelm(inside.cluster, 'gg', { type: 'complete' });
    console.log(await ap);
    console.log(JSON.stringify(await inside.world.get('chart.list', { vdc: 'demo' })));
    const rem = await inside.world.get<any>('chart.planRemove', { vdc: 'demo', name: 'gg', keepData: true });
    console.log(JSON.stringify(rem));
    const rem2 = await inside.world.get<any>('chart.planRemove', { vdc: 'demo', name: 'gg', keepData: false });
    console.log(JSON.stringify(rem2));
    await inside.world.close();
  });
});
