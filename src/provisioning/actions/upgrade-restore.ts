import { z } from 'zod';

import type { ClusterObject } from '#src/cluster/index.ts';

import { type ActionContext, ActionFailure } from '../action.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges, type WantedChanges } from '../changes/index.ts';
import { remade } from '../changes/settled.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import type { Services } from '../services.ts';
import { choiceSchema, exampleTable, tableOf, tableSchema } from '../shown.ts';
import { textsIn } from '../texts/texts.ts';
import { readExport } from '../upgrade/back-up.ts';
import { type CopyComparison, compareCopy } from '../upgrade/compare-copy.ts';
import { timeText } from '../upgrade/durations.ts';
import type { KeptCopy } from '../upgrade/upgrade-store.ts';
import { type OpenVdc, openVdc } from '../vdc-clusters.ts';
import { vdcOf } from '../vdc-view.ts';

const copyInput = {
  /** Whose copy. */
  vdc: vdcInput,
  copy: z.string().min(1).max(128),
  /** Where it goes; absent: where it came from. */
  into: z.string().max(80).optional(),
};

/** Velero is followed for so long; what takes longer goes on without anybody looking. */
const VELERO_SECONDS = 25 * 60;

/** Stands for the objects that live in no namespace. */
const NOWHERE = '-';

/** What was kept of a VDC before its upgrades. */
export const upgradeCopies = defineAction({
  kind: 'read',
  name: 'upgrade.copies',
  title: 'What was kept of a VDC before its upgrades',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({ count: z.int(), only: z.string().optional(), name: z.string(), items: z.array(choiceSchema) }),
  run: async ({ services, caller, locale }, { vdc }) => {
    const record = await vdcOf(services, caller.owner, vdc);
    const copies = await services.upgrades.copies(caller.owner, record.id);
    const { upgradeTexts: texts } = textsIn(locale);
    const { restore } = texts;
    const [first] = copies;
    return {
      count: copies.length,
      ...(copies.length === 1 && first ? { only: first.id } : {}),
      name: record.name,
      items: copies.map(({ id, way, objects, at, from, to }) => ({
        id,
        title: restore.before(from, to),
        description: restore.copy(
          timeText(Math.max(0, services.now() - at) / 1_000, texts),
          way === 'velero' ? texts.backups.velero : texts.backups.export,
          objects,
        ),
      })),
    };
  },
  simulate: () => ({
    count: 1,
    only: 'f'.repeat(64),
    name: 'amber-badger',
    items: [
      {
        id: 'f'.repeat(64),
        title: 'Before v1.34.1+k3s1 → v1.35.6+k3s1',
        description: '2 h ago · A copy of all objects',
      },
    ],
  }),
});

/** How what was kept differs from what is there now. Changes nothing. */
export const upgradeCompareCopy = defineAction({
  kind: 'read',
  name: 'upgrade.compareCopy',
  title: 'How what was kept of a VDC differs from what is there now',
  permission: 'vdc.read',
  input: z.strictObject(copyInput),
  output: z.object({
    /** Objects that could be brought back. */
    count: z.int(),
    missing: z.int(),
    changed: z.int(),
    text: z.string(),
    /** By namespace. */
    table: tableSchema,
    /** What is left out, and why; empty where nothing is. */
    leftOut: z.string(),
    /** Namespaces to choose from, after all of them. */
    parts: z.array(choiceSchema),
    /** All that there is to say to "what", where it is only one of them. */
    what: z.enum(['missing', 'changed']).optional(),
    /** The same of "which part". */
    part: z.string().optional(),
    /** Velero compares when it restores: here nothing can be said before. */
    velero: z.boolean(),
  }),
  run: async (context, input) => {
    const { restore } = textsIn(context.locale).upgradeTexts;
    const { copy, compared } = await opened(context, input);
    if (!compared) {
      return {
        count: 1,
        missing: 0,
        changed: 0,
        text: restore.veleroCompares(copy.name),
        table: tableOf([], []),
        leftOut: '',
        parts: [{ id: 'all', title: restore.everything, description: '' }],
        part: 'all',
        velero: true,
      };
    }
    const { missing, changed, same, unknown, jobs } = compared;
    const rows = partsOf(compared).map(
      ({ id, gone, other }) => [id === NOWHERE ? restore.nowhere : id, String(gone), String(other)] as const,
    );
    return {
      count: missing.length + changed.length,
      missing: missing.length,
      changed: changed.length,
      text: restore.compared(missing.length, changed.length, same),
      table: tableOf(
        [restore.namespace, restore.missing, restore.changed],
        rows.map((row) => [...row]),
      ),
      leftOut: [
        ...(unknown.length > 0 ? [restore.unknown(unknown.slice(0, 6).join(', '))] : []),
        ...(jobs.length > 0 ? [restore.jobs(jobs.length)] : []),
      ].join(' '),
      parts: [
        { id: 'all', title: restore.everything, description: restore.differ(missing.length, changed.length) },
        ...partsOf(compared).map(({ id, gone, other }) => ({
          id,
          title: id === NOWHERE ? restore.nowhere : id,
          description: restore.differ(gone, other),
        })),
      ],
      ...(changed.length === 0
        ? { what: 'missing' as const }
        : missing.length === 0
          ? { what: 'changed' as const }
          : {}),
      ...(rows.length === 1 ? { part: 'all' } : {}),
      velero: false,
    };
  },
  simulate: () => ({
    count: 3,
    missing: 2,
    changed: 1,
    text: textsIn('en').upgradeTexts.restore.compared(2, 1, 40),
    table: exampleTable,
    leftOut: '',
    parts: [
      { id: 'all', title: 'All of it', description: '2 missing, 1 changed' },
      { id: 'default', title: 'default', description: '2 missing, 1 changed' },
    ],
    part: 'all',
    velero: false,
  }),
});

/** What bringing back what was kept would change, checked by the cluster itself. `change.apply` makes it true. */
export const upgradePlanRestore = defineAction({
  kind: 'read',
  name: 'upgrade.planRestore',
  title: 'Shows what bringing back what was kept would change',
  permission: 'vdc.change',
  input: z.strictObject({
    ...copyInput,
    /** `missing`: what is gone; `changed`: also what is there and differs. */
    what: z.enum(['missing', 'changed']).default('missing'),
    /** One namespace; `all` is everything. */
    part: z.string().max(80).default('all'),
  }),
  output: plannedSchema,
  run: async (context, { what, part, ...input }) => {
    const { copy, compared, into, from } = await opened(context, input);
    const when = copy.from === copy.to ? 'with' : 'before';
    const title = `Bring back ${from}, as it was ${when} ${copy.to}`;
    const set = await planChanges(
      context,
      into,
      compared ? ofExport(title, compared, what, part) : ofVelero(title, copy, what, context.services.now()),
    );
    return showChanges(set, context.locale);
  },
  simulate: () => examplePlanned('Bring back amber-badger'),
});

function ofExport(
  title: string,
  { missing, changed }: CopyComparison,
  what: 'missing' | 'changed',
  part: string,
): WantedChanges {
  const meant = (object: ClusterObject): boolean => part === 'all' || placeOf(object) === part;
  const back = missing.filter(meant).map(remade);
  const again = what === 'changed' ? changed.filter(meant) : [];
  return {
    title,
    objects: [...back, ...again],
    // What comes back and does not start is looked at where it is.
    onFailure: 'keep',
    notes: [
      ...(back.some(({ kind }) => kind === 'PersistentVolumeClaim')
        ? ['Volumes come back empty: what was on them is not in this copy.']
        : []),
      ...(again.length > 0 ? ['What was added to an object since then stays; what was changed goes back.'] : []),
    ],
  };
}

/** Velero restores by an object of its own: what it brings back is not undone with it. */
function ofVelero(title: string, { name: backup }: KeptCopy, what: 'missing' | 'changed', now: number): WantedChanges {
  const [namespace = 'velero', name = backup] = backup.split('/');
  return {
    title,
    objects: [
      {
        apiVersion: 'velero.io/v1',
        kind: 'Restore',
        metadata: { name: `${name}-${Math.floor(now / 1_000)}`.slice(0, 63), namespace },
        spec: {
          backupName: name,
          includedNamespaces: ['*'],
          excludedNamespaces: ['kube-system', 'kube-public', 'kube-node-lease', namespace],
          existingResourcePolicy: what === 'missing' ? 'none' : 'update',
        },
      },
    ],
    onFailure: 'keep',
    patienceSeconds: VELERO_SECONDS,
    notes: ['Velero does this by itself, and I tell how far it is. It cannot be taken back.'],
  };
}

/** The copy, what it is compared with, and how the two differ. `compared` is absent where Velero has the copy. */
async function opened(
  context: ActionContext<Services>,
  input: { vdc: string; copy: string; into?: string | undefined },
): Promise<{ from: string; copy: KeptCopy; into: OpenVdc; compared?: CopyComparison }> {
  const { services, caller, signal, locale } = context;
  const { restore } = textsIn(locale).upgradeTexts;
  const record = await vdcOf(services, caller.owner, input.vdc);
  const copy = (await services.upgrades.copies(caller.owner, record.id)).find(({ id }) => id === input.copy);
  if (!copy) throw new ActionFailure('NOT_FOUND', restore.gone(record.name));
  const into = await openVdc(services, caller, input.into ?? record.id);
  if (copy.way === 'velero') {
    if (into.record.id !== record.id) throw new ActionFailure('UNSUPPORTED', restore.veleroThere);
    return { from: record.name, copy, into };
  }
  const kept = objectsOf(await readExport(services.secrets, caller.owner, copy.name));
  return { from: record.name, copy, into, compared: await compareCopy(into.cluster, kept, { signal }) };
}

/** An export is a JSON list of objects that we wrote ourselves. */
function objectsOf(text: string): ClusterObject[] {
  return (JSON.parse(text) as { items: ClusterObject[] }).items;
}

/** A namespace is counted with what is in it. */
function placeOf({ kind, metadata }: ClusterObject): string {
  return kind === 'Namespace' ? metadata.name : (metadata.namespace ?? NOWHERE);
}

function partsOf({ missing, changed }: CopyComparison): { id: string; gone: number; other: number }[] {
  const counts = new Map<string, { gone: number; other: number }>();
  const at = (object: ClusterObject): { gone: number; other: number } => {
    const place = placeOf(object);
    const count = counts.get(place) ?? { gone: 0, other: 0 };
    counts.set(place, count);
    return count;
  };
  for (const object of missing) at(object).gone += 1;
  for (const object of changed) at(object).other += 1;
  return [...counts].map(([id, count]) => ({ id, ...count })).toSorted((a, b) => a.id.localeCompare(b.id, 'en'));
}
