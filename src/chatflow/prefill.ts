import type { Json, JsonObject } from '#src/protocol/index.ts';

import type { InputSignature } from './catalogue.ts';
import type { Deciding } from './deciding.ts';
import type { Flow } from './flow.ts';
import type { Frame } from './frame.ts';
import { readField } from './read-field.ts';
import { isHandle } from './slot-types/texts.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The first frame of a flow: inputs by their types, and the answers that were given beforehand, as far as they are valid.
 * A question that is always asked is never filled here, and a secret only by a sealed handle.
 */
export function prefill(
  flow: Flow,
  start: { slots?: JsonObject; inputs?: JsonObject; caller?: string },
  surroundings: Surroundings,
): Frame {
  const inputs: JsonObject = {};
  for (const [name, signature] of flow.inputs) {
    const given = start.inputs && Object.hasOwn(start.inputs, name) ? (start.inputs[name] ?? null) : null;
    inputs[name] = given !== null && fits(given, signature) ? given : (signature.default ?? null);
  }
  let frame: Frame = {
    flow: flow.id,
    version: flow.version,
    hash: flow.hash,
    at: '$start',
    slots: {},
    vars: flow.inputs.size === 0 ? {} : { inputs },
    trail: [],
    ...(start.caller === undefined ? {} : { caller: start.caller }),
  };
  const given: JsonObject = { ...inputs, ...start.slots };
  for (const [slot, { field }] of flow.slots) {
    const value = Object.hasOwn(given, slot) ? (given[slot] ?? null) : null;
    if (value === null || field.always) continue;
    if (field.type === 'secret' && !isHandle(value)) continue;
    const deciding: Deciding = { flow, frame, surroundings, route: 'stay', fell: [], effects: [], faults: [] };
    const read = readField(deciding, field, value);
    if (!read.ok) continue;
    frame = { ...frame, slots: { ...frame.slots, [slot]: read.value }, trail: [...frame.trail, slot] };
  }
  return frame;
}

function fits(value: Json, { type }: InputSignature): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'int':
      return Number.isSafeInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'bool':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value);
    case 'map':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'any':
      return true;
    default:
      return type satisfies never;
  }
}
