import { type ClusterObject, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { productCatalogue } from './catalogue.ts';
import type { Solution } from './solution.ts';
import { fillTemplate, fillText, type TemplateScope } from './template.ts';

/** The annotation of everything installed from the marketplace: what was chosen, without secrets. */
export const CHOSEN = '3bot.io/chosen';

/** What was chosen when a solution was installed. */
export interface Chosen {
  solution: string;
  size: string;
  host: string | null;
  answers: JsonObject;
}

/** A Deployment, StatefulSet or DaemonSet as a solution brings it. */
export interface BroughtWorkload {
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  name: string;
  image: string;
  replicas: number;
  /** Quantities that each copy asks for. */
  cpu: string;
  memory: string;
  ports: { name: string; port: number }[];
  /** The Service in front of it; absent where it has no port. */
  service?: string;
  claims: { name: string; size: string; path?: string; holds: string }[];
  env: { open: JsonObject; secret: JsonObject };
  command?: string[];
  args?: string[];
  files: { path: string; content: string }[];
  health?: string;
  user?: number;
}

/**
 * What a HelmChart object of ours brings when its chart is installed; null for a chart that is not of the catalogue.
 * Secrets are empty in it.
 */
export function broughtBy(chart: ClusterObject, solutions = productCatalogue().solutions): BroughtWorkload[] | null {
  const chosen = chosenOf(chart);
  const name = textAt(chart, 'spec', 'chart');
  const solution = chosen
    ? solutions.get(chosen.solution)
    : [...solutions.values()].find((one) => one.chart?.name === name);
  if (!solution) return null;
  const release = chart.metadata.name;
  const namespace = textAt(chart, 'spec', 'targetNamespace') ?? chart.metadata.namespace ?? 'default';
  return workloadsOf(solution, scopeOf(solution, { name: release, namespace, ...chosen }));
}

/** What was chosen when this object was made; undefined where it is not ours. */
export function chosenOf({ metadata }: Pick<ClusterObject, 'metadata'>): Chosen | undefined {
  const text = metadata.annotations?.[CHOSEN];
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const solution = textAt(value, 'solution');
    const size = textAt(value, 'size');
    if (solution === undefined || size === undefined) return undefined;
    return {
      solution,
      size,
      host: textAt(value, 'host') ?? null,
      answers: (value as { answers?: JsonObject }).answers ?? {},
    };
  } catch {
    return undefined;
  }
}

/** The names of a solution's templates with their values. Unknown sizes are its first one, absent answers their defaults. */
export function scopeOf(
  solution: Solution,
  chosen: { name: string; namespace: string; secrets?: { [id: string]: string } } & Partial<Chosen>,
): TemplateScope {
  const [first] = solution.sizes;
  const size = solution.sizes.find(({ id }) => id === chosen.size) ?? first;
  if (!size) throw new Error(`"${solution.id}" has no size`);
  const { id, cpu, memory, disk } = size;
  const defaults = solution.questions
    .filter(({ type }) => type !== 'secret')
    .map(({ slot, default: value }) => [slot, value ?? null] as const);
  const secretNames = [
    ...solution.secrets.map((one) => one.id),
    ...solution.questions.filter(({ type }) => type === 'secret').map(({ slot }) => slot),
  ];
  const host = chosen.host ?? null;
  return {
    name: chosen.name,
    space: chosen.namespace,
    host,
    url: host === null ? null : `https://${host}`,
    size: { id, cpu, memory, ...(disk === undefined ? {} : { disk }) },
    answers: { ...Object.fromEntries(defaults), ...chosen.answers },
    secrets: { ...Object.fromEntries(secretNames.map((one) => [one, ''])), ...chosen.secrets },
  };
}

/** The workloads of a solution with its values in them. */
export function workloadsOf(solution: Solution, scope: TemplateScope): BroughtWorkload[] {
  const text = (source: string): string => fillText(source, scope);
  return solution.workloads.map(
    ({ kind, name, image, replicas, ports, service, claims, env, command, args, ...rest }) => {
      const ownPorts = Object.entries(ports).map(([port, number]) => ({ name: port, port: number }));
      return {
        kind,
        name: text(name),
        image: text(image),
        replicas: typeof replicas === 'number' ? replicas : Number(text(replicas)),
        cpu: text(rest.cpu),
        memory: text(rest.memory),
        ports: ownPorts,
        ...(ownPorts.length === 0 ? {} : { service: text(service ?? name) }),
        claims: claims.map((claim) => ({
          ...claim,
          name: text(claim.name),
          size: text(claim.size),
        })) as BroughtWorkload['claims'],
        env: fillTemplate(env, scope),
        ...(command === undefined ? {} : { command: command.map(text) }),
        ...(args === undefined ? {} : { args: args.map(text) }),
        files: Object.entries(rest.files).map(([path, content]) => ({ path, content: text(content) })),
        ...(rest.health === undefined ? {} : { health: rest.health }),
        ...(rest.user === undefined ? {} : { user: rest.user }),
      };
    },
  );
}
