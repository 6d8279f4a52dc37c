import type { Choice, Json, JsonObject } from '#src/protocol/index.ts';

import { compute, computeInput, type Deciding, holds, writePlain } from './deciding.ts';
import { fingerprint } from './fingerprint.ts';
import type { ActionChoices, Field } from './step.ts';
import { writeForPeople } from './text.ts';

/** From here on a list gets a search box, and error messages name only the first ones. */
export const longListAt = 8;

/** Choices kept in a frame; the rest is fetched by search or page. */
const MOST_KEPT = 50;

/** The choices of a field as they are now; undefined while an action has still to give them. */
export function choicesOf(deciding: Deciding, field: Field): { items: Choice[]; more: boolean } | undefined {
  if (field.choicesFrom) {
    const { choices } = deciding.frame;
    return choices && Object.hasOwn(choices, field.slot) ? choices[field.slot] : undefined;
  }
  if (!field.choices) return { items: [], more: false };
  const items = field.choices
    .filter((choice) => choice.when === undefined || holds(deciding, choice.when))
    .map(
      (choice): Choice => ({
        value: choice.value,
        label: writePlain(deciding, choice.label),
        ...(choice.description ? { description: writePlain(deciding, choice.description) } : {}),
        ...(choice.group ? { group: writePlain(deciding, choice.group) } : {}),
      }),
    );
  return { items, more: false };
}

/** What the action of a list is asked with now, and the key of that question; undefined when it cannot be computed. */
export function choicesInput(deciding: Deciding, from: ActionChoices): { input: JsonObject; key: string } | undefined {
  const input = computeInput(deciding, from.with);
  return input && { input, key: fingerprint(input) };
}

/** An action's output as choices. What does not look like a list is none. */
export function readChoices(deciding: Deciding, from: ActionChoices, output: Json): { items: Choice[]; more: boolean } {
  const list = from.items.reduce<Json>((value, key) => member(value, key), output);
  const rows = Array.isArray(list) ? list : [];
  const items = rows.slice(0, MOST_KEPT).flatMap((it): Choice[] => {
    const locals = { it };
    const value = compute(deciding, { kind: 'expression', expression: from.value }, locals);
    if (value === null || typeof value === 'object') return [];
    const say = (one: ActionChoices['label'] | undefined): string =>
      one === undefined ? '' : writeForPeople(compute(deciding, one, locals), deciding.surroundings.locale);
    const label = say(from.label);
    const description = say(from.description);
    const group = say(from.group);
    return [
      {
        value: String(value),
        label: label === '' ? String(value) : label,
        ...(description === '' ? {} : { description }),
        ...(group === '' ? {} : { group }),
        ...(from.disabled && holds(deciding, from.disabled, locals) ? { disabled: true } : {}),
      },
    ];
  });
  return { items, more: rows.length > items.length || member(output, 'more') === true };
}

type Picked =
  | { ok: true; choice: Choice }
  | { ok: false; reason: 'unknown' | 'several' | 'disabled' | 'none'; candidates?: Choice[] };

/** Finds what a person meant: a value, a label, a number of the list, a synonym, or the one label that begins so. */
export function pickChoice(
  said: string,
  choices: readonly Choice[],
  synonyms: Readonly<Record<string, readonly string[]>>,
): Picked {
  if (choices.length === 0) return { ok: false, reason: 'none' };
  const exact = choices.find((choice) => choice.value === said);
  if (exact) return taken(exact);
  const text = plain(said);
  const named = choices.filter((choice) => plain(choice.label) === text || plain(choice.value) === text);
  if (named[0]) return taken(named[0]);
  // "2" is the second one, unless the choices are numbers themselves.
  const position = /^(\d{1,3})$/.exec(text);
  const counted = position && !choices.some((choice) => /^\d/.test(choice.value) || /^\d/.test(choice.label));
  const numbered = counted ? choices[Number(position[1]) - 1] : undefined;
  if (numbered) return taken(numbered);
  for (const choice of choices) {
    const words = Object.hasOwn(synonyms, choice.value) ? (synonyms[choice.value] ?? []) : [];
    if (words.some((word) => plain(word) === text)) return taken(choice);
  }
  if (text.length < 2) return { ok: false, reason: 'unknown' };
  const begun = choices.filter((choice) => plain(choice.label).startsWith(text));
  const candidates =
    begun.length > 0 ? begun : choices.filter((choice) => ` ${plain(choice.label)} `.includes(` ${text} `));
  if (candidates.length > 1) return { ok: false, reason: 'several', candidates };
  return candidates[0] ? taken(candidates[0]) : { ok: false, reason: 'unknown' };
}

/** The choice that words from before the list was there mean. A number counts nothing then: nobody had seen the list. */
export function pickNamed(
  said: string,
  choices: readonly Choice[],
  synonyms: Readonly<Record<string, readonly string[]>>,
): Choice | undefined {
  if (/^\d{1,3}$/.test(plain(said)) && !choices.some((choice) => plain(choice.label) === plain(said))) return undefined;
  const picked = pickChoice(said, choices, synonyms);
  return picked.ok ? picked.choice : undefined;
}

function taken(choice: Choice): Picked {
  return choice.disabled ? { ok: false, reason: 'disabled' } : { ok: true, choice };
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function member(value: Json, key: string): Json {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return value[Number(key)] ?? null;
  return Object.hasOwn(value, key) ? (value[key] ?? null) : null;
}
