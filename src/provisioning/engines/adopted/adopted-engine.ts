import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

import type { Cluster, ClusterObject } from '#src/cluster/index.ts';
import {
  ClusterError,
  connectCluster,
  GIB,
  labelsAt,
  objectAt,
  objectsAt,
  quantity,
  textAt,
} from '#src/cluster/index.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';
import { ActionFailure } from '../../action.ts';
import type { Engine, MachineStatus, Observation } from '../../engine.ts';
import type { Secrets } from '../../services.ts';
import { acceptKubeconfig } from './accept-kubeconfig.ts';
import { checkAddress, type Resolve } from './check-address.ts';
import type { AdoptedOptions } from './options.ts';
import { finishUpgrade, installController, upgradeMachine, upgradeNeeds } from './upgrade.ts';

export interface AdoptedSurroundings {
  redis: Redis;
  /** Begins all keys of the engine. */
  prefix: string;
  options: AdoptedOptions;
  secrets: Secrets;
  /** Finds the addresses of a name. */
  resolve?: Resolve;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** What is kept of a cluster that was taken in; its kubeconfig is a lasting secret of its owner. */
interface AdoptedRecord {
  ref: string;
  name: string;
  owner: string;
  effectId: string;
  server: string;
  /** The handle of the kubeconfig. */
  secret: string;
  createdAt: number;
}

/** How long a cluster may take to say how it does. */
const TIMEOUT_MS = 5_000;

/**
 * Clusters that are there already, taken in by their kubeconfigs. They can be looked at and worked in like every VDC. They
 * are never made or removed here: `destroy` forgets the key and leaves the cluster alone.
 */
export function adoptedEngine(surroundings: AdoptedSurroundings): Engine {
  const { redis, prefix, options, secrets, resolve, now = Date.now } = surroundings;
  const key = `${prefix}adopted`;

  const read = async (ref: string): Promise<AdoptedRecord | null> => {
    const text = await orTrouble(redis.hget(key, ref));
    return text === null ? null : (JSON.parse(text) as AdoptedRecord);
  };
  const kubeconfig = async (record: AdoptedRecord): Promise<string> => {
    await checkAddress(record.server, options, resolve);
    return await secrets.open(record.owner, record.secret);
  };
  const observe = async (record: AdoptedRecord): Promise<Observation> => {
    let cluster: Cluster | undefined;
    try {
      cluster = await connectCluster(await kubeconfig(record));
      return observation(record, await look(cluster));
    } catch (error) {
      if (!(error instanceof ClusterError) && !(error instanceof ActionFailure)) throw error;
      return observation(record, { unreachable: error.message });
    } finally {
      cluster?.close();
    }
  };
  const inside = async <T>(ref: string, work: (cluster: Cluster, record: AdoptedRecord) => Promise<T>): Promise<T> => {
    const record = await read(ref);
    if (!record) throw new ActionFailure('NOT_FOUND', `There is no cluster "${ref}" that was taken in.`);
    const cluster = await connectCluster(await kubeconfig(record));
    try {
      return await work(cluster, record);
    } finally {
      cluster.close();
    }
  };
  const onlyLooked = (what: string) =>
    Promise.reject(new ActionFailure('UNSUPPORTED', `A cluster that was taken in as it is cannot be ${what} here.`));

  return {
    name: 'adopted',
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    capacity: () => Promise.resolve([]),
    versions: () => Promise.resolve([]),
    plan: () => onlyLooked('deployed'),
    apply: () => onlyLooked('deployed'),

    async inspect(text) {
      const accepted = acceptKubeconfig(text, 'candidate');
      await checkAddress(accepted.server, options, resolve);
      const cluster = await connectCluster(accepted.kubeconfig);
      try {
        const [{ version, nodes }, all] = await Promise.all([
          look(cluster),
          cluster.may({ verb: '*', group: '*', resource: '*' }, { timeoutMs: TIMEOUT_MS }),
        ]);
        return { server: accepted.server, version, nodes: nodes?.length ?? 0, administrator: all };
      } finally {
        cluster.close();
      }
    },

    async adopt({ name, owner, effectId, kubeconfig: text }) {
      const ref = refOf(effectId);
      const found = await read(ref);
      if (found) return await observe(found);
      const accepted = acceptKubeconfig(text, ref);
      await checkAddress(accepted.server, options, resolve);
      const cluster = await connectCluster(accepted.kubeconfig);
      try {
        await cluster.version({ timeoutMs: TIMEOUT_MS });
      } finally {
        cluster.close();
      }
      const secret = await secrets.keep(owner, ref, accepted.kubeconfig);
      const record: AdoptedRecord = {
        ref,
        name,
        owner,
        effectId,
        server: accepted.server,
        secret,
        createdAt: now(),
      };
      await orTrouble(redis.hsetnx(key, ref, JSON.stringify(record)));
      return await observe(record);
    },

    async observe(ref) {
      const record = await read(ref);
      return record && (await observe(record));
    },

    async find(effectId) {
      const record = await read(refOf(effectId));
      return record && (await observe(record));
    },

    async destroy(ref, { progress }) {
      const record = await read(ref);
      if (!record) return;
      progress('reserve', 0, `Forgetting the key to "${record.name}"; the cluster itself stays as it is`);
      await secrets.shred(record.secret);
      await orTrouble(redis.hdel(key, ref));
      progress('reserve', 100, 'The key is forgotten');
    },

    async listOrphans(known) {
      const records = Object.values(await orTrouble(redis.hgetall(key))).map(
        (text) => JSON.parse(text) as AdoptedRecord,
      );
      return await Promise.all(records.filter(({ ref }) => !known.has(ref)).map(observe));
    },

    upgradeNeeds: (ref) => inside(ref, (cluster, { name }) => upgradeNeeds(cluster, name)),

    prepareUpgrade: (ref, context) => inside(ref, (cluster) => installController(cluster, context)),

    upgradeMachine: (ref, machine, version, context) =>
      inside(ref, (cluster) => upgradeMachine(cluster, machine, version, context)),

    finishUpgrade: (ref, context) => inside(ref, (cluster) => finishUpgrade(cluster, context)),

    async kubeconfig(ref) {
      const record = await read(ref);
      if (record) return await kubeconfig(record);
      throw new ActionFailure('NOT_FOUND', `There is no cluster "${ref}" that was taken in.`);
    },
  };
}

/** The engine's handle of what is taken in under an effect id: computed, so that it can always be found again. */
const refOf = (effectId: string): string => `own-${createHash('sha256').update(effectId).digest('hex').slice(0, 16)}`;

/** What a cluster says of itself. Without the right to see nodes, those are unknown. */
async function look(cluster: Cluster): Promise<{ version: string; nodes: ClusterObject[] | null }> {
  const version = await cluster.version({ timeoutMs: TIMEOUT_MS });
  const nodes: ClusterObject[] = [];
  try {
    for await (const node of cluster.list({ apiVersion: 'v1', kind: 'Node' }, { timeoutMs: TIMEOUT_MS }))
      nodes.push(node);
  } catch (error) {
    if (error instanceof ClusterError && error.code === 'FORBIDDEN') return { version, nodes: null };
    throw error;
  }
  return { version, nodes };
}

type Looked = { version: string; nodes: ClusterObject[] | null } | { unreachable: string };

function observation(record: AdoptedRecord, looked: Looked): Observation {
  const { ref, name, owner, effectId, server, createdAt } = record;
  const unreachable = 'unreachable' in looked ? looked.unreachable : undefined;
  const machines = 'unreachable' in looked ? [] : machinesOf(looked.nodes ?? [], server);
  const ready = machines.filter(({ state }) => state === 'ready').length;
  const well = unreachable === undefined && ready === machines.length;
  const at = new Date(createdAt).toISOString();
  return {
    ref,
    name,
    owner,
    effectId,
    state: well ? 'ready' : 'degraded',
    version: 'unreachable' in looked ? '' : looked.version,
    machines,
    endpoint: server,
    price: { usdPerHour: '0', usdPerMonth: '0', tftPerMonth: '0', lines: [], source: OWN, validUntil: NEVER },
    createdAt: at,
    readyAt: at,
    conditions: [
      {
        type: 'ApiReachable',
        status: unreachable === undefined ? 'True' : 'False',
        reason: unreachable === undefined ? 'Answers' : 'DoesNotAnswer',
        message: unreachable ?? 'The Kubernetes API answers.',
      },
      {
        type: 'Ready',
        status: well ? 'True' : 'False',
        reason: well ? 'AllReady' : unreachable === undefined ? 'NodesMissing' : 'DoesNotAnswer',
        message: unreachable ?? `${ready} of ${machines.length} nodes are ready.`,
      },
    ],
  };
}

const OWN = 'A cluster of your own: nothing is charged for it here';
const NEVER = '9999-12-31T00:00:00.000Z';

function machinesOf(nodes: readonly ClusterObject[], server: string): MachineStatus[] {
  return nodes
    .toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .map((node) => {
      const labels = labelsAt(node, 'metadata', 'labels');
      const capacity = objectAt(node, 'status', 'capacity');
      const role =
        'node-role.kubernetes.io/control-plane' in labels || 'node-role.kubernetes.io/master' in labels
          ? 'controller'
          : 'worker';
      const region = labels['topology.kubernetes.io/region'] || new URL(server).hostname;
      const zone = labels['topology.kubernetes.io/zone'] || region;
      const ready = objectsAt(node, 'status', 'conditions').some(
        ({ type, status }) => type === 'Ready' && status === 'True',
      );
      const ip = textAt(
        objectsAt(node, 'status', 'addresses').find(({ type }) => type === 'InternalIP'),
        'address',
      );
      return {
        name: node.metadata.name,
        role,
        size: 'own',
        vcpu: Math.round(quantity(capacity['cpu'])),
        memoryGiB: Math.round(quantity(capacity['memory']) / GIB),
        diskGiB: Math.round(quantity(capacity['ephemeral-storage']) / GIB),
        node: node.metadata.name,
        farm: zone,
        country: region,
        city: zone,
        state: ready ? 'ready' : 'failed',
        ...(ip === undefined ? {} : { ip }),
      };
    });
}
