import { ActionFailure } from './action.ts';
import type { Services } from './services.ts';
import { engineOf, observed } from './vdc-view.ts';

/** What a one-time link of this kind stands for. */
export const KUBECONFIG_LINK = 'kubeconfig';

/**
 * The kubeconfig behind a one-time link, read from the engine at the moment it is fetched: it is kept nowhere. Null when
 * the owner has no such VDC, or its API is not there.
 */
export async function readKubeconfig(services: Services, owner: string, vdc: string): Promise<string | null> {
  const record = await services.records.find(owner, vdc);
  if (!record) return null;
  const observation = await observed(services, record);
  if (observation?.endpoint === undefined) return null;
  return await engineOf(services, record.engine).kubeconfig(observation.ref);
}

/** The failure of asking for the kubeconfig of a VDC whose API is not there. */
export function notReachable(name: string): ActionFailure {
  return new ActionFailure('NOT_READY', `The Kubernetes API of "${name}" is not there yet. Look at its status first.`, {
    retryable: true,
  });
}
