import { ActionFailure } from './action.ts';
import { type AccessWish, accessLevels, givesTokens, makePersonalKubeconfig } from './personal-kubeconfig.ts';
import type { Services } from './services.ts';
import { engineOf, observed } from './vdc-view.ts';

/** What a one-time link of this kind stands for. */
export const KUBECONFIG_LINK = 'kubeconfig';

/** What a link to a kubeconfig leads to: whose VDC, and what the kubeconfig is to open. */
export function kubeconfigSubject(id: string, { access, hours, namespace }: AccessWish): string {
  const wish = new URLSearchParams({ access, hours: `${hours}`, ...(namespace === undefined ? {} : { namespace }) });
  return `${id}?${wish.toString()}`;
}

/**
 * The kubeconfig behind a one-time link, made at the moment it is fetched: it is kept nowhere. Null when the owner has no
 * such VDC, or its API is not there.
 */
export async function readKubeconfig(services: Services, owner: string, subject: string): Promise<string | null> {
  const { id, wish } = wishIn(subject);
  const record = await services.records.find(owner, id);
  if (!record) return null;
  const observation = await observed(services, record);
  if (observation?.endpoint === undefined) return null;
  const engine = engineOf(services, record.engine);
  const opened = await engine.kubeconfig(observation.ref);
  const cluster = await services.clusters.of(engine, observation.ref);
  if (await givesTokens(cluster)) {
    const { kubeconfig } = await makePersonalKubeconfig(cluster, { name: record.name, opened }, wish, services.now());
    return kubeconfig;
  }
  // Less than everything can only be given by the cluster itself.
  return isEverything(wish) ? opened : null;
}

/** Whether this is all that the administrator's own kubeconfig opens. */
export function isEverything({ access, namespace }: AccessWish): boolean {
  return access === 'admin' && namespace === undefined;
}

/** The failure of asking for the kubeconfig of a VDC whose API is not there. */
export function notReachable(name: string): ActionFailure {
  return new ActionFailure('NOT_READY', `The Kubernetes API of "${name}" is not there yet. Look at its status first.`, {
    retryable: true,
  });
}

function wishIn(subject: string): { id: string; wish: AccessWish } {
  const [id = '', query] = subject.split('?');
  const params = new URLSearchParams(query);
  const access = accessLevels.find((level) => level === params.get('access')) ?? 'view';
  const namespace = params.get('namespace');
  const hours = Number(params.get('hours')) || 1;
  return { id, wish: { access, hours, ...(namespace === null ? {} : { namespace }) } };
}
