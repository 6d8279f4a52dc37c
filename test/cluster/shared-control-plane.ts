import { ControlPlane } from './control-plane.ts';
import { currentRelease, findBinaries } from './find-binaries.ts';

let shared: Promise<ControlPlane> | undefined;

/** The one control plane of this process, for all suites: each works in namespaces of its own. */
export function controlPlane(): Promise<ControlPlane> {
  shared ??= start();
  return shared;
}

function start(): Promise<ControlPlane> {
  const release = currentRelease();
  return ControlPlane.start({
    binaries: findBinaries(release),
    kubeletVersion: release.version,
    customResources: ['k3k', 'k3s', 'system-upgrade', 'velero'],
    nodes: [{ name: 'server-1', role: 'server' }, { name: 'worker-1' }, { name: 'worker-2' }],
  });
}
