import { createHash } from 'node:crypto';

import type { Finding } from '#src/cluster/diagnosis/index.ts';
import { nameOf } from '#src/cluster/index.ts';

/** The same short name for the same trouble with the same object, every time it is looked for. */
export function findingId({ rule, cause, object, facts }: Finding): string {
  const { container = '' } = facts;
  return createHash('sha256')
    .update(JSON.stringify([rule, cause, nameOf(object), container]))
    .digest('hex')
    .slice(0, 12);
}
