import { parse } from 'yaml';

import { type ClusterObject, isMap, same, textAt } from '#src/cluster/index.ts';
import type { Json, JsonObject } from '#src/protocol/index.ts';
import type { FieldDifference } from './change-set.ts';
import { keyOfLists } from './merge.ts';

const MASK = '••••';
/** Differences of one object that are shown; the rest is counted. */
const MOST = 60;
const LONGEST = 160;
const VALUES = 'spec.valuesContent';

/** What differs between two states of an object, field by field, for people: secrets are masked, long values cut. */
export function differencesOf(before: ClusterObject | null, after: ClusterObject | null): FieldDifference[] {
  const found: FieldDifference[] = [];
  const { kind } = after ?? before ?? { kind: '' };
  compare(before ?? undefined, after ?? undefined, '', { kind, found });
  if (found.length <= MOST) return found;
  return [...found.slice(0, MOST), { field: '…', after: `${found.length - MOST} more` }];
}

/** Whether a name says that its value is a secret. */
export function namesSecret(name: string): boolean {
  return /pass(word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|mnemonic/i.test(
    name,
  );
}

interface Search {
  kind: string;
  found: FieldDifference[];
  /** Inside something whose name says that it is a secret. */
  secret?: boolean;
}

function compare(before: unknown, after: unknown, field: string, search: Search): void {
  const [was, is] = [before as Json | undefined, after as Json | undefined];
  if (same(was, is)) return;
  if ((isMap(was) || was === undefined) && (isMap(is) || is === undefined)) {
    const names = new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})]);
    if (names.size === 0) search.found.push({ field, ...(is === undefined ? {} : { after: '{}' }) });
    const named = textAt(is ?? was, 'name') ?? '';
    for (const name of names) {
      if (field === '' && (name === 'apiVersion' || name === 'kind')) continue;
      const value = field.endsWith(']') && name === 'value' && namesSecret(named);
      compare(was?.[name], is?.[name], field === '' ? name : `${field}.${name}`, {
        ...search,
        secret: search.secret === true || value || isSecretField(search.kind, field, name),
      });
    }
    return;
  }
  if (listOrNothing(was) && listOrNothing(is) && (was ?? is)?.every(isMap)) {
    const [old, fresh] = [was ?? [], is ?? []];
    const key = keyOfLists(old, fresh);
    const nameOf = (item: Json, index: number) => String(isMap(item) && key !== undefined ? item[key] : index);
    const byName = (list: Json[]) => new Map(list.map((item, index) => [nameOf(item, index), item]));
    const [olds, freshes] = [byName(old), byName(fresh)];
    for (const name of new Set([...olds.keys(), ...freshes.keys()])) {
      compare(olds.get(name), freshes.get(name), `${field}[${name}]`, search);
    }
    return;
  }
  const [values, newValues] = [valuesOf(was, field, search), valuesOf(is, field, search)];
  if (values && newValues) return compare(values, newValues, field, search);
  const text = (value: Json) => (search.secret === true ? MASK : readable(value));
  search.found.push({
    field,
    ...(was === undefined ? {} : { before: text(was) }),
    ...(is === undefined ? {} : { after: search.secret === true && was !== undefined ? `${MASK} (new)` : text(is) }),
  });
}

/** The values of a chart are one text of YAML, and people want to know which of them change. */
function valuesOf(value: Json | undefined, field: string, { kind }: Search): JsonObject | undefined {
  if (kind !== 'HelmChart' || field !== VALUES || typeof value !== 'string') return undefined;
  try {
    const values = parse(value, { maxAliasCount: 0 }) as Json;
    return isMap(values) ? values : undefined;
  } catch {
    return undefined;
  }
}

function isSecretField(kind: string, field: string, name: string): boolean {
  if (kind === 'HelmChart' && field.startsWith(VALUES)) return namesSecret(name);
  if (kind === 'Secret') return field === 'data' || field === 'stringData';
  return kind === 'ConfigMap' && field === 'data' && namesSecret(name);
}

function listOrNothing(value: Json | undefined): value is Json[] | undefined {
  return value === undefined || Array.isArray(value);
}

function readable(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const lines = text.trimEnd().split('\n');
  const first = lines[0] ?? '';
  const short = first.length > LONGEST ? `${first.slice(0, LONGEST)}…` : first;
  return lines.length > 1 ? `${short} … (${lines.length} lines)` : short;
}
