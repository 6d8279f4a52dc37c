import { RE2JS } from 're2js';

import type { Choice, Json } from '#src/protocol/index.ts';

import { choicesOf, longListAt, pickChoice } from './choices.ts';
import { compute, type Deciding, holds, write, writePlain } from './deciding.ts';
import { phrase } from './phrases/index.ts';
import { slotTypeDefinitions } from './slot-types/index.ts';
import type { Limits } from './slot-types/slot-type.ts';
import { hidden, isHandle } from './slot-types/texts.ts';
import type { Field } from './step.ts';

/** An answer as it is stored, as it reads back, and its label where only an action knows it. */
export type ReadAnswer = { ok: true; value: Json; shown: string; label?: string } | { ok: false; error: string };

/** Reads an answer: its type, its bounds, its list of choices, and the author's own conditions, in that order. */
export function readField(deciding: Deciding, field: Field, input: Json): ReadAnswer {
  const { locale } = deciding.surroundings;
  const definition = slotTypeDefinitions[field.type];
  const limits = limitsOf(deciding, field);
  const read = definition.read(input, { locale, now: deciding.surroundings.now, limits });
  if (!read.ok) return { ok: false, error: phrase(locale, read.key, read.values) };
  const chosen = pickChosen(deciding, field, read.value);
  if (!chosen.ok) return chosen;
  const { value } = chosen;
  const refused = whyRefused(deciding, field, value);
  if (refused !== undefined) return { ok: false, error: refused };
  const shown = field.sensitive ? hidden : (chosen.label ?? definition.format(value, locale));
  return field.choicesFrom && chosen.label !== undefined
    ? { ok: true, value, shown, label: chosen.label }
    : { ok: true, value, shown };
}

/** Why a value of the right type may not stand, as a sentence; undefined when it may. */
export function whyRefused(deciding: Deciding, field: Field, value: Json): string | undefined {
  const { locale } = deciding.surroundings;
  // A sealed secret was looked at before it was sealed; its handle says nothing about it.
  if (field.type === 'secret' && isHandle(value)) return undefined;
  if (field.pattern !== undefined && typeof value === 'string' && !matchesPattern(field.pattern, value)) {
    const hint = field.placeholder ? writePlain(deciding, field.placeholder) : undefined;
    return hint ? phrase(locale, 'slot.pattern.hint', { hint }) : phrase(locale, 'slot.pattern.invalid');
  }
  if (field.validate.length === 0) return undefined;
  const locals = { [field.slot]: value, value };
  const failed = field.validate.find((rule) => holds(deciding, rule.if, locals));
  return failed ? write(deciding, failed.text, locals) : undefined;
}

/** The bounds of a field, computed for this moment. */
export function limitsOf(deciding: Deciding, field: Field): Limits {
  return {
    ...(field.min === undefined ? {} : { min: compute(deciding, field.min) }),
    ...(field.max === undefined ? {} : { max: compute(deciding, field.max) }),
    ...(field.maxSize === undefined ? {} : { maxSize: field.maxSize }),
    ...(field.accept === undefined ? {} : { accept: field.accept }),
  };
}

/** How much one match may compute: states of the pattern times characters of the text. Some tens of milliseconds. */
const MOST_MATCHING = 2_000_000;

const patterns = new Map<string, RE2JS>();

/** A linear-time regular expression, matched against the whole text. */
export function matchesPattern(pattern: string, text: string): boolean {
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = RE2JS.compile(pattern);
    if (patterns.size >= 1_000) patterns.clear();
    patterns.set(pattern, compiled);
  }
  return text.length * compiled.programSize() <= MOST_MATCHING && text.length <= 4_000 && compiled.matches(text);
}

type Chosen = { ok: true; value: Json; label?: string } | { ok: false; error: string };

function pickChosen(deciding: Deciding, field: Field, value: Json): Chosen {
  if (field.type !== 'choice' && field.type !== 'multichoice') return { ok: true, value };
  const list = choicesOf(deciding, field);
  // Not loaded yet: the value is taken for now and checked against the list as soon as that is there.
  if (list === undefined) return { ok: true, value };
  const wanted = Array.isArray(value) ? value.map(String) : [String(value)];
  const picked: Choice[] = [];
  for (const one of wanted) {
    const found = pickChoice(one, list.items, field.synonyms);
    if (!found.ok) {
      if (list.more && found.reason === 'unknown') return { ok: true, value };
      return { ok: false, error: describe(deciding, one, found.reason, found.candidates ?? list.items) };
    }
    picked.push(found.choice);
  }
  const label = picked.map((choice) => choice.label).join(', ');
  if (field.type === 'choice') return { ok: true, value: picked[0]?.value ?? null, label };
  const values = list.items.filter((choice) => picked.includes(choice)).map((choice) => choice.value);
  return { ok: true, value: values, label };
}

function describe(
  deciding: Deciding,
  said: string,
  reason: 'unknown' | 'several' | 'disabled' | 'none',
  choices: readonly Choice[],
): string {
  const { locale } = deciding.surroundings;
  const names = choices.slice(0, longListAt).map((choice) => choice.label);
  const value = said.slice(0, 60);
  return phrase(locale, `slot.choice.${reason}`, {
    value,
    choices: names.join(', ') + (choices.length > names.length ? ', …' : ''),
  });
}
