import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';

import type { Cluster } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { callerOf } from '../actions/world.ts';
import type { InsideVdc } from '../changes/inside-vdc.ts';
import type { RepairCase } from './repair-case.ts';

interface Explained {
  there: boolean;
  remedies: { id: string; question: string }[];
}

interface Planned {
  plan: string;
  count: number;
}

interface Scan {
  items: { id: string; title: string; description: string }[];
}

/** How long anything may take that is sure to come, on a machine that others keep busy. */
const PATIENCE_MS = 150_000;

/** Walks one case through `repair.scan`, `explain`, `plan`, `apply` and `change.undo`, in a namespace of its own. */
export async function walkRepair(inside: InsideVdc, namespace: string, one: RepairCase): Promise<void> {
  const { world, cluster, vdc } = inside;
  const { answer, stays, final } = one;
  const remedy = one.remedy.replaceAll('$', namespace);
  const get = async <T>(action: string, input: JsonObject): Promise<T> => {
    const end = AbortSignal.timeout(60_000);
    const result = await world.registry.read(action, input, callerOf('ada'), end);
    if (!result.ok) throw new Error(`${action}: ${result.failure.message}`);
    return result.output as T;
  };
  let seen: Scan = { items: [] };
  const look = async () => {
    seen = await get<Scan>('repair.scan', { vdc, namespace });
    return findingOf(one, namespace, seen);
  };
  const told = () => JSON.stringify(seen.items.filter(({ description }) => description.includes(namespace)));
  const others = keepDoing(async () => await one.also?.(cluster, namespace));
  try {
    await makeWell(cluster, namespace, one);
    await until(async () => (await look()) === undefined, 'all to be well');
    await breakIt(cluster, namespace, one);
    const finding = await until(look, () => `"${one.says}" to be found; there is ${told()}`);
    const first = told();
    const explained = await get<Explained>('repair.explain', { vdc, finding });
    expect(explained.there).to.equal(true);
    const way = explained.remedies.find(({ id }) => id === remedy);
    const ways = explained.remedies.map(({ id }) => id).join(', ');
    expect(way?.question, `${remedy} among ${ways}: ${told()}`).to.satisfy(
      (asked: unknown) => (asked !== '') === (answer !== undefined) && asked !== undefined,
    );
    const given = answer === undefined ? {} : { answer };
    const planned = await get<Planned>('repair.plan', { vdc, finding, remedy, ...given });
    expect(planned.count).to.be.greaterThan(0);
    const request = await world.begin('repair.apply', { vdc, finding, plan: planned.plan }, 'ada', 400_000);
    const ended = async () =>
      ['Succeeded', 'Failed', 'Error', 'Aborted'].includes((await world.service.view(request.id))?.state ?? '');
    await until(ended, 'the repair to end', 400_000);
    const { outcome } = await world.outcome(request);
    if (!outcome.ok) throw new Error(outcome.failure.message);
    expect(outcome.output, JSON.stringify(outcome.output)).to.include({ well: true, change: planned.plan });
    expect(await look()).to.equal(undefined);
    if (final === true) {
      const refused = await inside.undo(planned.plan).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(refused).to.be.instanceOf(Error);
      return;
    }
    if (one.inUse === true) return;
    await inside.undo(planned.plan);
    if (stays !== true)
      expect(
        await until(look, () => `"${one.says}" to be found again; there is ${told()}`),
        `${first} ${told()}`,
      ).to.equal(finding);
  } finally {
    await others.end();
    for (const reference of one.leaves?.(namespace) ?? []) await cluster.delete(reference).catch(() => undefined);
    await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name: namespace }).catch(() => undefined);
  }
}

/** What is there while it is well, once it serves. */
export async function makeWell(cluster: Cluster, namespace: string, one: RepairCase): Promise<void> {
  await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  const drafts = one.well?.(namespace) ?? [];
  for (const draft of drafts) await cluster.apply(draft);
  for (const { apiVersion, kind, metadata } of drafts) {
    if (kind !== 'Deployment') continue;
    await until(async () => {
      const live = await cluster.get({ apiVersion, kind, namespace, name: metadata.name });
      const { replicas = 1 } = (live?.spec ?? {}) as { replicas?: number };
      return ((live?.status?.['readyReplicas'] ?? 0) as number) >= Math.min(1, replicas);
    }, `${metadata.name} to be well`);
  }
}

/** Breaks it by its manifests. */
export async function breakIt(cluster: Cluster, namespace: string, one: RepairCase): Promise<void> {
  for (const draft of one.broken(namespace)) await cluster.apply(draft, { force: true });
  for (const reference of one.leaving?.(namespace) ?? []) await cluster.delete(reference);
}

/** The id of the finding that a case is about, where a scan has it: with the right words, about the right object. */
export function findingOf({ says, root }: RepairCase, namespace: string, { items }: Scan): string | undefined {
  const [kind = '', name = ''] = root.replaceAll('$', namespace).split(' ');
  const named = [`${kind} ${namespace}/${name}`, `${kind} ${name}`];
  const words = says.replaceAll('$', namespace);
  return items.find(
    ({ title, description }) => title.includes(words) && description.split(' · ').some((part) => named.includes(part)),
  )?.id;
}

/** Does something a few times a second until it is ended. What fails is tried again: others may be at the same object. */
function keepDoing(work: () => Promise<void>): { end(): Promise<void> } {
  const ending = new AbortController();
  const done = (async () => {
    for (; !ending.signal.aborted; await pause(400)) await work().catch(() => undefined);
  })();
  return {
    end: async () => {
      ending.abort();
      await done;
    },
  };
}

/** Looks again and again until there is an answer. */
export async function until<T>(
  ask: () => Promise<T | undefined | false>,
  what: string | (() => string),
  patienceMs = PATIENCE_MS,
  stepMs = 500,
): Promise<T> {
  for (const end = Date.now() + patienceMs; ; await pause(stepMs)) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`Waited for ${typeof what === 'string' ? what : what()} in vain.`);
  }
}
