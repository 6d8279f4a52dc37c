import type { Flow } from '#src/chatflow/index.ts';
import type { Understander } from '#src/conversation/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import type { Action } from '#src/provisioning/action.ts';

/** With what a flow is rehearsed. */
export interface RehearsalOptions {
  flow: Flow;
  /** Every flow there is, by id: what the flow calls. */
  flows: ReadonlyMap<string, Flow>;
  actions: readonly Action<never>[];
  /** What a calling flow would give it. */
  inputs?: JsonObject;
  /** Answers given before they are asked for, as by a link. */
  slots?: JsonObject;
  roles?: readonly string[];
  locale?: string;
  channel?: string;
  /** Makes commands of free words; without it only buttons and exact answers are taken. */
  understander?: Understander;
  /** Answers remembered from earlier conversations. */
  remembered?: JsonObject;
}
