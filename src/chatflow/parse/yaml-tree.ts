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
  for (const error of document.errors.slice(0, 10)) {
    problems.error('yaml', placed(lines, error.pos[0]), plainMessage(error.message));
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
    if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) {
      this.#problems.error('tag', place, `tags such as \`${node.tag}\` cannot be used here`, 'remove the tag');
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
      this.#problems.error('number', place, 'that number is too large', 'write it in quotes');
      return undefined;
    }
    const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
    return { kind: 'scalar', value: plain, place, end: node.range?.[1] ?? place.offset };
  }

  #map(node: YamlNode & { items: { key: unknown; value: unknown }[] }, place: Place, depth: number): MapTree {
    const entries: MapTree['entries'] = new Map();
    for (const { key, value } of node.items) {
      if (!isScalar(key)) {
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

function plainMessage(message: string): string {
  return message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message;
}

/** A tree as plain JSON. */
export function plainOf(tree: Tree): string | number | boolean | null | object {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plainOf);
  return Object.fromEntries([...tree.entries].map(([key, entry]) => [key, plainOf(entry.tree)]));
}
