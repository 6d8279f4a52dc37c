import { createHash } from 'node:crypto';

import { readSnapshot, type Snapshot } from '#src/cluster/diagnosis/index.ts';

import { ActionFailure } from '../action.ts';
import type { Engine, Observation } from '../engine.ts';
import type { EngineFaults, Fault } from '../engine-repair.ts';
import type { Services } from '../services.ts';
import type { OpenVdc } from '../vdc-clusters.ts';
import { observed } from '../vdc-view.ts';

/** Stands for a change below Kubernetes, where a change inside it has the hash of its plan. */
export const MACHINES = 'machines';

/** Any fault, picked by chance. */
export const SURPRISE = 'surprise';

/** What can be broken at an engine; one where something real would break is refused. */
export function faultsOf(engine: Engine, name: string): EngineFaults {
  if (engine.faults) return engine.faults;
  throw new ActionFailure(
    'UNSUPPORTED',
    `"${name}" is real, so I break nothing in it. Deploy a simulated VDC and practise there: it costs nothing.`,
  );
}

/** What there is to break: the cluster as it is now, and the VDC around it. */
export interface Breakable {
  snapshot: Snapshot;
  observation: Pick<Observation, 'machines' | 'publicIp'>;
}

/** The faults that would strike something now. */
export function possibleFaults(faults: EngineFaults, { snapshot, observation }: Breakable): Fault[] {
  const has = {
    publicIp: observation.publicIp !== undefined,
    workers: observation.machines.some(({ role, state }) => role === 'worker' && state === 'ready'),
  };
  return faults.list.filter(({ id, place, needs }) =>
    place === 'machine' ? needs === undefined || has[needs] : faults.inside(id, snapshot) !== undefined,
  );
}

/** Whether there is an app in it: something outside the cluster's own namespaces. */
export function hasApps(snapshot: Snapshot): boolean {
  return snapshot.all('Deployment').some(({ metadata }) => !metadata.namespace?.startsWith('kube-'));
}

/** The fault of this name, or for a surprise one by chance: the same for the same key. */
export function chosenFault(faults: EngineFaults, there: Breakable, id: string, key: string): Fault {
  const possible = possibleFaults(faults, there);
  const lot = createHash('sha256').update(key).digest().readUInt32BE(0);
  const fault = id === SURPRISE ? possible[lot % possible.length] : possible.find((one) => one.id === id);
  if (fault) return fault;
  const known = faults.list.some((one) => one.id === id);
  throw new ActionFailure(
    known ? 'UNSUPPORTED' : 'INVALID_INPUT',
    known
      ? `There is nothing here that "${id}" could break. What can be broken now: ${namesOf(possible)}.`
      : `"${id}" is no way to break something. There are: ${namesOf(faults.list)}, ${SURPRISE}.`,
  );
}

/** What is in the VDC now, as faults look at it. */
export async function lookBeforeBreaking(
  services: Services,
  { cluster, record }: Pick<OpenVdc, 'cluster' | 'record'>,
  signal: AbortSignal,
): Promise<Breakable> {
  const [snapshot, observation] = await Promise.all([
    readSnapshot(cluster, { now: services.now, signal }),
    observed(services, record),
  ]);
  return { snapshot, observation: observation ?? { machines: [] } };
}

const namesOf = (faults: readonly Fault[]): string => faults.map(({ id }) => id).join(', ');
