import type { FindingDraft } from './finding.ts';
import type { Snapshot } from './snapshot.ts';

/** A rule of what can be wrong: pure over a snapshot. Finds nothing in a healthy cluster, and nothing that is only young. */
export type Analyzer = (snapshot: Snapshot) => Iterable<FindingDraft>;
