import { type Cluster, connectCluster } from '#src/cluster/index.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

import { abreast } from '../provisioning/repair/abreast.ts';
import type { RepairCase } from '../provisioning/repair/repair-case.ts';
import { talkRepair } from '../provisioning/repair/talk-repair.ts';
import { allCases } from './repair-cases/all-cases.ts';
import { controlPlane } from './shared-control-plane.ts';

/** Conversations under way at the same time: each waits most of its. */
const ABREAST = 6;

/**
 * What is found again once it is undone, is there at once, and keeps nobody else from the API; all others are walked through
 * by the suite in full.
 */
const isRound = ({ stays, final, inUse, later, also, root }: RepairCase): boolean =>
  !stays && !final && !inUse && !later && also === undefined && !root.startsWith('APIService');

const cases = allCases.filter(isRound);

describe('Repair by talking, on a real control plane', function () {
  this.timeout(600_000);
  let wizard: TestWizard;
  let cluster: Cluster;
  const lanes = abreast(
    cases,
    ABREAST,
    async (one, index) => await talkRepair(wizard, cluster, `mend-${process.pid}-${index}`, one),
  );

  before(async function () {
    this.timeout(240_000);
    const { kubeconfig } = await controlPlane();
    cluster = await connectCluster(kubeconfig);
    wizard = await startTestWizard((config) => ({
      ...config,
      engines: { ...config.engines, adopted: { ...config.engines.adopted, allow: ['127.0.0.0/8'] } },
    }));
    const client = await wizard.client();
    await client.open();
    for (const words of ['/adopt', kubeconfig, 'shop', 'Connect it']) {
      await client.asked(undefined, 120_000);
      await client.say(words);
    }
    await client.asked(undefined, 120_000);
    client.close();
    lanes.begin();
  });
  after(async () => {
    await lanes.ended();
    await wizard.stop();
    cluster.close();
  });
});
