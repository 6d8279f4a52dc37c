import { CoreV1Api, KubeConfig, VersionApi } from '@kubernetes/client-node';
import { expect } from 'chai';

import type { ControlPlane } from './control-plane.ts';
import { controlPlane } from './shared-control-plane.ts';

describe('the control plane of the tests', function () {
  this.timeout(60_000);
  let plane: ControlPlane;
  const config = new KubeConfig();

  before(async () => {
    plane = await controlPlane();
    config.loadFromString(plane.kubeconfig);
  });

  it('says its true version', async () => {
    expect(await config.makeApiClient(VersionApi).getCode()).to.include({
      major: '1',
      minor: '36',
      gitVersion: 'v1.36.3',
    });
  });

  it('has nodes', async () => {
    const { items } = await config.makeApiClient(CoreV1Api).listNode();
    expect(items.map(({ metadata }) => metadata?.name)).to.have.members(['server-1', 'worker-1', 'worker-2']);
  });
});
