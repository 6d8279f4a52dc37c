import { ActionFailure } from './action.ts';
import type { Services } from './services.ts';
import { engineOf, observed, vdcOf } from './vdc-view.ts';

/** What a one-time link of this kind stands for. */
export const KUBECONFIG_LINK = 'kubeconfig';

/** The kubeconfig behind a one-time link, read from the engine at the moment it is fetched: it is kept nowhere. */
export async function readKubeconfig(services: Services, owner: string, vdc: string): Promise<string> {
  const record = await vdcOf(services, owner, vdc);
  const observation = await observed(services, record);
  if (observation?.endpoint === undefined) throw notReachable(record.name);
  return await engineOf(services, record.engine).kubeconfig(observation.ref);
}

/** The failure of asking for the kubeconfig of a VDC whose API is not there. */
export function notReachable(name: string): ActionFailure {
  return new ActionFailure('NOT_READY', `The Kubernetes API of "${name}" is not there yet. Look at its status first.`, {
    retryable: true,
  });
}
