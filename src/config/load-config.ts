import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';

import { type Config, configSchema } from './config.ts';
import { ConfigError } from './config-error.ts';
import { type KnownSetting, knownSettings } from './known-settings.ts';
import { nearest } from './nearest.ts';

/** A value somebody set, and where: in words fit for a message. */
interface Given {
  path: string;
  value: unknown;
  place: string;
  /** Where a relative path in the value begins. */
  base: string;
  from: 'file' | 'environment';
}

/**
 * Reads the configuration: `config/default.yaml`, then the file of NODE_ENV, then the file named by CONFIG, then single
 * environment variables; later ones win. Throws a ConfigError that lists every problem.
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env, root: string = projectRoot): Config {
  const known = knownSettings();
  const problems: string[] = [];
  const given = new Map<string, Given>();
  const layers = [
    ...configFiles(env, root, problems).map((file) => readLayer(file, root, problems)),
    readEnvironment(env, known),
  ];
  for (const one of layers.flat()) {
    const problem = check(one, known);
    if (problem !== undefined) problems.push(problem);
    else given.set(one.path, one);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return build(given);
}

const projectRoot = resolve(import.meta.dirname, '../..');

function configFiles(env: NodeJS.ProcessEnv, root: string, problems: string[]): string[] {
  const files = [join(root, 'config/default.yaml')];
  const environment = env['NODE_ENV'] || 'development';
  if (environment !== 'development') {
    const file = join(root, 'config', `${environment}.yaml`);
    if (/^[\w-]+$/.test(environment) && existsSync(file)) files.push(file);
    else {
      const environments = readdirSync(join(root, 'config'))
        .filter((name) => name.endsWith('.yaml') && name !== 'default.yaml')
        .map((name) => name.slice(0, -'.yaml'.length));
      problems.push(`NODE_ENV is "${environment}", but there are only: development, ${environments.join(', ')}.`);
    }
  }
  if (env['CONFIG']) files.push(resolve(env['CONFIG']));
  return files;
}

function readLayer(file: string, root: string, problems: string[]): Given[] {
  const name = file.startsWith(root) ? relative(root, file) : file;
  const lines = new LineCounter();
  let document: Document.Parsed;
  try {
    document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines, uniqueKeys: true });
  } catch (error) {
    problems.push(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
    return [];
  }
  if (document.errors.length > 0) {
    problems.push(...document.errors.map((error) => `${name}: ${error.message.trimEnd()}`));
    return [];
  }
  const found: Given[] = [];
  const visit = (node: unknown, path: string[], line: number): void => {
    if (isMap(node) && (node.items.length > 0 || path.length === 0)) {
      for (const { key, value } of node.items) {
        const at = isScalar(key) && key.range ? lines.linePos(key.range[0]).line : line;
        visit(value, [...path, String(key)], at);
      }
      return;
    }
    const value: unknown = isScalar(node) ? node.value : document.getIn(path);
    // A key without a value is a section somebody left empty: not set.
    if (value === null || value === undefined) return;
    const plain: unknown = isScalar(node) ? value : JSON.parse(JSON.stringify(value));
    found.push({ path: path.join('.'), value: plain, place: `${name}:${line}: `, base: root, from: 'file' });
  };
  visit(document.contents, [], 1);
  return found;
}

function readEnvironment(env: NodeJS.ProcessEnv, known: Map<string, KnownSetting>): Given[] {
  const found: Given[] = [];
  for (const [path, { env: name, schema }] of known) {
    const text = name === undefined ? undefined : env[name];
    if (!text) continue;
    const value = schema instanceof z.ZodNumber ? numberIn(text) : schema instanceof z.ZodArray ? listIn(text) : text;
    found.push({ path, value, place: `${name}: `, base: process.cwd(), from: 'environment' });
  }
  return found;
}

function numberIn(text: string): number | string {
  return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text;
}

function listIn(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function check(given: Given, known: Map<string, KnownSetting>): string | undefined {
  const { path, value, place, from } = given;
  const setting = known.get(path);
  if (setting === undefined) return place + unknownKey(path, [...known.keys()]);
  if (from === 'file' && setting.secret) {
    return `${place}"${path}" is a secret and does not belong in a file: set ${setting.env} in the environment.`;
  }
  if (from === 'file' && path === 'redis.url' && hasPassword(value)) {
    return `${place}"${path}" holds a password, which does not belong in a file: set ${setting.env} in the environment.`;
  }
  if (setting.schema.safeParse(value).success) return undefined;
  const shown = setting.secret || hasPassword(value) ? 'is not' : `is ${JSON.stringify(value)}`;
  return `${place}"${path}" should be ${setting.expects}, but ${shown}.`;
}

function unknownKey(path: string, known: readonly string[]): string {
  const below = known.filter((key) => key.startsWith(`${path}.`));
  if (below.length > 0)
    return `"${path}" should be a section with some of: ${below.map((key) => key.slice(path.length + 1)).join(', ')}.`;
  const parts = path.split('.');
  while (parts.length > 0 && !known.some((key) => key.startsWith(`${parts.join('.')}.`))) parts.pop();
  const section = parts.length === 0 ? '' : `${parts.join('.')}.`;
  const siblings = [
    ...new Set(
      known.filter((key) => key.startsWith(section)).map((key) => key.slice(section.length).split('.')[0] ?? ''),
    ),
  ];
  const wrong = path.slice(section.length).split('.')[0] ?? '';
  const leaf = (key: string) => key.slice(key.lastIndexOf('.') + 1);
  const meant = nearest(wrong, siblings) ?? known.find((key) => leaf(key) === leaf(path));
  const hint = meant === undefined ? '' : ` Did you mean "${siblings.includes(meant) ? section + meant : meant}"?`;
  return `"${path}" is not a setting.${hint} Known ${section === '' ? 'here' : `in ${section.slice(0, -1)}`}: ${siblings.join(', ')}.`;
}

function hasPassword(value: unknown): boolean {
  return typeof value === 'string' && /^\w+:\/\/[^/@]*:[^/@]+@/.test(value);
}

function build(given: Map<string, Given>): Config {
  const tree: { [key: string]: unknown } = {};
  for (const { path, value, base } of given.values()) {
    const parts = path.split('.');
    const last = parts.pop() ?? path;
    let section = tree;
    for (const part of parts) section = (section[part] ??= {}) as { [key: string]: unknown };
    section[last] = absolute(path, value, base);
  }
  const { data, error } = configSchema.safeParse(tree);
  if (data) return data;
  throw new ConfigError(
    error.issues.map((issue) => `"${issue.path.join('.')}" is not set: config/default.yaml lost it.`),
  );
}

/** Paths in files begin at the project, paths in the environment where the command was called. */
function absolute(path: string, value: unknown, base: string): unknown {
  if ((path === 'dataDir' || path === 'engines.kubernetes.kubeconfig') && typeof value === 'string') {
    return resolve(base, value);
  }
  if (path === 'flows.grants' && Array.isArray(value)) {
    return value.map((grant: { flows: string }) => ({ ...grant, flows: resolve(base, grant.flows) }));
  }
  if ((path === 'flows.folders' || path === 'actions.folders') && Array.isArray(value))
    return value.map((folder) => resolve(base, String(folder)));
  return value;
}
