import type { CallOptions, Cluster } from '#src/cluster/index.ts';
import { pathTo } from '#src/cluster/upgrade/index.ts';

import { ActionFailure } from '../action.ts';
import type { Engine, Observation, UpgradeNeeds } from '../engine.ts';
import type { Services } from '../services.ts';
import type { VdcRecord } from '../vdc-records.ts';
import { knownReleases } from './known-releases.ts';
import { type ClusterNode, readNodes, versionOf } from './read-nodes.ts';
import {
  type BackupWay,
  type PlannedStep,
  type StepKind,
  type UpgradePlan,
  upgradeHash,
  type Window,
} from './upgrade-plan.ts';

/** What a person wants of an upgrade. */
export interface UpgradeWishes {
  to: string;
  backup: BackupWay;
  surge: boolean;
  install: boolean;
  /** Only these nodes: those that stayed behind. */
  only?: string[];
  startAt?: number;
  window?: Window;
}

/** What a plan is made from. */
export interface Standing {
  record: VdcRecord;
  engine: Engine;
  observation: Observation;
  nodes: ClusterNode[];
  version: string;
  needs: UpgradeNeeds;
}

/** Seconds of a step that nobody has measured yet, where the engine does not say either. */
const usual: { readonly [kind in StepKind]: number } = {
  backup: 30,
  surge: 90,
  controller: 60,
  worker: 120,
  whole: 180,
  verify: 20,
};
/** What the engine's own times are measured against. */
const REAL_WORKER_SECONDS = 90;

/** A VDC as it stands before an upgrade. Rejects in a sentence where it cannot be upgraded at all. */
export async function standingOf(
  open: { record: VdcRecord; engine: Engine; cluster: Cluster },
  observation: Observation,
  options: CallOptions,
): Promise<Standing> {
  const { record, engine, cluster } = open;
  const nodes = await readNodes(cluster, options);
  const version = versionOf(nodes);
  if (version === undefined || version === '') {
    throw new ActionFailure('NOT_READY', `I cannot see what "${record.name}" runs: none of its nodes says so.`, {
      retryable: true,
    });
  }
  const unable = !engine.upgradeMachine && !engine.upgrade;
  const needs: UpgradeNeeds = unable
    ? { type: 'refused', why: `"${record.name}" lives where versions are not ours to change: upgrade it there.` }
    : ((await engine.upgradeNeeds?.(observation.ref)) ?? { type: 'nothing' });
  return { record, engine, observation, nodes, version, needs };
}

/** Versions that one may go to, newest first, with those of other minors on the way. */
export async function releasesFor({ engine, version }: Pick<Standing, 'engine' | 'version'>): Promise<string[]> {
  const offered = await engine.versions();
  return knownReleases(version, offered);
}

/** The upgrade, step by step. Changes nothing. Rejects where there is no such way, with the one there is. */
export async function makePlan(standing: Standing, wishes: UpgradeWishes, services: Services): Promise<UpgradePlan> {
  const { record, engine, nodes, version, needs } = standing;
  if (needs.type === 'refused') throw new ActionFailure('UNSUPPORTED', needs.why);
  if (needs.type === 'install' && !wishes.install) throw new ActionFailure('INSTALL_NEEDED', needs.what);
  const releases = await releasesFor(standing);
  const behind = nodes.filter((node) => node.version !== version).map(({ name }) => name);
  const catchUp = wishes.only !== undefined || (wishes.to === version && behind.length > 0);
  const { hops: versions, refused } = catchUp
    ? { hops: [version], refused: undefined }
    : path(version, wishes.to, releases);
  if (refused !== undefined || versions.length === 0) throw refusal(standing, wishes.to, refused);
  const hops = versions.map((to, index) => ({ from: catchUp ? oldest(nodes) : (versions[index - 1] ?? version), to }));
  const only = catchUp ? (wishes.only ?? behind) : undefined;
  const way = engine.upgradeMachine ? ('machine' as const) : ('whole' as const);
  const workers = nodes.filter(({ role }) => role === 'worker');
  const surge = wishes.surge && way === 'machine' && workers.length > 0 && engine.planScale !== undefined;
  const times = await services.upgrades.times(engine.name);
  const plan = {
    owner: record.owner,
    vdc: record.id,
    name: record.name,
    engine: engine.name,
    from: version,
    to: versions.at(-1) ?? wishes.to,
    hops,
    way,
    nodes: nodes.map(({ name, role, version: runs }) => ({ name, role, version: runs })),
    ...(only === undefined ? {} : { only }),
    steps: stepsOf({ nodes, hops: versions, way, surge, backup: wishes.backup, only, engine, times }),
    backup: wishes.backup,
    surge,
    install: needs.type === 'install',
    ...(wishes.startAt === undefined ? {} : { startAt: wishes.startAt }),
    ...(wishes.window === undefined ? {} : { window: wishes.window }),
    plannedAt: services.now(),
  };
  return { hash: upgradeHash(plan), ...plan };
}

function stepsOf(given: {
  nodes: readonly ClusterNode[];
  hops: readonly string[];
  way: UpgradePlan['way'];
  surge: boolean;
  backup: BackupWay;
  only: readonly string[] | undefined;
  engine: Pick<Engine, 'upgradeSeconds'>;
  times: ReadonlyMap<string, number>;
}): PlannedStep[] {
  const { nodes, hops, way, surge, backup, only, engine, times } = given;
  const own = engine.upgradeSeconds?.();
  const estimate = (kind: StepKind): number => {
    if (own && (kind === 'controller' || kind === 'worker')) return own[kind];
    return usual[kind] * Math.min(1, (own?.worker ?? REAL_WORKER_SECONDS) / REAL_WORKER_SECONDS);
  };
  const step = (kind: StepKind, rest: Partial<PlannedStep> = {}): PlannedStep => {
    const known = times.get(kind);
    return { kind, seconds: round(known ?? estimate(kind)), known: known !== undefined, drained: false, ...rest };
  };
  const open = nodes.filter(({ cordoned }) => !cordoned).length;
  const steps = backup === 'own' ? [] : [step('backup')];
  hops.forEach((to, index) => {
    if (way === 'whole') {
      steps.push(step('whole', { to }));
    } else {
      const meant = nodes.filter(({ name }) => only?.includes(name) ?? true);
      for (const { name, role } of meant) {
        if (surge && index === 0 && role === 'worker' && !steps.some(({ kind }) => kind === 'surge')) {
          steps.push(step('surge'));
        }
        const drained = role === 'worker' && (open > 1 || surge);
        steps.push(step(role, { to, node: name, drained }));
      }
    }
    steps.push(step('verify', { to }));
  });
  return steps;
}

function path(from: string, to: string, releases: readonly string[]): { hops: string[]; refused?: string } {
  try {
    return pathTo(from, to, releases);
  } catch (error) {
    if (error instanceof RangeError) throw new ActionFailure('INVALID_SPEC', error.message);
    throw error;
  }
}

function refusal({ record, version }: Standing, to: string, refused: string | undefined): ActionFailure {
  if (refused === 'same') return new ActionFailure('NOTHING_TO_DO', `"${record.name}" runs ${version} already.`);
  if (refused === 'downgrade') {
    return new ActionFailure(
      'DOWNGRADE',
      `${to} is older than ${version}, and Kubernetes data cannot go back. Choose a newer version; going back means restoring a backup.`,
    );
  }
  return new ActionFailure(
    'INVALID_SPEC',
    `I know no way from ${version} to ${to}. Choose one of the versions on offer.`,
  );
}

const oldest = (nodes: readonly ClusterNode[]): string => nodes.map(({ version }) => version).sort()[0] ?? '';

const round = (seconds: number): number => (seconds >= 10 ? Math.round(seconds) : Math.round(seconds * 100) / 100);
