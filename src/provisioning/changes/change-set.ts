import type { ClusterObject, ObjectDraft, ObjectReference } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

/**
 * The exact change to what runs inside a VDC: what is shown, agreed to, executed and undone. Every action that plans
 * something there (`app.plan`, `chart.plan`, `expose.plan` …) ends in one of these, and `change.apply` makes it true.
 * It may hold secret values in the clear: it is kept sealed, and only its `differences` are for people.
 */
export interface ChangeSet {
  /** SHA-256 over the canonical JSON of everything else. */
  hash: string;
  /** Random: without it, the hash of a set would be a way to guess the secrets in it. */
  nonce: string;
  owner: string;
  /** The id of the VDC's record. */
  vdc: string;
  /** "Deploy web": how the person and the audit name it. */
  title: string;
  /** In the order in which they are made; undone in the opposite one. */
  changes: ObjectChange[];
  /** Waited for after the last change: only when all of them are ready has it worked. */
  ready: ObjectReference[];
  /** False where nobody waits for anything, also not on the way back. */
  waits: boolean;
  /** What happens when they do not become ready: everything is taken back, or stays for a look. */
  onFailure: 'undo' | 'keep';
  /** Seconds that becoming ready may take. */
  patienceSeconds: number;
  /** What the person should know before they say yes. */
  notes: string[];
  /** Milliseconds since the epoch. */
  plannedAt: number;
}

/** One object of a change set. */
export interface ObjectChange {
  reference: ObjectReference;
  /** `replace`: a field that cannot be changed changes, so the object goes and is made anew. */
  verb: 'create' | 'change' | 'delete' | 'replace';
  /** How it goes, where not as usual. */
  leaving?: Leaving;
  /** What was there when it was planned, without what the server itself writes; what undoing brings back. */
  before: ClusterObject | null;
  /** The identity of what was there: another object of the same name is not the one that was planned for. */
  uid?: string;
  /** The operation of ours that had changed it last. */
  mark?: string;
  /** What is sent: the whole of what we want of the object. Null: it goes, or `patch` says what changes. */
  after: ObjectDraft | null;
  /** What is sent instead, where only a few fields change: a merge patch (RFC 7386). */
  patch?: JsonObject;
  /** What the server says would become of it, without what it writes itself; null: nothing, or nobody knows yet. */
  expected: ClusterObject | null;
  /** What a person reads: each field that differs, secrets masked. */
  differences: FieldDifference[];
}

/**
 * `evict`: a pod is asked to leave, as its disruption budgets allow; `now`: nobody waits for its end, because nobody is
 * there who could tell; `alone`: what it owns stays; `remade`: what made it makes it anew, and nobody has to bring it back.
 */
export type Leaving = 'evict' | 'now' | 'alone' | 'remade';

export interface FieldDifference {
  /** `spec.template.spec.containers[web].image` */
  field: string;
  before?: string;
  after?: string;
}
