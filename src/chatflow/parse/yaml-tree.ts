import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Node as YamlNode,
} from 'yaml';

import { codePoint } from './code-point.ts';
import { fileLimits, lookOver } from './look-over.ts';
import type { Place, Problems } from './problems.ts';

/** A YAML value with its place. */
export type Tree = ScalarTree | ListTree | MapTree;

export interface ScalarTree {
  kind: 'scalar';
  value: string | number | boolean | null;
  place: Place;
  /** Where its source ends. */
  end: number;
}

export interface ListTree {
  kind: 'list';
  items: Tree[];
  place: Place;
}

export interface MapTree {
  kind: 'map';
  entries: Map<string, { key: Place; tree: Tree }>;
  place: Place;
}

/** Tags that say what a value is anyway. */
const plainTags = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((tag) => `tag:yaml.org,2002:${tag}`),
);

const start: Place = { line: 1, column: 1, offset: 0 };

/**
 * Control characters, changes of the writing direction, and what has no width at all. Left-to-right marks and joiners
 * stay: Arabic, Persian and many emoji need them; so do the tags behind a black flag.
 */
const unseenCharacter =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufff9-\ufffb\ufffe\uffff]|(?!^)\ufeff|(?<![\u{1f3f4}\u{e0020}-\u{e007f}])[\u{e0000}-\u{e007f}]|\p{Surrogate}/u;

/** Reads YAML 1.2 within bounds: no aliases, no tags, no duplicate keys, no deep nesting. Undefined after an error. */
export function readYaml(source: string, problems: Problems): Tree | undefined {
  if (source.length > fileLimits.bytes || new TextEncoder().encode(source).length > fileLimits.bytes) {
    problems.error(
      'file-too-large',
      start,
      `the file has more than ${fileLimits.bytes / 1_024} KB`,
      'split it with `call:`',
    );
    return undefined;
  }
  const unseen = unseenCharacter.exec(source);
  if (unseen) {
    const place = placeAt(source, unseen.index);
    const message = `the file holds a character that cannot be seen (${codePoint(unseen[0])})`;
    problems.error('control-character', place, message, 'remove it');
    return undefined;
  }
  const excess = lookOver(source);
  if (excess) {
    problems.error(excess.code, placeAt(source, excess.offset), excess.message, 'split the file with `call:`');
    return undefined;
  }
  const directive = /^(?:[ \t]*(?:#.*)?\r?\n)*%/.exec(source);
  if (directive) {
    const place = placeAt(source, directive[0].length - 1);
    problems.error('yaml', place, 'directives such as `%YAML` cannot be used here', 'remove the line');
    return undefined;
  }
  const lines = new LineCounter();
  const document = parseDocument(source, {
    lineCounter: lines,
    // Looked at below: comparing each key with each other one takes seconds for a long map.
    uniqueKeys: false,
    strict: true,
    prettyErrors: false,
    logLevel: 'error',
    schema: 'core',
    merge: false,
    version: '1.2',
  });
  const broken = new Set<number>();
  for (const error of document.errors) {
    const place = placed(lines, error.pos[0]);
    // What follows in the same line comes from the first.
    if (!broken.has(place.line) && broken.size < 10) problems.error('yaml', place, ...plainly(error.message));
    broken.add(place.line);
  }
  if (document.errors.length > 0) return undefined;
  if (!document.contents) {
    problems.error('empty', start, 'the file is empty', 'a flow needs at least `title:` and `steps:`');
    return undefined;
  }
  return new Reading(lines, problems).read(document.contents, 0);
}

class Reading {
  readonly #lines: LineCounter;
  readonly #problems: Problems;

  constructor(lines: LineCounter, problems: Problems) {
    this.#lines = lines;
    this.#problems = problems;
  }

  read(node: YamlNode, depth: number): Tree | undefined {
    const place = placed(this.#lines, node.range?.[0] ?? 0);
    if (isAlias(node)) {
      this.#problems.error(
        'alias',
        place,
        'anchors and aliases (`&`, `*`) cannot be used here',
        'write the value again',
      );
      return undefined;
    }
    if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) {
      this.#problems.error('alias', place, 'anchors and aliases (`&`, `*`) cannot be used here', 'remove the anchor');
      return undefined;
    }
    if (node.tag !== undefined && !plainTags.has(node.tag)) {
      const fix = 'remove the tag, or put a condition that begins with `!` in quotes';
      this.#problems.error('tag', place, `tags such as \`${node.tag}\` cannot be used here`, fix);
      return undefined;
    }
    if (depth > fileLimits.depth) {
      this.#problems.error('too-deep', place, `the file is nested deeper than ${fileLimits.depth} levels`);
      return undefined;
    }
    if (isMap(node)) return this.#map(node, place, depth);
    if (isSeq(node)) {
      const items: Tree[] = [];
      for (const item of node.items) {
        const tree = this.read(item as YamlNode, depth + 1);
        if (tree) items.push(tree);
      }
      return { kind: 'list', items, place };
    }
    if (!isScalar(node)) return undefined;
    const { value } = node;
    if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) {
      const what = Number.isNaN(value) ? 'that is not a number' : 'that number is too large';
      this.#problems.error('number', place, what, 'write it in quotes');
      return undefined;
    }
    const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
    return { kind: 'scalar', value: plain, place, end: node.range?.[1] ?? place.offset };
  }

  #map(node: YamlNode & { items: { key: unknown; value: unknown }[] }, place: Place, depth: number): MapTree {
    const entries: MapTree['entries'] = new Map();
    for (const { key, value } of node.items) {
      if (!isScalar(key) || key.value === null) {
        const at = isNode(key) ? placed(this.#lines, key.range?.[0] ?? place.offset) : place;
        this.#problems.error('key', at, 'a key has to be a word', 'if a text begins with `{`, put it in quotes');
        continue;
      }
      const at = placed(this.#lines, key.range?.[0] ?? place.offset);
      const name = String(key.value);
      if (name === '__proto__' || name === 'constructor' || name === 'prototype' || name === '<<') {
        this.#problems.error('key', at, `\`${name}\` cannot be a key`);
        continue;
      }
      const first = entries.get(name);
      if (first) {
        const message = `\`${name}\` is there twice: first in line ${first.key.line}`;
        this.#problems.error('duplicate-key', at, message, 'keep one of them');
        continue;
      }
      const tree: Tree | undefined = value
        ? this.read(value as YamlNode, depth + 1)
        : { kind: 'scalar', value: null, place: at, end: at.offset };
      if (tree) entries.set(name, { key: at, tree });
    }
    return { kind: 'map', entries, place };
  }
}

/** The place of an offset. */
export function placeAt(source: string, offset: number): Place {
  const before = source.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n'), offset };
}

function placed(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col), offset };
}

/** What the parser says in words of its own trade, said plainly, and what to do. */
const plainWords: readonly [pattern: RegExp, message: string, fix?: string][] = [
  [/^Flow sequence .* end with a \]/, 'a `[` is not closed by its `]`'],
  [/^Flow map .* end with a \}/, 'a `{` is not closed by its `}`'],
  [/^Missing closing "quote/, 'a text in quotes is not closed by its `"`'],
  [/^Missing closing 'quote/, "a text in quotes is not closed by its `'`"],
  [/^Source contains multiple documents/, 'a file holds one flow: here a second one begins'],
  [/^Nested mappings/, 'a `:` too many, in this line or indented under it', 'put a text with a colon in it in quotes'],
  [/^Tabs/, 'a tab is no indentation', 'indent with spaces'],
  [
    /without - indicator|same level|indent|same column/i,
    'this is indented in another way than what it belongs to',
    'the keys of one step stand exactly under each other',
  ],
  [/reserved character (.)$/, 'a text cannot begin with `$1`', 'put the text in quotes'],
  [
    /^Unexpected/,
    'something stands here that does not belong to the value before it',
    'put a text with `{`, `[`, `,` or quotes in it in quotes; in single ones if it holds double ones',
  ],
];

function plainly(message: string): [message: string, fix?: string] {
  const first = message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message;
  const known = plainWords.find(([pattern]) => pattern.test(first));
  if (!known) return [first];
  const [pattern, words, fix] = known;
  const said = words.includes('$1') ? words.replace('$1', pattern.exec(first)?.[1] ?? '') : words;
  return fix === undefined ? [said] : [said, fix];
}

/** A tree as plain JSON. */
export function plainOf(tree: Tree): string | number | boolean | null | object {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plainOf);
  return Object.fromEntries([...tree.entries].map(([key, entry]) => [key, plainOf(entry.tree)]));
}
