import { ControlPlane, type ControlPlaneOptions } from './control-plane.ts';
import { findBinaries, kubernetesOf, type Release, releaseOf } from './find-binaries.ts';

/** A control plane with a server, two workers and every custom resource; of the current release unless another is named. */
export function startControlPlane(
  name: Release['name'] = 'kubernetes-1.36',
  options: Partial<ControlPlaneOptions> = {},
): Promise<ControlPlane> {
  const release = releaseOf(name);
  return ControlPlane.start({
    binaries: findBinaries(release),
    kubeletVersion: kubernetesOf(release),
    customResources: ['k3k', 'k3s', 'system-upgrade', 'velero'],
    nodes: [{ name: 'server-1', role: 'server' }, { name: 'worker-1' }, { name: 'worker-2' }],
    ...options,
  });
}
