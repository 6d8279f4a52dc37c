import { labelsAt, objectsAt, textAt, textsAt, valueAt } from '#src/cluster/fields.ts';
import type { Json } from '#src/protocol/index.ts';

import { badRequest } from '../api-error.ts';
import type { Kind } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';

export type Selection = (object: KubernetesObject) => boolean;

/** `a=b`, `a!=b`, `a in (b,c)`, `a notin (b,c)`, `a`, `!a`, joined by commas: all must hold. */
export function labelSelection(text: string): Selection {
  // Commas inside brackets belong to the set.
  const requirements = text
    .split(/,(?![^(]*\))/)
    .filter((part) => part.trim() !== '')
    .map(requirement);
  return (object) => requirements.every((holds) => holds(object.metadata.labels ?? {}));
}

/** `path=value`, `path==value`, `path!=value`, joined by commas; only on the fields that the kind offers. */
export function fieldSelection(kind: Kind, text: string): Selection {
  const offered = ['metadata.name', ...(kind.namespaced ? ['metadata.namespace'] : []), ...kind.fields];
  const terms = text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [, path = '', operator, value] = /^([\w.]+)(==|=|!=)(.*)$/.exec(part.trim()) ?? [];
      if (operator === undefined) throw badRequest(`invalid selector: '${part}'; can't understand it`);
      if (!offered.includes(path)) throw badRequest(`field label not supported: ${path}`);
      return { path, negated: operator === '!=', value: value ?? '' };
    });
  return (object) =>
    terms.every(({ path, negated, value }) => (plain(valueAt(object, ...path.split('.'))) === value) !== negated);
}

const plain = (value: unknown): string => (['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '');

type Labels = { [label: string]: string };

const keyPattern = '[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?';
const setForm = new RegExp(`^(${keyPattern})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const equalForm = new RegExp(`^(${keyPattern})\\s*(==|=|!=)\\s*([A-Za-z0-9._-]*)$`);
const existsForm = new RegExp(`^(!?)\\s*(${keyPattern})$`);

function requirement(part: string): (labels: Labels) => boolean {
  const text = part.trim();
  const set = setForm.exec(text);
  if (set) {
    const [, key = '', , operator, list = ''] = set;
    const values = new Set(list.split(',').map((value) => value.trim()));
    return operator === 'in' ? (labels) => has(labels, key, values) : (labels) => !has(labels, key, values);
  }
  const equal = equalForm.exec(text);
  if (equal) {
    const [, key = '', , operator, value = ''] = equal;
    const values = new Set([value]);
    return operator === '!=' ? (labels) => !has(labels, key, values) : (labels) => has(labels, key, values);
  }
  const exists = existsForm.exec(text);
  if (exists) {
    const [, not, key = ''] = exists;
    return (labels) => Object.hasOwn(labels, key) !== (not === '!');
  }
  throw badRequest(`unable to parse requirement: "${text}"`);
}

function has(labels: Labels, key: string, values: ReadonlySet<string>): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  return value !== undefined && values.has(value);
}

/** Whether a label selector of an object (`matchLabels`, `matchExpressions`) holds these labels; an empty one holds all. */
export function selects(selector: Json | undefined, labels: Labels): boolean {
  if (selector === undefined) return false;
  const matched = Object.entries(labelsAt(selector, 'matchLabels')).every(([key, value]) =>
    has(labels, key, new Set([value])),
  );
  return (
    matched &&
    objectsAt(selector, 'matchExpressions').every((one) => {
      const key = textAt(one, 'key') ?? '';
      const values = new Set(textsAt(one, 'values'));
      switch (textAt(one, 'operator')) {
        case 'In':
          return has(labels, key, values);
        case 'NotIn':
          return !has(labels, key, values);
        case 'Exists':
          return Object.hasOwn(labels, key);
        default:
          return !Object.hasOwn(labels, key);
      }
    })
  );
}
