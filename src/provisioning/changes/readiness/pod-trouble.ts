import { explainPod, type Finding } from '#src/cluster/diagnosis/index.ts';
import { type Cluster, type ClusterObject, numberAt, textAt } from '#src/cluster/index.ts';

import type { Trouble } from './readiness.ts';

/** What is wrong with a pod; `final`: it will not get better by waiting. */
export interface PodTrouble extends Trouble {
  final: boolean;
}

/** Lines of a crashed container's log that are shown. */
const LAST_LINES = 5;

/** Why a pod does not run, as diagnosis says it: whoever asks later what is wrong reads the same sentence. */
export async function podTrouble(
  pod: ClusterObject,
  cluster: Cluster,
  options: { signal?: AbortSignal },
): Promise<PodTrouble | null> {
  const finding = await explainPod(cluster, pod, { ...options, now: Date.now });
  if (!finding) return null;
  const [first, ...others] = finding.evidence;
  const log = others.filter(({ field }) => field.startsWith('log of ')).map(({ value }) => value);
  return {
    final: isFinal(finding),
    reason: finding.summary,
    evidence: [...(first ? [first.value] : []), ...log.slice(-LAST_LINES)],
  };
}

/** A registry may be busy for a while, and a node full; what is not there at all will not come by waiting. */
function isFinal({ rule, cause, facts }: Finding): boolean {
  switch (rule) {
    case 'image-pull':
      return ['not-found', 'unauthorized', 'bad-name', 'never-pull', 'platform'].includes(cause);
    case 'container-config':
      return textAt(facts, 'container') !== undefined;
    case 'out-of-memory':
      return (numberAt(facts, 'restarts') ?? 0) >= CRASHES - 1;
    case 'crash-loop':
      return (numberAt(facts, 'restarts') ?? 0) >= CRASHES;
    default:
      return false;
  }
}

/** A container that came to its end so often will do so again. */
const CRASHES = 3;
