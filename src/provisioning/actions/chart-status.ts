import { z } from 'zod';

import { numberAt } from '#src/cluster/index.ts';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { hasAccess } from '../marketplace/access.ts';
import {
  claimsText,
  findInstalled,
  type Installed,
  type InstalledState,
  stateOfInstalled,
} from '../marketplace/installed.ts';
import { solutionsOf } from '../marketplace/offered.ts';
import { type Card, cardSchema, exampleCard } from '../shown.ts';
import { saidIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';
import { installedStates } from './chart-list.ts';

const tones = { ready: 'success', working: 'info', failed: 'error', stopped: 'neutral' } as const;

/** How one installed solution does, and what can be done with it. */
export const chartStatus = defineAction({
  kind: 'read',
  name: 'chart.status',
  title: 'How something installed in a VDC does',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput, name: z.string().min(1).max(80) }),
  output: z.object({
    name: z.string(),
    title: z.string(),
    state: z.enum(['ready', 'working', 'failed', 'stopped']),
    card: cardSchema,
    /** The last lines of helm, where it failed. */
    lines: z.array(z.string()),
    /** What is on its disks; empty where it has none. */
    data: z.array(z.string()),
    /** What is gone for good when it is removed with its data. */
    lost: z.string(),
    /** There is something to sign in with. */
    access: z.boolean(),
    /** A version to upgrade to, or empty. */
    newer: z.string(),
    version: z.string(),
    known: z.boolean(),
    /** Its id in the marketplace, or empty. */
    solution: z.string(),
    url: z.string(),
  }),
  run: async ({ services, caller, locale, signal }, { vdc, name }) => {
    const { cluster } = await openVdc(services, caller, vdc);
    const one = await findInstalled(cluster, solutionsOf(services), name, { signal });
    const state = await stateOfInstalled(cluster, one, { signal });
    const lost = one.solution?.lost ?? (state.claims.length > 0 ? 'What is on its disks is gone for good.' : '');
    return {
      name,
      title: saidIn(locale, one.title),
      state: state.state,
      card: cardOf(one, state, locale),
      lines: state.state === 'failed' ? state.evidence : [],
      data: claimsText(state.claims, one.solution),
      lost: saidIn(locale, lost),
      access: await hasAccess(cluster, { namespace: one.space, name }, { signal }),
      newer: one.newer ?? '',
      version: one.version ?? '',
      known: one.solution !== undefined,
      solution: one.solution?.id ?? '',
      url: state.url ?? '',
    };
  },
  simulate: ({ name }) => ({
    name,
    title: 'Gitea',
    state: 'ready' as const,
    card: { ...exampleCard, title: name },
    lines: [],
    data: ['gitea-data (repositories and the database, 10Gi)'],
    lost: 'All repositories are gone for good.',
    access: true,
    newer: '12.8.0',
    version: '12.7.0',
    known: true,
    solution: 'gitea',
    url: 'https://gitea.example.org',
  }),
});

function cardOf(one: Installed, state: InstalledState, locale: string): Card {
  const say = (text: string): string => saidIn(locale, text);
  const running = state.workloads.map(
    (workload) =>
      `${workload.metadata.name} ${numberAt(workload, 'status', 'readyReplicas') ?? 0}/${numberAt(workload, 'spec', 'replicas') ?? 1}`,
  );
  const version = one.version === undefined ? [] : [{ label: say('Version'), value: one.version }];
  return {
    title: one.name,
    status: { text: say(installedStates[state.state]), tone: tones[state.state] },
    fields: [
      { label: say('What'), value: say(one.title) },
      ...version,
      ...(one.newer === undefined ? [] : [{ label: say('Newer version'), value: one.newer, tone: 'info' as const }]),
      ...(state.url === undefined ? [] : [{ label: say('Address'), value: state.url, copy: true }]),
      { label: say('Copies'), value: running.join(', ') },
      ...(state.claims.length === 0
        ? []
        : [{ label: say('Disks'), value: claimsText(state.claims, one.solution).join(', ') }]),
      ...(state.text === '' ? [] : [{ label: say('Why'), value: say(state.text), tone: 'warning' as const }]),
    ],
  };
}
