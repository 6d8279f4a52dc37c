import type { Redis } from 'ioredis';

import { ActionFailure } from '../../action.ts';
import type { ApplyContext, CapacityQuery, Engine, FarmCapacity, Observation, Plan, VdcSpec } from '../../engine.ts';
import { planHash } from '../../plan-hash.ts';
import type { Tariff } from '../../pricing/index.ts';
import { gridTariff, priceOf } from '../../pricing/index.ts';
import { sizeOf } from '../../sizes.ts';
import { checkSpec } from '../check-spec.ts';
import { deploy } from './deploy.ts';
import { destroy } from './destroy.ts';
import { farmCapacity } from './farm-capacity.ts';
import { engineFaults } from './faults.ts';
import type { GridMap } from './grid-map.ts';
import { gridMap } from './grid-map.ts';
import type { Ledger } from './grid-store.ts';
import { gridStore } from './grid-store.ts';
import { kubernetesListener } from './kubernetes/listener.ts';
import { mend, mendsOf } from './mend.ts';
import { noCapacity } from './no-capacity.ts';
import { notesOf } from './notes.ts';
import { observe } from './observe.ts';
import type { SimulatedOptions } from './options.ts';
import { place } from './placement.ts';
import { nameTaken } from './reserve.ts';
import { planScale, scale } from './scale.ts';
import { estimatedSeconds, upgradeSeconds } from './timing.ts';
import { upgradeAll, upgradeMachine } from './upgrade.ts';
import { refOf } from './vdc-record.ts';
import { versions } from './versions.ts';
import type { World } from './world.ts';

export interface SimulatedSurroundings {
  redis: Redis;
  /** Begins all keys of the engine. */
  prefix: string;
  options: SimulatedOptions;
  tariff?: Tariff;
  map?: GridMap;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** The simulated engine, with the books that an oracle reads. */
export interface SimulatedEngine extends Engine {
  ledger(): Promise<Ledger>;
}

/** A grid that exists in Redis alone: everything about it is real but the machines. */
export function simulatedEngine(surroundings: SimulatedSurroundings): SimulatedEngine {
  const { redis, prefix, options, tariff = gridTariff(), map = gridMap, now = Date.now } = surroundings;
  const store = gridStore(redis, prefix, map, now);
  const kubernetes = kubernetesListener({
    redis,
    prefix: `${prefix}{grid}:api:`,
    host: options.apiHost,
    port: options.apiPort,
    read: store.read,
    now,
    seed: options.seed,
    speed: options.speed,
  });
  const world: World = { options, map, store, tariff, kubernetes, now };
  const observed = (record: Parameters<typeof observe>[0]) => observe(record, now(), kubernetes.endpoint(record.ref));

  return {
    name: 'simulated',
    badge: 'simulated',
    start: () => kubernetes.start(),
    stop: () => kubernetes.stop(),
    versions: () => Promise.resolve([...versions]),
    ledger: () => store.ledger(),

    async capacity(query: CapacityQuery): Promise<FarmCapacity[]> {
      const size = sizeOf(query.size ?? 'small');
      return farmCapacity(await store.state(), map, query, size);
    },

    async plan(spec: VdcSpec): Promise<Plan> {
      checkSpec(spec, versions);
      if (await store.nameTaken(spec.owner, spec.name)) throw nameTaken(spec.name);
      const state = await store.state();
      const machines = place(state, map, spec);
      if (!machines) throw noCapacity(state, map, spec);
      const plan = {
        engine: 'simulated',
        spec,
        machines,
        price: priceOf(machines, spec.publicIp ? 1 : 0, tariff, now()),
        estimatedSeconds: estimatedSeconds(options, spec),
        notes: notesOf(spec, machines, map),
      };
      return { hash: planHash(plan), ...plan };
    },

    async apply(plan: Plan, context: ApplyContext): Promise<Observation> {
      return observed(await deploy(world, plan, context));
    },

    async observe(ref: string): Promise<Observation | null> {
      const record = await store.read(ref);
      return record ? observed(record) : null;
    },

    async find(effectId: string): Promise<Observation | null> {
      const record = await store.read(refOf(effectId));
      return record ? observed(record) : null;
    },

    destroy: (ref: string, context: ApplyContext) => destroy(world, ref, context),

    planScale: (ref, to) => planScale(world, ref, to),

    scale: async (ref, plan, context) => observed(await scale(world, ref, plan, context)),

    mends: { of: mendsOf, mend: async (ref, wish, context) => observed(await mend(world, ref, wish, context)) },

    faults: engineFaults(world),

    upgrade: async (ref, version, context) => observed(await upgradeAll(world, ref, version, context)),

    upgradeMachine: (ref, machine, version, context) => upgradeMachine(world, ref, machine, version, context),

    upgradeSeconds: () => {
      const seconds = upgradeSeconds(options);
      return { controller: seconds, worker: seconds };
    },

    async listOrphans(known: ReadonlySet<string>): Promise<Observation[]> {
      return (await store.list()).filter((record) => !known.has(record.ref)).map(observed);
    },

    async kubeconfig(ref: string): Promise<string> {
      const record = await store.read(ref);
      if (!record) throw new ActionFailure('NOT_FOUND', `There is no VDC "${ref}" on the simulated grid.`);
      return kubernetes.kubeconfig(ref, record.spec.name);
    },
  };
}
