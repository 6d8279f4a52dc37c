import type { Redis } from 'ioredis';

import type { Cluster } from '#src/cluster/index.ts';
import { connectCluster, labelsAt } from '#src/cluster/index.ts';

import { ActionFailure } from '../../action.ts';
import type { CapacityQuery, Engine, FarmCapacity, Observation, Plan, VdcSpec } from '../../engine.ts';
import { planHash } from '../../plan-hash.ts';
import { priceOf } from '../../pricing/index.ts';
import { sizeOf } from '../../sizes.ts';
import { checkSpec } from '../check-spec.ts';
import { allOf } from './all-of.ts';
import { deploy, nameTaken } from './deploy.ts';
import { destroy } from './destroy.ts';
import { endpointOf } from './endpoint.ts';
import type { Host } from './host.ts';
import { hostFailure } from './host.ts';
import { hostKubeconfig } from './host-kubeconfig.ts';
import { type HostNode, hostNodes, type Place, placeOf } from './host-node.ts';
import { hostPrices } from './host-prices.ts';
import { listNamespaces, readHostedVdc } from './hosted-vdc.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { namespaceOf, refOf } from './names.ts';
import { noRoom } from './no-room.ts';
import { notesOf } from './notes.ts';
import { observe } from './observe.ts';
import type { KubernetesOptions } from './options.ts';
import { fitting, place, placeMore } from './placement.ts';
import { type Probe, probe } from './probe.ts';
import { Removals } from './removals.ts';
import { scale, upgrade } from './reshape.ts';

export interface KubernetesSurroundings {
  redis: Redis;
  /** Begins all keys of the engine. */
  prefix: string;
  options: KubernetesOptions;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Milliseconds between two looks at the host. */
  pauseMs?: number;
}

/** How long what the probe found is believed, in milliseconds. */
const BELIEVED_MS = { fine: 60_000, broken: 3_000 };
/** Seconds that a VDC takes on a host that has the images. */
const SECONDS = { one: 75, three: 180, worker: 30 };

/** VDCs as k3s clusters in namespaces of a host cluster, run by k3k. The host is the engine's memory. */
export function kubernetesEngine(surroundings: KubernetesSurroundings): Engine {
  const { redis, prefix, options, now = Date.now, pauseMs = 1_000 } = surroundings;
  const tariff = hostPrices(options);
  let connection: Promise<Cluster> | undefined;
  let probed: { result: Promise<Probe>; until: number } | undefined;

  const cluster = async (): Promise<Cluster> => {
    connection ??= hostKubeconfig(options).then((kubeconfig) => connectCluster(kubeconfig, { trusted: true }));
    try {
      return await connection;
    } catch (error) {
      // The file may be there the next time.
      connection = undefined;
      throw error;
    }
  };
  const probeHost = async (): Promise<Probe> => {
    // What is wrong may soon be put right; what is right stays so for a while.
    if (!probed || now() >= probed.until) {
      const result = cluster().then(
        (host) => probe(host, options),
        (error: unknown): Probe => ({ problems: [sentenceOf(error)], sizedBy: 'limits', bindAs: null }),
      );
      const fresh = { result, until: now() + BELIEVED_MS.fine };
      probed = fresh;
      if ((await result).problems.length > 0) fresh.until = now() + BELIEVED_MS.broken;
    }
    return await probed.result;
  };
  const usable = async (): Promise<void> => {
    const [problem] = (await probeHost()).problems;
    if (problem !== undefined) throw new ActionFailure('UNSUPPORTED', problem);
  };
  const places = new Map<string, Place>();
  const placesOf = async (names: readonly string[]): Promise<ReadonlyMap<string, Place>> => {
    if (names.some((name) => !places.has(name))) {
      places.clear();
      for (const node of await allOf(await cluster(), { apiVersion: 'v1', kind: 'Node' }))
        places.set(node.metadata.name, placeOf(labelsAt(node, 'metadata', 'labels')));
    }
    return places;
  };
  const host: Host = {
    cluster,
    placesOf,
    options,
    removals: new Removals(redis, prefix),
    sizedBy: async () => (await probeHost()).sizedBy,
    bindAs: async () => (await probeHost()).bindAs,
    connect: (kubeconfig) => connectCluster(kubeconfig),
    now,
    pauseMs,
  };
  const nodes = async (): Promise<HostNode[]> => {
    const api = await cluster();
    const [all, pods] = await Promise.all([
      allOf(api, { apiVersion: 'v1', kind: 'Node' }),
      allOf(api, { apiVersion: 'v1', kind: 'Pod', fields: 'status.phase!=Succeeded,status.phase!=Failed' }),
    ]);
    return hostNodes(all, pods);
  };
  const planOf = (spec: VdcSpec, machines: Plan['machines'], from?: Plan['from']): Plan => {
    const seconds = (spec.controllers === 3 ? SECONDS.three : SECONDS.one) + (spec.workers > 0 ? SECONDS.worker : 0);
    const plan = {
      engine: 'kubernetes',
      spec,
      machines,
      price: priceOf(machines, 0, tariff, now()),
      estimatedSeconds: seconds,
      notes: notesOf(spec, options),
      ...(from ? { from } : {}),
    };
    return { hash: planHash(plan), ...plan };
  };

  return {
    name: 'kubernetes',
    tariff,
    // A host that is not there yet, or not fit, keeps nobody from talking to the wizard: `problems` says what is missing.
    start: () => Promise.resolve(),
    stop: async () => (await connection?.catch(() => undefined))?.close(),
    problems: async () => (await probeHost()).problems,
    versions: () => Promise.resolve([...options.versions]),

    async capacity(query: CapacityQuery): Promise<FarmCapacity[]> {
      const size = sizeOf(query.size ?? 'small');
      if (query.certifiedOnly || (query.publicIp && options.expose !== 'loadBalancer')) return [];
      const all = await nodes();
      if (query.country !== undefined) checkPlace(all, query.country, undefined);
      const wanted = all.filter(({ region }) => query.country === undefined || region === query.country);
      return [...Map.groupBy(wanted, ({ zone }) => zone)]
        .map(([zone, members]): FarmCapacity => {
          const sum = (amount: (node: HostNode) => number) => members.reduce((total, node) => total + amount(node), 0);
          return {
            id: zone,
            name: zone,
            country: members[0]?.region ?? zone,
            city: zone,
            latitude: 0,
            longitude: 0,
            certified: false,
            nodes: members.length,
            freeVcpu: sum(({ vcpu }) => vcpu),
            freeMemoryGiB: sum(({ memoryGiB }) => memoryGiB),
            freeDiskGiB: sum(({ diskGiB }) => diskGiB),
            freePublicIps: options.expose === 'loadBalancer' ? members.length : 0,
            fits: sum((node) => fitting(node, size)),
            green: false,
          };
        })
        .sort((a, b) => b.fits - a.fits || (a.id < b.id ? -1 : 1));
    },

    async plan(spec: VdcSpec): Promise<Plan> {
      checkSpec(spec, options.versions);
      if (spec.placement.certifiedOnly) throw new ActionFailure('UNSUPPORTED', NO_CERTIFICATES);
      if (spec.publicIp && options.expose !== 'loadBalancer') throw new ActionFailure('UNSUPPORTED', NO_PUBLIC_IP);
      await usable();
      const all = await nodes();
      checkPlace(all, spec.placement.country, spec.placement.farm);
      const api = await cluster();
      const name = namespaceOf(spec.owner, spec.name);
      if (await api.get({ apiVersion: 'v1', kind: 'Namespace', name })) throw nameTaken(spec.name);
      const machines = place(all, spec);
      if (!machines) throw noRoom(all, spec);
      return planOf(spec, machines);
    },

    async apply(plan, context) {
      try {
        return observe(await deploy(host, plan, context), options);
      } catch (error) {
        throw hostFailure(error, context.signal);
      }
    },

    async observe(ref: string): Promise<Observation | null> {
      const vdc = await readHostedVdc(host, ref);
      return vdc && observe(vdc, options);
    },

    async find(effectId: string): Promise<Observation | null> {
      const api = await cluster();
      const [found] = await listNamespaces(api, effectId);
      if (!found) return null;
      const vdc = await readHostedVdc(host, refOf(found.namespace.metadata.name, effectId));
      return vdc && observe(vdc, options);
    },

    async destroy(ref, context) {
      try {
        await destroy(host, ref, context);
      } catch (error) {
        throw hostFailure(error, context.signal);
      }
    },

    async listOrphans(known: ReadonlySet<string>): Promise<Observation[]> {
      const api = await cluster();
      const refs = (await listNamespaces(api))
        .map(({ namespace, record }) => refOf(namespace.metadata.name, record.effectId))
        .filter((ref) => !known.has(ref));
      const vdcs = await Promise.all(refs.map((ref) => readHostedVdc(host, ref)));
      return vdcs.filter((vdc) => vdc !== null).map((vdc) => observe(vdc, options));
    },

    async kubeconfig(ref: string): Promise<string> {
      const api = await cluster();
      const vdc = await readHostedVdc(host, ref);
      if (!vdc) throw new ActionFailure('NOT_FOUND', `There is no VDC "${ref}" on the host.`);
      const endpoint = endpointOf(vdc, options);
      const kubeconfig = endpoint === undefined ? null : await readKubeconfig(api, vdc, endpoint);
      if (kubeconfig !== null) return kubeconfig;
      throw new ActionFailure('NOT_READY', 'The key to this VDC is not there yet. Try again in a minute.', {
        retryable: true,
      });
    },

    async planScale(ref, to): Promise<Plan> {
      await usable();
      const vdc = await readHostedVdc(host, ref);
      if (!vdc) throw new ActionFailure('NOT_FOUND', `There is no VDC "${ref}" on the host.`);
      const { spec, machines: before } = vdc.record.plan;
      const wanted: VdcSpec = {
        ...spec,
        controllers: to.controllers ?? spec.controllers,
        workers: to.workers ?? spec.workers,
      };
      checkSpec(wanted, [...options.versions, ...(spec.version === undefined ? [] : [spec.version])]);
      if (wanted.controllers < spec.controllers) {
        throw new ActionFailure(
          'UNSUPPORTED',
          'Three controllers cannot become one again without losing what they agreed on.',
        );
      }
      const all = await nodes();
      const machines = placeMore(all, wanted, before);
      if (!machines) throw noRoom(all, wanted);
      return planOf(wanted, machines, { controllers: spec.controllers, workers: spec.workers });
    },

    async scale(ref, plan, context) {
      try {
        return observe(await scale(host, ref, plan, context), options);
      } catch (error) {
        throw hostFailure(error, context.signal);
      }
    },

    async upgrade(ref, version, context) {
      try {
        return observe(await upgrade(host, ref, version, context), options);
      } catch (error) {
        throw hostFailure(error, context.signal);
      }
    },
  };
}

const NO_CERTIFICATES = 'A Kubernetes host has no certified farms: leave that wish out.';
const NO_PUBLIC_IP =
  'This host gives no public IP addresses: leave that wish out, or ask your operator for load balancers.';

/** A place that a person names is one that the nodes' labels name. */
function checkPlace(nodes: readonly HostNode[], country: string | undefined, farm: string | undefined): void {
  const known = (of: (node: HostNode) => string) => [...new Set(nodes.map(of))].sort().join(', ');
  if (country !== undefined && !nodes.some(({ region }) => region === country)) {
    const list = known(({ region }) => region);
    throw new ActionFailure('INVALID_SPEC', `The host has no nodes in "${country}". It has some in: ${list}.`);
  }
  if (farm !== undefined && !nodes.some(({ zone }) => zone === farm)) {
    const list = known(({ zone }) => zone);
    throw new ActionFailure('INVALID_SPEC', `The host has no nodes at "${farm}". It has some at: ${list}.`);
  }
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
