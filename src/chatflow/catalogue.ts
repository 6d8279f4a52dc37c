import type { Json } from '#src/protocol/index.ts';

/** The part of JSON Schema that `z.toJSONSchema` writes and that flows are checked against. */
export interface JsonSchema {
  type?: string | string[];
  properties?: { [name: string]: JsonSchema };
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema | boolean;
  prefixItems?: JsonSchema[];
  enum?: Json[];
  const?: Json;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  description?: string;
  [keyword: string]: unknown;
}

/** What a flow file may know of an action. */
export interface ActionInfo {
  name: string;
  /** What it does, in one line. */
  title: string;
  kind: 'read' | 'lasting';
  permission: string;
  input: JsonSchema;
  output: JsonSchema;
  stages?: readonly { id: string; title: string }[];
}

/** What a flow file may know of another flow. */
export interface FlowSignature {
  id: string;
  inputs: ReadonlyMap<string, InputSignature>;
  /** Names of its outputs. */
  output: readonly string[];
  /** It runs lasting actions: a finished call of it is never made again. */
  lasting: boolean;
  /** The flows that it may call before anybody is asked anything. */
  calls: readonly string[];
}

/** One input of a flow: what a caller gives it. */
export interface InputSignature {
  type: InputType;
  required: boolean;
  default?: Json;
}

/** Types of flow inputs. */
export const inputTypes = ['string', 'int', 'number', 'bool', 'list', 'map', 'any'] as const;
export type InputType = (typeof inputTypes)[number];

/** Texts of one flow in other languages: language → `step.field` → text. */
export type Translations = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Under this key a translation has the phrases that begin its flow, divided by `|`. */
export const phrasesKey = 'triggers.phrases';

/** Everything outside a flow file that it is checked against. */
export interface Catalogue {
  actions: ReadonlyMap<string, ActionInfo>;
  /** Other flows, for `call` and `start:`; absent: references are not checked. */
  flows?: ReadonlyMap<string, FlowSignature>;
  /** Whether the operator lets this file use an action; absent: all of them. */
  granted?: (action: ActionInfo) => boolean;
}
