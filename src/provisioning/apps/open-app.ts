import type { ClusterObject } from '#src/cluster/index.ts';

import { type ActionContext, ActionFailure } from '../action.ts';
import type { Services } from '../services.ts';
import { type OpenVdc, openVdc } from '../vdc-clusters.ts';
import { type AppReference, appOf } from './app-reference.ts';

/** An app, with the VDC that it runs in. */
export interface OpenApp extends OpenVdc {
  reference: AppReference;
  app: ClusterObject;
}

/** The owner's app by its id. `NOT_FOUND` in words that lead on. */
export async function openApp(
  { services, caller, signal }: Pick<ActionContext<Services>, 'services' | 'caller' | 'signal'>,
  input: { vdc: string; app: string },
): Promise<OpenApp> {
  const reference = appOf(input.app);
  const vdc = await openVdc(services, caller, input.vdc);
  const app = await vdc.cluster.get(reference, { signal });
  if (app) return { ...vdc, reference, app };
  throw new ActionFailure(
    'NOT_FOUND',
    `There is no app "${reference.name}" in the namespace "${reference.namespace}" any more. Say "my apps" to see those there are.`,
  );
}
