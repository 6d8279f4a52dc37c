import type { Analyzer } from '../analyzer.ts';
import { containerConfig } from './container-config.ts';
import { crashLoop } from './crash-loop.ts';
import { imagePull } from './image-pull.ts';
import { outOfMemory } from './out-of-memory.ts';
import { pending } from './pending.ts';
import { podsRefused } from './pods-refused.ts';
import { probe } from './probe.ts';
import { rolloutStuck } from './rollout-stuck.ts';
import { volumeClaim } from './volume-claim.ts';

/** What this product knows of what can be wrong in a cluster, from causes to symptoms. */
export const analyzers: { readonly [rule: string]: Analyzer } = {
  'volume-claim': volumeClaim,
  'pods-refused': podsRefused,
  pending,
  'image-pull': imagePull,
  'container-config': containerConfig,
  'crash-loop': crashLoop,
  'out-of-memory': outOfMemory,
  probe,
  'rollout-stuck': rolloutStuck,
};
