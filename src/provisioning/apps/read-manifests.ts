import { type Document, isMap, isScalar, LineCounter, parseAllDocuments } from 'yaml';

import type { ClusterObject, ObjectDraft } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import { isName, isSystem } from './app-reference.ts';

/** One object of pasted manifests, and where it stands. */
export interface Manifest {
  object: ObjectDraft;
  /** Counted from 1. */
  document: number;
  line: number;
}

const MOST_BYTES = 512 * 1024;
const MOST_OBJECTS = 200;
/** Levels of nesting: more than any object has. */
const DEEPEST = 64;
/** Mistakes that are told at once. */
const TOLD = 5;

/** The objects in a text of YAML or JSON with one or several documents. Rejects with each mistake, its document and line. */
export function readManifests(text: string): Manifest[] {
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw refused([`This has more than ${MOST_BYTES / 1024} KB. Take it in parts.`]);
  }
  tooDeep(text);
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, version: '1.2', uniqueKeys: true, prettyErrors: false });
  const documents: Document.Parsed[] = Array.isArray(parsed) ? (parsed as Document.Parsed[]) : [];
  const problems: string[] = [];
  const manifests: Manifest[] = [];
  for (const [index, document] of documents.entries()) {
    const number = index + 1;
    const [error] = document.errors;
    if (error) {
      problems.push(
        `Document ${number}, line ${lines.linePos(error.pos[0]).line}: this is no valid YAML (${plain(error.message)}).`,
      );
      continue;
    }
    if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) continue;
    const line = lines.linePos(document.contents.range?.[0] ?? 0).line;
    const where = `Document ${number}, line ${line}`;
    let value: unknown;
    try {
      value = document.toJS({ maxAliasCount: 20 });
    } catch {
      problems.push(`${where}: it refers to itself too often (aliases).`);
      continue;
    }
    const items = isMap(document.contents) && isList(value) ? value.items : [value];
    for (const item of items) {
      const problem = problemOf(item);
      if (problem === undefined) manifests.push({ object: item as ObjectDraft, document: number, line });
      else problems.push(`${where}: ${problem}`);
    }
  }
  if (problems.length > 0) throw refused(problems);
  if (manifests.length === 0) {
    throw refused(['There is no object in it. A manifest begins with apiVersion and kind.']);
  }
  if (manifests.length > MOST_OBJECTS) {
    throw refused([`These are ${manifests.length} objects, and I take ${MOST_OBJECTS} at once. Take them in parts.`]);
  }
  return manifests;
}

/** What keeps a value from being an object of Kubernetes; undefined when nothing does. */
function problemOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'an object is wanted here, beginning with apiVersion and kind.';
  }
  const { apiVersion, kind, metadata } = value as Partial<ClusterObject>;
  if (typeof apiVersion !== 'string' || !/^([a-z0-9.-]+\/)?v[a-z0-9]+$/.test(apiVersion)) {
    return apiVersion === undefined
      ? 'apiVersion is missing, for example "apiVersion: apps/v1".'
      : `"${apiVersion.slice(0, 60)}" is no apiVersion; it looks like v1 or apps/v1.`;
  }
  if (typeof kind !== 'string' || !/^[A-Z][A-Za-z0-9]*$/.test(kind)) {
    return kind === undefined
      ? 'kind is missing, for example "kind: Deployment".'
      : `"${kind.slice(0, 60)}" is no kind; it looks like Deployment.`;
  }
  if (typeof metadata !== 'object' || metadata === null) return `${kind}: metadata is missing.`;
  const { name, namespace } = metadata;
  if (name === undefined && 'generateName' in metadata) {
    return `${kind}: it needs a name of its own; generateName would make another one each time.`;
  }
  if (typeof name !== 'string' || name === '') return `${kind}: metadata.name is missing.`;
  if (namespace !== undefined && (typeof namespace !== 'string' || !isName(namespace))) {
    return `${kind} ${name}: its namespace is no name.`;
  }
  if (namespace !== undefined && isSystem(namespace)) {
    return `${kind} ${name}: the namespace "${namespace}" belongs to the cluster itself.`;
  }
  return undefined;
}

function isList(value: unknown): value is { items: unknown[] } {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('items' in value)) return false;
  return typeof value.kind === 'string' && value.kind.endsWith('List') && Array.isArray(value.items);
}

/** Nesting costs more than it looks like: it is counted before anything is parsed. */
function tooDeep(text: string): void {
  let flow = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const dashes = /^(?:\s*- )*/.exec(line)?.[0].length ?? 0;
    const indent = Math.max(dashes, line.length - line.trimStart().length);
    for (const character of line) {
      if (character === '{' || character === '[') flow += 1;
      if (character === '}' || character === ']') flow = Math.max(0, flow - 1);
      if (flow > DEEPEST) throw refused([`Line ${index + 1}: this is nested too deeply.`]);
    }
    if (indent > DEEPEST * 4) throw refused([`Line ${index + 1}: this is indented too deeply.`]);
  }
}

function plain(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/\.$/, '').slice(0, 160);
}

function refused(problems: readonly string[]): ActionFailure {
  const more = problems.length > TOLD ? [`There are ${problems.length - TOLD} more.`] : [];
  return new ActionFailure('INVALID_SPEC', [...problems.slice(0, TOLD), ...more].join('\n'));
}
