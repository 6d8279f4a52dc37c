import {
  type Diagnosis,
  type Finding,
  judge,
  type Remedy,
  readSnapshot,
  remediesOf,
  type Snapshot,
} from '#src/cluster/diagnosis/index.ts';
import type { Cluster } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import { findingId } from './finding-id.ts';

/** A cluster looked at once: what is wrong, and the snapshot that says so. */
export interface Examination extends Diagnosis {
  snapshot: Snapshot;
}

/** Looks at a whole cluster, or one namespace of it. */
export async function examine(
  cluster: Cluster,
  options: { namespace?: string; signal: AbortSignal; now(): number },
): Promise<Examination> {
  const snapshot = await readSnapshot(cluster, options);
  return { snapshot, ...judge(snapshot) };
}

/** The finding of this id, if it is still there. */
export function findingIn({ findings }: Pick<Diagnosis, 'findings'>, id: string): Finding | undefined {
  return findings.find((finding) => findingId(finding) === id);
}

/** A remedy of a finding; an unknown one is refused by naming those there are. */
export function remedyIn(finding: Finding, snapshot: Snapshot, id: string): Remedy {
  const remedies = remediesOf(finding, snapshot);
  const remedy = remedies.find((one) => one.id === id);
  if (remedy) return remedy;
  const known = remedies.map((one) => one.id).join(', ') || 'none';
  throw new ActionFailure('NOT_FOUND', `This cannot be mended by "${id}" any more. The ways now are: ${known}.`);
}
