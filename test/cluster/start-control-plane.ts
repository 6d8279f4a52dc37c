import { ControlPlane } from './control-plane.ts';
import { currentRelease, findBinaries } from './find-binaries.ts';

/** The control plane that the suites share: a server and two workers, and every custom resource. */
export function startControlPlane(): Promise<ControlPlane> {
  const release = currentRelease();
  return ControlPlane.start({
    binaries: findBinaries(release),
    kubeletVersion: release.version,
    customResources: ['k3k', 'k3s', 'system-upgrade', 'velero'],
    nodes: [{ name: 'server-1', role: 'server' }, { name: 'worker-1' }, { name: 'worker-2' }],
  });
}
