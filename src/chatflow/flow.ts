import type { SlotType } from '#src/protocol/index.ts';

import type { InputSignature, Translations } from './catalogue.ts';
import type { FlowMachine } from './machine.ts';
import type { ErrorHandler, Field, QuestionStep, Step } from './step.ts';
import type { Text, Value } from './text.ts';

/** A chatflow file, checked and compiled: everything a turn needs, computed once per content hash. */
export interface Flow {
  id: string;
  version: number;
  /** Content hash of source and translations: what a running frame is pinned to. */
  hash: string;
  source: string;
  file: string;
  translations: Translations;
  title: string;
  description: string;
  icon?: string;
  triggers: { commands: readonly string[]; phrases: readonly string[]; events: readonly string[] };
  access: { roles: readonly string[]; needs: readonly string[]; actions: readonly string[] };
  channels: { only?: readonly string[]; except?: readonly string[] };
  inputs: ReadonlyMap<string, InputSignature>;
  steps: readonly Step[];
  /** Step by id. */
  step: ReadonlyMap<string, Step>;
  slots: ReadonlyMap<string, { field: Field; step: QuestionStep; index: number }>;
  output: ReadonlyMap<string, Value>;
  on: {
    /** Said when the person cancels. */
    cancel?: Text;
    /** What is offered when something did not work and the step itself has no answer to it. */
    error: readonly ErrorHandler[];
    /** One reminder when nothing was answered for this long. */
    idle?: { afterMs: number; text?: Text };
  };
  migrate?: { from: readonly number[]; rename: ReadonlyMap<string, string>; drop: ReadonlySet<string> };
  /** Not started any more; those running go on. */
  obsolete: boolean;
  /** Runs lasting actions. */
  lasting: boolean;
  machine: FlowMachine;
}

/** What the conversation needs to know of a slot before it decides. */
export interface SlotInfo {
  type: SlotType;
  /** Never shown again: secrets, and what the author marked. */
  sensitive: boolean;
  /** Never filled from free text or a link. */
  always: boolean;
  /** While it is asked, everything typed is its answer. */
  only: boolean;
  optional: boolean;
  /** How summaries call it, in the flow's own language. */
  label: string;
  step: string;
  synonyms: Readonly<Record<string, readonly string[]>>;
  patterns: readonly string[];
}

/** A definition as it is pinned: enough to load the same flow again. */
export interface Definition {
  file: string;
  source: string;
  translations: Translations;
}
