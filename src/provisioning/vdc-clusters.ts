import type { Cluster } from '#src/cluster/index.ts';
import { connectCluster } from '#src/cluster/index.ts';

import type { Caller } from '#src/conversation/ports.ts';
import type { Engine } from './engine.ts';
import { notReachable } from './kubeconfig.ts';
import type { Services } from './services.ts';
import type { VdcRecord } from './vdc-records.ts';
import { engineOf, observed, vdcOf } from './vdc-view.ts';

/** A VDC with the Kubernetes API inside it. */
export interface OpenVdc {
  record: VdcRecord;
  engine: Engine;
  cluster: Cluster;
}

/** Connections that are kept; beyond it the one unused for longest is closed. */
const KEPT = 50;

/** Connections to the Kubernetes APIs of VDCs, one per kubeconfig. */
export class VdcClusters {
  /** By kubeconfig, in the order of use. */
  readonly #open = new Map<string, Promise<Cluster>>();

  /** The cluster of a VDC, by the engine's handle. */
  async of(engine: Engine, ref: string): Promise<Cluster> {
    const kubeconfig = await engine.kubeconfig(ref);
    const cluster = this.#open.get(kubeconfig) ?? connectCluster(kubeconfig);
    this.#open.delete(kubeconfig);
    this.#open.set(kubeconfig, cluster);
    cluster.catch(() => this.#open.delete(kubeconfig));
    for (const [key, oldest] of this.#open) {
      if (this.#open.size <= KEPT) break;
      this.#open.delete(key);
      void oldest.then((idle) => idle.close()).catch(() => undefined);
    }
    return await cluster;
  }

  async close(): Promise<void> {
    const clusters = await Promise.allSettled(this.#open.values());
    this.#open.clear();
    for (const cluster of clusters) if (cluster.status === 'fulfilled') cluster.value.close();
  }
}

/** The owner's VDC by id or name, and the way into it. `NOT_READY` while its API is not there. */
export async function openVdc(services: Services, caller: Caller, idOrName: string): Promise<OpenVdc> {
  const record = await vdcOf(services, caller.owner, idOrName);
  const observation = await observed(services, record);
  if (observation?.endpoint === undefined) throw notReachable(record.name);
  const engine = engineOf(services, record.engine);
  return { record, engine, cluster: await services.clusters.of(engine, observation.ref) };
}
