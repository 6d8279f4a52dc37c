import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { vdcInput } from '../inputs.ts';
import type { Services } from '../services.ts';
import { isName, isSystem } from './app-reference.ts';
import { type AppSize, appSizes, CUSTOM, cpuQuantity, sizeQuantity } from './app-sizes.ts';
import { parseImage } from './image-name.ts';

/** What stands where nothing is wanted: an answer that one can see, and change. */
export const NONE = 'none';

const secret = z.string().max(200).optional();

/** What a person wants of an app, as slots give it. */
export const appWishSchema = z.strictObject({
  vdc: vdcInput,
  namespace: z.string().max(63).default('default'),
  name: z.string().max(200),
  image: z.string().max(600),
  replicas: z.int().min(0).max(100).default(1),
  /** `tiny` … `huge`, or `custom` with `cpu` and `memory`. */
  size: z.string().max(20).default('small'),
  /** Cores. */
  cpu: z.number().min(0.01).max(128).optional(),
  /** Bytes. */
  memory: z.int().min(4_194_304).optional(),
  /** `8080` or `80, 9090`, the first one being the one that matters; `none`. */
  ports: z.string().max(200).default(NONE),
  /** `NAME=value`, one per line or with commas; `none`. */
  env: z.string().max(100_000).default(NONE),
  /** Names of variables whose values are secret: `DB_PASSWORD, TOKEN`; `none`. */
  secretNames: z.string().max(1_000).default(NONE),
  /** Those of them whose values the app has already: they stay. */
  knownSecrets: z.string().max(1_000).default(NONE),
  /** The values of the others as handles, in their order. */
  secret1: secret,
  secret2: secret,
  secret3: secret,
  secret4: secret,
  secret5: secret,
  /** Bytes; 0: no volume. */
  volume: z.int().min(0).default(0),
  mountPath: z.string().max(400).default('/data'),
  health: z.enum(['none', 'http', 'tcp']).default('none'),
  healthPath: z.string().max(400).default('/'),
});

/** An app that can be made: every value checked. */
export interface App {
  namespace: string;
  name: string;
  image: string;
  replicas: number;
  size: AppSize;
  ports: number[];
  env: { [name: string]: string };
  /** Secret variables with their new values; null keeps the one that is there. */
  secrets: { [name: string]: string | null };
  volume?: { bytes: number; path: string };
  health: { type: 'none' | 'tcp' } | { type: 'http'; path: string };
}

/** Secret variables of one app that can be typed at once. */
export const MOST_SECRETS = 5;

/** The app that was wished for. Rejects with a sentence that names what has to be different. */
export async function checkedApp(
  wish: z.infer<typeof appWishSchema>,
  { services, owner }: { services: Services; owner: string },
): Promise<App> {
  const { name, namespace, image, replicas, volume, mountPath, health, healthPath } = wish;
  const problem = appNameProblem(name) ?? namespaceProblem(namespace);
  if (problem !== undefined) throw invalid(problem);
  if (!parseImage(image)) throw invalid(imageProblem(image));
  const ports = portsIn(wish.ports);
  if (health !== 'none' && ports.length === 0) throw invalid('A health check needs a port: please name one.');
  if (health === 'http' && !/^\/[^\s]*$/.test(healthPath)) {
    throw invalid('The path of a health check begins with a slash, like /healthz.');
  }
  if (volume > 0 && !/^\/[^\s:]+$/.test(mountPath)) {
    throw invalid('A volume is mounted at a path like /data; the root itself cannot be one.');
  }
  const env = variablesIn(wish.env);
  const names = secretNamesIn(wish.secretNames);
  const twice = names.find((one) => Object.hasOwn(env, one));
  if (twice !== undefined)
    throw invalid(`"${twice}" is among the open variables and the secret ones: take it out of one of them.`);
  const handles = [wish.secret1, wish.secret2, wish.secret3, wish.secret4, wish.secret5];
  const secrets: App['secrets'] = {};
  const known = secretNamesIn(wish.knownSecrets);
  const asked = names.filter((one) => !known.includes(one));
  for (const one of names) {
    const handle = handles[asked.indexOf(one)];
    secrets[one] = handle === undefined ? null : await services.secrets.open(owner, handle);
  }
  return {
    namespace,
    name,
    image,
    replicas,
    size: sizeOf(wish),
    ports,
    env,
    secrets,
    ...(volume > 0 ? { volume: { bytes: volume, path: mountPath } } : {}),
    health: health === 'http' ? { type: 'http', path: healthPath } : { type: health },
  };
}

/** Why an app cannot be called so; undefined when it can. Services of this name have to be possible. */
export function appNameProblem(name: string): string | undefined {
  if (/^[a-z]([a-z0-9-]{0,48}[a-z0-9])?$/.test(name)) return undefined;
  return 'Please take lower-case letters, digits and dashes (at most 50), beginning with a letter and not ending with a dash.';
}

/** Why apps cannot live in a namespace of this name; undefined when they can. */
export function namespaceProblem(name: string): string | undefined {
  if (isSystem(name)) return `"${name}" belongs to the cluster itself. Please take another namespace.`;
  if (isName(name) && name.length <= 63 && !name.includes('.')) return undefined;
  return 'A namespace has lower-case letters, digits and dashes, at most 63.';
}

/** What to say of a text that is no image. */
export function imageProblem(image: string): string {
  if (/[A-Z]/.test(image.split(':')[0] ?? ''))
    return `The name of an image has no capital letters: try "${image.toLowerCase()}".`;
  if (/^https?:\/\//.test(image))
    return 'Leave out the https:// in front; an image is written like ghcr.io/me/shop:1.2.';
  return `"${image}" is not the name of an image. It is written like nginx:1.27 or ghcr.io/me/shop:1.2.`;
}

const none: ReadonlySet<string> = new Set([
  NONE,
  'no',
  'nothing',
  'aucun',
  'aucune',
  'non',
  'rien',
  'لا شيء',
  'لا يوجد',
  'لا',
]);

/** Whether somebody says that there is nothing to be named, in any language of ours. */
function isNone(text: string): boolean {
  return none.has(text.trim().toLowerCase().replace(/[.!]$/, ''));
}

/** Variables with their values in a text: one per line, or with commas where the next one begins behind them. */
export function variablesIn(text: string): { [name: string]: string } {
  if (isNone(text)) return {};
  const parts = text.split(/\r?\n|,\s*(?=[A-Za-z_][\w.-]*=)/).filter((part) => part.trim() !== '');
  const entries = parts.map((part): [string, string] => {
    const sign = part.indexOf('=');
    if (sign < 0) throw invalid(`"${part.trim().slice(0, 60)}" has no value: write it like NAME=value.`);
    const name = part.slice(0, sign).trim();
    checkVariable(name);
    return [name, part.slice(sign + 1).trim()];
  });
  return Object.fromEntries(entries);
}

/** Names of secret variables in a text, each once. */
export function secretNamesIn(text: string): string[] {
  if (isNone(text)) return [];
  const names = [...new Set(text.split(/[\s,;]+/).filter((name) => name !== ''))];
  for (const name of names) checkVariable(name);
  if (names.length > MOST_SECRETS) {
    throw invalid(`I take ${MOST_SECRETS} secret variables at once. Put more of them into a Secret of its own first.`);
  }
  return names;
}

/** Ports in a text, each once. */
export function portsIn(text: string): number[] {
  if (isNone(text)) return [];
  const found = text.split(/[\s,;]+/).filter((port) => port !== '');
  const ports = found.map((port) => {
    const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
    if (number < 1 || number > 65_535) throw invalid(`"${port}" is not a port: those are numbers from 1 to 65535.`);
    return number;
  });
  if (ports.length > 20) throw invalid('That are too many ports: I take 20.');
  return [...new Set(ports)];
}

function sizeOf({ size, cpu, memory }: z.infer<typeof appWishSchema>): AppSize {
  if (size === CUSTOM) {
    if (cpu === undefined || memory === undefined) throw invalid('A size of your own needs both CPU and memory.');
    return { cpu: cpuQuantity(cpu), memory: sizeQuantity(memory) };
  }
  const found = Object.hasOwn(appSizes, size) ? appSizes[size] : undefined;
  if (found) return found;
  throw invalid(`There is no size "${size}". There are: ${[...Object.keys(appSizes), CUSTOM].join(', ')}.`);
}

function checkVariable(name: string): void {
  if (/^[A-Za-z_][A-Za-z0-9_.-]{0,200}$/.test(name)) return;
  throw invalid(`"${name}" cannot be the name of a variable: take letters, digits and underscores, like DB_HOST.`);
}

export function invalid(message: string): ActionFailure {
  return new ActionFailure('INVALID_SPEC', message);
}
