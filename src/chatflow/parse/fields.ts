import { readSize } from '../slot-types/measures.ts';
import { readDuration } from '../slot-types/times.ts';
import { type Place, type Problems, suggestion } from './problems.ts';
import type { MapTree, Tree } from './yaml-tree.ts';

/** The keys of one map of a file: read by what they should be, and every other key is reported. */
export class Fields {
  readonly tree: MapTree;
  readonly #problems: Problems;

  constructor(tree: MapTree, allowed: readonly string[], problems: Problems) {
    this.tree = tree;
    this.#problems = problems;
    for (const [key, entry] of tree.entries) {
      if (allowed.includes(key)) continue;
      // What stands behind a comma in `{ … }` is a key of its own: the trap of a text without quotes.
      const { tree: value } = entry;
      const alone = value.kind === 'scalar' && value.value === null && value.place.offset === entry.key.offset;
      const fix =
        alone || /\s/.test(key.trim()) ? 'inside `{ }`, put a text with a comma in quotes' : keyMeant(key, allowed);
      problems.error('unknown-key', entry.key, `\`${key}\` is not known here`, fix);
    }
  }

  get place(): Place {
    return this.tree.place;
  }

  has(key: string): boolean {
    return this.tree.entries.has(key);
  }

  at(key: string): Tree | undefined {
    return this.tree.entries.get(key)?.tree;
  }

  string(key: string): string | undefined {
    const tree = this.at(key);
    if (!tree) return undefined;
    if (tree.kind === 'scalar' && typeof tree.value === 'string' && tree.value !== '') return tree.value;
    if (tree.kind === 'scalar' && typeof tree.value === 'number') return String(tree.value);
    this.#wrong(key, tree, 'a text');
    return undefined;
  }

  flag(key: string): boolean | undefined {
    const tree = this.at(key);
    if (!tree) return undefined;
    if (tree.kind === 'scalar' && typeof tree.value === 'boolean') return tree.value;
    this.#wrong(key, tree, '`true` or `false`');
    return undefined;
  }

  count(key: string, least: number, most: number): number | undefined {
    const tree = this.at(key);
    if (!tree) return undefined;
    const value = tree.kind === 'scalar' ? tree.value : null;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.#wrong(key, tree, `a whole number from ${least} to ${most}`);
    return undefined;
  }

  oneOf<T extends string>(key: string, known: readonly T[]): T | undefined {
    const tree = this.at(key);
    if (!tree) return undefined;
    if (tree.kind !== 'scalar') {
      this.#wrong(key, tree, `one of ${known.map((one) => `\`${one}\``).join(', ')}`);
      return undefined;
    }
    const value = String(tree.value);
    const found = known.find((one) => one === value);
    if (found === undefined) {
      this.#problems.error(
        'unknown-value',
        tree.place,
        `\`${value}\` is not possible for \`${key}\``,
        suggestion(value, known),
      );
    }
    return found;
  }

  /** A length of time such as `20m`, in milliseconds; more than nothing, and not more than a year. */
  time(key: string): number | undefined {
    const tree = this.at(key);
    if (!tree) return undefined;
    const seconds = tree.kind === 'scalar' && typeof tree.value === 'string' ? readDuration(tree.value) : null;
    if (seconds !== null && seconds > 0 && seconds <= 366 * 86_400) return seconds * 1_000;
    const bounds = seconds === null ? '' : ', more than nothing and not more than a year';
    this.#wrong(key, tree, `a length of time such as \`30s\` or \`20m\`${bounds}`);
    return undefined;
  }

  /** An amount of data such as `64 KB`, in bytes. */
  size(key: string): number | undefined {
    const tree = this.at(key);
    if (!tree) return undefined;
    const value = tree.kind === 'scalar' ? tree.value : null;
    const bytes = typeof value === 'number' ? value : typeof value === 'string' ? readSize(value) : null;
    if (bytes !== null && Number.isSafeInteger(bytes) && bytes > 0) return bytes;
    this.#wrong(key, tree, 'a size such as `64 KB`');
    return undefined;
  }

  /** A list of texts; one text stands for a list of one. */
  strings(key: string): { value: string; place: Place }[] | undefined {
    const tree = this.at(key);
    if (!tree) return undefined;
    const items = tree.kind === 'list' ? tree.items : [tree];
    return items.flatMap((item) => {
      if (item.kind === 'scalar' && item.value !== null) return [{ value: String(item.value), place: item.place }];
      this.#wrong(key, item, 'a list of texts');
      return [];
    });
  }

  list(key: string): readonly Tree[] | undefined {
    const tree = this.at(key);
    if (!tree) return undefined;
    if (tree.kind === 'list') return tree.items;
    this.#wrong(key, tree, 'a list');
    return undefined;
  }

  map(key: string, allowed: readonly string[]): Fields | undefined {
    const tree = this.at(key);
    if (!tree) return undefined;
    if (tree.kind === 'map') return new Fields(tree, allowed, this.#problems);
    this.#wrong(key, tree, `a map with ${allowed.map((one) => `\`${one}\``).join(', ')}`);
    return undefined;
  }

  /** A map whose keys are the author's own. */
  entries(key: string): [string, { key: Place; tree: Tree }][] {
    const tree = this.at(key);
    if (!tree) return [];
    if (tree.kind === 'map') return [...tree.entries];
    this.#wrong(key, tree, 'a map');
    return [];
  }

  /** The maps of a list. */
  maps(key: string, allowed: readonly string[]): Fields[] {
    return (this.list(key) ?? []).flatMap((tree) => {
      if (tree.kind === 'map') return [new Fields(tree, allowed, this.#problems)];
      this.#wrong(key, tree, `a list of maps with ${allowed.map((one) => `\`${one}\``).join(', ')}`);
      return [];
    });
  }

  missing(key: string, why: string, fix?: string): void {
    this.#problems.error('missing-key', this.place, `\`${key}\` is missing: ${why}`, fix);
  }

  #wrong(key: string, tree: Tree, expected: string): void {
    this.#problems.error('wrong-type', tree.place, `\`${key}\` should be ${expected}`);
  }
}

/** The key that was meant: by what it is called elsewhere, or by its letters. */
function keyMeant(key: string, allowed: readonly string[]): string | undefined {
  if (key === 'required' && allowed.includes('optional')) {
    return 'every question needs an answer; say `optional: true` where it may be skipped';
  }
  return suggestion(key, allowed);
}
