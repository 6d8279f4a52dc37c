import type { LogSource } from '#src/conversation/live-log.ts';

import type { Services } from '../services.ts';
import { podLog } from './pod-log.ts';

/** Where live logs come from: one file and one line each. */
export function logSources(services: Services): readonly LogSource[] {
  return [podLog(services)];
}
