import type { LogSource } from '#src/conversation/live-log.ts';

import type { Services } from '../services.ts';

/** Where live logs come from: one file and one line each. */
export function logSources(_services: Services): readonly LogSource[] {
  return [];
}
