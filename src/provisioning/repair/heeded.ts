import type { Finding } from '#src/cluster/diagnosis/index.ts';

import type { ActionContext } from '../action.ts';
import type { Services } from '../services.ts';
import type { Examination } from './examine-vdc.ts';
import { findingId } from './finding-id.ts';

/** What was found, without what the owner decided to live with. */
export async function heededOf(
  { services, caller }: Pick<ActionContext<Services>, 'services' | 'caller'>,
  { findings, record }: Pick<Examination, 'findings' | 'record'>,
): Promise<Finding[]> {
  const ignored = new Set((await services.repairs.ignored(caller.owner, record.id)).map(({ finding }) => finding));
  return findings.filter((finding) => !ignored.has(findingId(finding)));
}
