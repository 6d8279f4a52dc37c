import type { Services } from '../services.ts';
import { engineOf, observed } from '../vdc-view.ts';
import { accessText } from './access.ts';

/**
 * What to sign in with, behind a one-time link: read from the VDC at the moment it is fetched. Null when the owner has no
 * such VDC, its API is not there, or nothing is kept.
 */
export async function readAccess(services: Services, owner: string, subject: string): Promise<string | null> {
  const [vdc = '', namespace = '', name = ''] = subject.split('/');
  const record = await services.records.find(owner, vdc);
  const observation = record && (await observed(services, record));
  if (!record || observation?.endpoint === undefined) return null;
  const cluster = await services.clusters.of(engineOf(services, record.engine), observation.ref);
  return await accessText(cluster, { namespace, name });
}
