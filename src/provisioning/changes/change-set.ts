import type { ClusterObject, ObjectDraft, ObjectReference } from '#src/cluster/index.ts';

/**
 * The exact change to what runs inside a VDC: what is shown, agreed to, executed and undone. Every action that plans
 * something there (`app.plan`, `chart.plan`, `expose.plan` …) ends in one of these, and `change.apply` makes it true.
 */
export interface ChangeSet {
  /** SHA-256 over the canonical JSON of everything else. */
  hash: string;
  owner: string;
  /** The id of the VDC's record. */
  vdc: string;
  /** "Deploy web": how the person and the audit name it. */
  title: string;
  /** In the order in which they are made; undone in the opposite one. */
  changes: ObjectChange[];
  /** Waited for after the last change: only when all of them are ready has it worked. */
  ready: ObjectReference[];
  /** What happens when they do not become ready: everything is taken back, or stays for a look. */
  onFailure: 'undo' | 'keep';
  /** Seconds that becoming ready may take. */
  patienceSeconds: number;
  /** What the person should know before they say yes. */
  notes: string[];
  /** Milliseconds since the epoch. */
  plannedAt: number;
}

/** One object of a change set. Secret values in it are handles (`secret://…`), opened only when it is applied. */
export interface ObjectChange {
  reference: ObjectReference;
  verb: 'create' | 'change' | 'delete';
  /** What was there when it was planned, without what the server itself writes; what undoing brings back. */
  before: ClusterObject | null;
  /** What is to be there; null: nothing. */
  after: ObjectDraft | null;
  /** What a person reads: each field that differs, secrets masked. */
  differences: FieldDifference[];
}

export interface FieldDifference {
  /** `spec.template.spec.containers[web].image` */
  field: string;
  before?: string;
  after?: string;
}
