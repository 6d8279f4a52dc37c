import { startControlPlane } from '../start-control-plane.ts';
import { upgradeJourney } from '../upgrade-journey.ts';

describe('the journey of an upgrade on a control plane of the minor before', () => {
  upgradeJourney(async () => await startControlPlane('kubernetes-1.35', { kubeletVersion: 'v1.35.6+k3s1' }), 'v1.35.4');
});
