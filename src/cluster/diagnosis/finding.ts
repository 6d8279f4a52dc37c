import type { JsonObject } from '#src/protocol/index.ts';

import type { ObjectReference } from '../cluster-object.ts';

/**
 * `critical`: the cluster itself is in danger; `error`: something that should work does not; `warning`: it will not, or not
 * everywhere; `advice`: it works, and could be better.
 */
export type Severity = 'critical' | 'error' | 'warning' | 'advice';

export const severities: readonly Severity[] = ['critical', 'error', 'warning', 'advice'];

/** What shows it: the very field or event, as the cluster says it. */
export interface Evidence {
  object: ObjectReference;
  /** `status.containerStatuses[web].state.waiting.reason`, or `event FailedScheduling`. */
  field: string;
  value: string;
  /** ISO 8601, where it has a time. */
  at?: string;
}

/** Something wrong, found by a rule, with the object whose change would mend it. */
export interface Finding {
  /** The analyzer's name in the map of what is known: `image-pull`. */
  rule: string;
  /** Which of the rule's causes: `not-found`, `unauthorized`. */
  cause: string;
  severity: Severity;
  object: ObjectReference;
  /** One sentence for people: what is wrong, and with what. */
  summary: string;
  certainty: 'certain' | 'likely' | 'possible';
  evidence: Evidence[];
  /** Since when, ISO 8601, where it can be known. */
  since?: string;
  /** What it is about, for remedies and for other languages: `{container, image, registry}`. */
  facts: JsonObject;
  /** Objects that do not work because of it, the nearest first. */
  breaks: ObjectReference[];
}

/** A rule's finding before causes are joined. */
export type FindingDraft = Omit<Finding, 'rule' | 'breaks'> & {
  breaks?: ObjectReference[];
  /** Objects whose own trouble would explain this one: then it is no finding, but a thing that their finding breaks. */
  because?: ObjectReference[];
};
