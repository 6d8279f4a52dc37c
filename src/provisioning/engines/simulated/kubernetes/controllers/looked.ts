/**
 * Remembers what was looked at, so that what did not change is not looked at again: a pass over an unchanged cluster costs
 * next to nothing. Nothing is lost with it: objects are only ever replaced, so the same object says the same.
 */
export class Looked {
  readonly #seen = new WeakMap<object, { inputs: readonly unknown[]; next: number | undefined }>();

  /** Looks, unless it has at these very objects, and the moment that it named has not come. Returns that moment. */
  at(subject: object, inputs: readonly unknown[], now: number, look: () => number | undefined): number | undefined {
    const before = this.#seen.get(subject);
    if (before && (before.next === undefined || before.next > now) && same(before.inputs, inputs)) return before.next;
    const next = look();
    this.#seen.set(subject, { inputs, next });
    return next;
  }
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
