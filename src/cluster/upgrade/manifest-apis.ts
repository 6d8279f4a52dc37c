import { mayBeRemoved, type RemovedApi, removalOf } from './facts/removed-apis.ts';

/** An object in a manifest whose version was or will be removed. */
export interface FoundApi {
  api: RemovedApi;
  name: string;
  namespace?: string;
  /** Counted from one. */
  line: number;
}

/** How far around its version the rest of an object is looked for: a manifest of more lines than this is not written by hand. */
const REACH = 3_000;

/** Objects of versions that go, in one manifest: no chart has more, and each is looked around. */
const MOST = 2_000;

interface Line {
  text: string;
  /** Where its first key begins; a list item's key stands behind the dash. */
  column: number;
  /** Begins a list item, or a document. */
  begins: boolean;
}

/**
 * Finds objects of versions that go in a manifest: YAML of many documents, lists, templates that are not rendered yet, and
 * values with manifests in them. Reads lines, so nothing that is written there can hang or deceive a parser.
 */
export function apisIn(manifest: string): FoundApi[] {
  const found: FoundApi[] = [];
  const lines = manifest.split('\n').map(lineOf);
  let looked = 0;
  for (const [index, line] of lines.entries()) {
    const apiVersion = valueOf(line.text, 'apiVersion');
    if (apiVersion === undefined || !mayBeRemoved(apiVersion)) continue;
    looked += 1;
    if (looked > MOST) break;
    const siblings = [...mappingAround(lines, index)];
    const kind = siblings.flatMap((at) => valueOf(lines[at]?.text ?? '', 'kind') ?? [])[0];
    const metadata = siblings.find((at) => /^metadata:\s*(?:$|#|null|\{)/.test(lines[at]?.text ?? ''));
    const api = kind === undefined ? undefined : removalOf(apiVersion, kind);
    // A reference to another object has a version and a kind as well, and no metadata.
    if (!api || (metadata === undefined && !api.request && line.column > 0)) continue;
    const named = metadata === undefined ? {} : namesIn(lines, metadata);
    found.push({ api, line: index + 1, name: '', ...named });
  }
  return found;
}

function lineOf(text: string): Line {
  const [, indent = '', dash = '', rest = ''] = /^(\s*)(-\s+)?(.*)$/.exec(text.trimEnd()) ?? [];
  return {
    text: rest.replace(/^(["'])([\w-]+)\1\s*:/, '$2:'),
    column: indent.length + dash.length,
    begins: dash !== '',
  };
}

function valueOf(text: string, key: string): string | undefined {
  if (!text.startsWith(`${key}:`)) return undefined;
  return /^:\s+["']?([\w./-]+)["']?\s*,?\s*(?:#.*)?$/.exec(text.slice(key.length))?.[1];
}

/** The lines of the mapping that a key belongs to, nearest first. */
function* mappingAround(lines: readonly Line[], index: number): Generator<number> {
  const column = lines[index]?.column ?? 0;
  const within = (line: Line | undefined): line is Line =>
    line !== undefined && !(line.column === 0 && /^(---|\.\.\.)/.test(line.text));
  for (let at = index + 1; at < Math.min(lines.length, index + REACH); at += 1) {
    const line = lines[at];
    if (!within(line) || (line.begins && line.column <= column)) break;
    if (isBlank(line)) continue;
    if (line.column < column) break;
    if (line.column === column) yield at;
  }
  if (lines[index]?.begins) return;
  for (let at = index - 1; at >= Math.max(0, index - REACH); at -= 1) {
    const line = lines[at];
    if (!within(line)) break;
    if (isBlank(line)) continue;
    if (line.column < column) break;
    if (line.column === column) yield at;
    if (line.begins && line.column <= column) break;
  }
}

function namesIn(lines: readonly Line[], metadata: number): { name?: string; namespace?: string } {
  const outer = lines[metadata]?.column ?? 0;
  const names: { name?: string; namespace?: string } = {};
  const inline = lines[metadata]?.text ?? '';
  for (const key of ['name', 'namespace'] as const) {
    const value = new RegExp(`[{,]\\s*["']?${key}["']?:\\s*["']?([\\w.-]+)`).exec(inline)?.[1];
    if (value) names[key] = value;
  }
  let inner: number | undefined;
  for (let at = metadata + 1; at < Math.min(lines.length, metadata + REACH); at += 1) {
    const line = lines[at];
    if (!line || (!isBlank(line) && line.column <= outer)) break;
    if (isBlank(line)) continue;
    inner ??= line.column;
    if (line.column !== inner) continue;
    for (const key of ['name', 'namespace'] as const) {
      const value = new RegExp(`^${key}:\\s*["']?([^"'#,]*?)["']?,?\\s*(?:#.*)?$`).exec(line.text)?.[1];
      if (value) names[key] = value;
    }
  }
  return names;
}

/** Nothing, a comment, or what a template decides. */
const isBlank = ({ text }: Line): boolean => text === '' || text.startsWith('#') || /^\{\{.*\}\}$/.test(text);
