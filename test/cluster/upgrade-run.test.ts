import { startControlPlane } from './start-control-plane.ts';
import { upgradeJourney } from './upgrade-journey.ts';

describe('the journey of an upgrade on a control plane that emulates the minor before', () => {
  // It is the newer program, asked to behave as the older one until it is replaced.
  upgradeJourney(
    async () => await startControlPlane('kubernetes-1.36', { emulatedVersion: '1.35', kubeletVersion: 'v1.35.6+k3s1' }),
    'v1.36.3',
  );
});
