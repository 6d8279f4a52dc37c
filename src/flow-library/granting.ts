import { resolve, sep } from 'node:path';

import type { ActionInfo } from '#src/chatflow/index.ts';

/** What the operator lets some flow files use. */
export interface Grant {
  /** A folder or a file, absolute; `*` stands for anything. */
  flows: string;
  /** Names of actions; `*` stands for anything. */
  actions: readonly string[];
}

/** The files of the product may use everything. */
const product = resolve(import.meta.dirname, '../../chatflows') + sep;

/**
 * Whether a flow file may use an action. Files of the product may use all of them; every other file begins with what only
 * reads, and gets what the operator grants on top. A file never grants itself anything.
 */
export function granting(grants: readonly Grant[]): (file: string, action: ActionInfo) => boolean {
  const rules = grants.map(({ flows, actions }) => ({ file: covering(flows), names: actions.map(patternOf) }));
  return (file, { kind, name }) =>
    kind === 'read' ||
    resolve(file).startsWith(product) ||
    rules.some((rule) => rule.file(resolve(file)) && rule.names.some((pattern) => pattern.test(name)));
}

function covering(flows: string): (file: string) => boolean {
  if (flows.includes('*')) {
    const pattern = patternOf(flows);
    return (file) => pattern.test(file);
  }
  const folder = flows.endsWith(sep) ? flows : flows + sep;
  return (file) => file === flows || file.startsWith(folder);
}

function patternOf(text: string): RegExp {
  // Runs of stars are one: nothing to try twice.
  return new RegExp(`^${text.split(/\*+/).map(escaped).join('.*')}$`, 's');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
