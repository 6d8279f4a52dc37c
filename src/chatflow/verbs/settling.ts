import type { Json } from '#src/protocol/index.ts';

import { choicesOf } from '../choices.ts';
import { compute, type Deciding, holds, including, isFilled, omit, patch, without } from '../deciding.ts';
import type { Frame } from '../frame.ts';
import { phrase } from '../phrases/index.ts';
import { readField, whyRefused } from '../read-field.ts';
import type { Field } from '../step.ts';

/** Works out what each field holds when nobody has to be asked, and which answers no longer stand. */
export class Settling {
  readonly fell: string[] = [];
  frame: Frame;
  readonly #deciding: Deciding;

  constructor(deciding: Deciding) {
    this.#deciding = deciding;
    this.frame = deciding.frame;
  }

  settle(field: Field, stepApplies: boolean): void {
    const deciding = { ...this.#deciding, frame: this.frame };
    const { slot } = field;
    if (!stepApplies || (field.when && !holds(deciding, field.when))) {
      this.#absent(field);
      return;
    }
    if (this.frame.assumed?.includes(slot)) {
      this.#assumeAnew(field);
      return;
    }
    if (!isFilled(this.frame, slot)) {
      this.#assume(field);
      return;
    }
    const value = this.frame.slots[slot] ?? null;
    if (value === null || this.frame.editing === slot) return;
    const refused = this.#noChoice(field, value) ?? whyRefused(deciding, field, value);
    if (refused === undefined) return;
    this.#drop(slot);
    this.frame = patch(this.frame, { error: refused });
  }

  /** The question does not apply: its answer falls, and `else` stands in. */
  #absent(field: Field): void {
    const { slot } = field;
    if (isFilled(this.frame, slot)) this.#drop(slot);
    if (field.else === undefined) return;
    this.#hold(slot, compute({ ...this.#deciding, frame: this.frame }, field.else));
  }

  /** Worked out again each time. As long as it comes out the same, what is known of it stands: its label, and that it was checked. */
  #assumeAnew(field: Field): void {
    const before = this.frame;
    this.frame = dropSlots(before, [field.slot]);
    this.#assume(field);
    const [was, is] = [before.slots[field.slot], this.frame.slots[field.slot]];
    if (is !== undefined && JSON.stringify(is) === JSON.stringify(was)) this.frame = before;
  }

  #assume(field: Field): void {
    if (field.assume === undefined || this.frame.passed?.[`${field.slot}!`] !== undefined) return;
    const deciding = { ...this.#deciding, frame: this.frame };
    const wanted = compute(deciding, field.assume);
    if (wanted === null) return;
    const read = readField(deciding, field, wanted);
    if (!read.ok) return;
    this.#hold(field.slot, read.value);
  }

  #hold(slot: string, value: Json): void {
    this.frame = patch(this.frame, {
      slots: { ...this.frame.slots, [slot]: value },
      assumed: including(this.frame.assumed, slot),
    });
  }

  #drop(slot: string): void {
    if (this.frame.trail.includes(slot)) this.fell.push(slot);
    this.frame = dropSlots(this.frame, [slot]);
  }

  /** Lists in the file may depend on other answers too: an answer that is gone from its list falls. */
  #noChoice(field: Field, value: Json): string | undefined {
    if (!field.choices) return undefined;
    const { items } = choicesOf({ ...this.#deciding, frame: this.frame }, field) ?? { items: [] };
    const wanted = Array.isArray(value) ? value : [value];
    if (wanted.every((one) => items.some((choice) => choice.value === one))) return undefined;
    return phrase(this.#deciding.surroundings.locale, 'flow.choice.gone', { value: String(wanted[0] ?? '') });
  }
}

/** Slots without their answers, and whatever was known only about those. */
export function dropSlots(frame: Frame, dropped: readonly string[]): Frame {
  if (dropped.length === 0) return frame;
  const slots = { ...frame.slots };
  for (const slot of dropped) delete slots[slot];
  return patch(frame, {
    slots,
    trail: frame.trail.filter((slot) => !dropped.includes(slot)),
    labels: omit(frame.labels, dropped),
    assumed: without(frame.assumed, dropped),
    passed: omit(frame.passed, [...dropped, ...dropped.flatMap((slot) => [`${slot}?`, `${slot}!`])]),
  });
}
