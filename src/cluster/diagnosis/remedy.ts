import type { JsonObject } from '#src/protocol/index.ts';

import type { ObjectDraft, ObjectReference } from '../cluster-object.ts';
import type { Finding } from './finding.ts';
import type { Snapshot } from './snapshot.ts';

/** `reversible`: fields that can be set back; `disruptive`: pods restart; `destructive`: something is gone for good. */
export type Risk = 'reversible' | 'disruptive' | 'destructive';

export const risks: readonly Risk[] = ['reversible', 'disruptive', 'destructive'];

/** A way to mend a finding: typed, previewed before it is done, verified after, and with its way back said. */
export interface Remedy {
  /** Unique among the remedies of a finding: `roll-back`, `set-image`. */
  id: string;
  /** What it does, as a button says it: "Go back to nginx:1.28". */
  title: string;
  risk: Risk;
  /** The risk in a sentence. */
  warning: string;
  /** What only a person can know. Without an answer there is nothing to preview. */
  question?: Question;
  /** How to take it back; where one cannot, that. */
  undo: string;
  /** What it changes. Pure; throws `RangeError` with a sentence when the answer cannot be used. */
  changes(answer?: string): RemedyChanges;
}

export interface Question {
  text: string;
  /** `secret` is typed where nobody reads along. */
  type: 'text' | 'secret';
  /** What has been used before, or is there: offered, never the only choice. */
  suggestions: string[];
}

/** Handed to whoever plans and applies: a dry run, a diff and a record for undoing come from there. */
export interface RemedyChanges {
  /** Merge patches (RFC 7386). */
  patches?: { reference: ObjectReference; patch: JsonObject }[];
  objects?: ObjectDraft[];
  deletes?: (ObjectReference & { leaving?: Leaving })[];
  /** Objects of which a field changes that cannot be changed: they go, and are made anew with this merge patch. */
  replaces?: { reference: ObjectReference; patch: JsonObject; keepsParts?: boolean }[];
}

/**
 * `evict`: a pod is asked to leave, as its disruption budgets allow; `now`: nobody waits for its end, because nobody is
 * there who could tell; `remade`: what made it makes it anew, and nobody has to bring it back.
 */
type Leaving = 'evict' | 'now' | 'remade';

/** The ways to mend the findings of a rule, the best first. */
export type Remedies = (finding: Finding, snapshot: Snapshot) => Iterable<Remedy>;
