import type { Server } from 'node:https';
import { createServer, get } from 'node:https';
import type { Redis } from 'ioredis';

import type { VdcRecord } from '../vdc-record.ts';
import { Clusters } from './clusters.ts';
import { requestHandler } from './handlers/request-handler.ts';
import type { Identity } from './identity.ts';
import { gridIdentity } from './identity.ts';
import { KeptObjects } from './kept-objects.ts';
import { kubeconfigOf } from './kubeconfig.ts';

/** The Kubernetes APIs of all simulated VDCs, on one loopback address: `https://<host>:<port>/vdcs/<ref>`. */
export interface KubernetesListener {
  start(): Promise<void>;
  stop(): Promise<void>;
  endpoint(ref: string): string;
  kubeconfig(ref: string, name: string): string;
  /** Ready nodes, as the VDC's own API says over the wire. Rejects while it does not answer. */
  readyNodes(ref: string, signal: AbortSignal): Promise<number>;
  /** Removes what people wrote in a VDC that is gone. */
  forget(ref: string): Promise<void>;
}

export interface ListenerOptions {
  redis: Redis;
  /** Begins the keys of identity and port. */
  prefix: string;
  host: string;
  /** 0: choose one at the first start and keep it. */
  port: number;
  read(ref: string): Promise<VdcRecord | null>;
  now(): number;
  /** Decides what is left to chance. */
  seed: string;
  /** How much faster than usual everything goes. */
  speed: number;
}

/** How soon a process takes over the address of a sibling that ended. */
const STANDBY_MS = 1_000;
const MAX_CONNECTIONS = 1_000;

/** Listens for the whole grid. Where a sibling process already does, it stands by and takes over when that one ends. */
export function kubernetesListener(options: ListenerOptions): KubernetesListener {
  const { redis, host } = options;
  const portKey = `${options.prefix}port`;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  let running: { identity: Identity; port: number } | undefined;
  let server: Server | undefined;
  let standby: NodeJS.Timeout | undefined;

  const started = () => {
    if (!running) throw new Error('The Kubernetes API of the simulated grid is not started: call start() first.');
    return running;
  };
  const address = () => `${shownHost}:${started().port}`;
  const keptObjects = new KeptObjects(redis, options.prefix);
  const { read, now, seed, speed } = options;
  const authority = () => started().identity.authority.certificate;
  const clusters = new Clusters({ read, now, keptObjects, authority, seed, speed });

  /** The port it listens on, or undefined when that one is taken. */
  async function listen(identity: Identity, port: number): Promise<number | undefined> {
    const candidate = createServer(
      { key: identity.server.key, cert: identity.server.certificate, minVersion: 'TLSv1.2' },
      requestHandler({ identity, clusters, address, now: options.now }),
    );
    candidate.maxConnections = MAX_CONNECTIONS;
    const bound = await new Promise<boolean>((resolve, reject) => {
      candidate.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
      );
      candidate.listen(port, host, () => resolve(true));
    });
    if (!bound) return undefined;
    server = candidate;
    const bind = candidate.address();
    return typeof bind === 'object' && bind !== null ? bind.port : port;
  }

  async function close(): Promise<void> {
    const closing = server;
    server = undefined;
    if (!closing) return;
    const closed = new Promise<void>((resolve) => closing.close(() => resolve()));
    closing.closeAllConnections();
    await closed;
  }

  function standBy(identity: Identity, port: number): void {
    standby = setTimeout(() => {
      listen(identity, port)
        .then((bound) => (bound === undefined ? standBy(identity, port) : undefined))
        .catch(() => standBy(identity, port));
    }, STANDBY_MS).unref();
  }

  return {
    async start() {
      const identity = await gridIdentity(redis, `${options.prefix}identity`, options.now());
      for (;;) {
        const wanted = options.port || Number((await redis.get(portKey)) ?? 0);
        const port = await listen(identity, wanted);
        if (port !== undefined) {
          running = { identity, port };
          if (wanted !== 0 || (await redis.set(portKey, port, 'NX')) === 'OK') return;
          // Another process chose at the same moment, and was faster.
          await close();
        } else if (await siblingAnswers(identity, shownHost, wanted)) {
          running = { identity, port: wanted };
          standBy(identity, wanted);
          return;
        } else if (options.port !== 0) {
          throw new Error(
            `Port ${wanted} on ${host} is taken by another program: give the simulated engine another apiPort, or 0.`,
          );
        } else {
          // Another program has our port: kubeconfigs that were handed out name it, but there is no way to get it back.
          await redis.del(portKey);
        }
      }
    },
    async stop() {
      clearTimeout(standby);
      await close();
      await clusters.close();
    },
    endpoint: (ref) => `https://${address()}/vdcs/${ref}`,
    kubeconfig(ref, name) {
      const { identity } = started();
      const endpoint = `https://${address()}/vdcs/${ref}`;
      return kubeconfigOf({
        ref,
        name,
        endpoint,
        certificate: identity.authority.certificate,
        token: identity.tokenOf(ref),
      });
    },
    forget: (ref) => clusters.forget(ref),
    async readyNodes(ref, signal) {
      const { identity } = started();
      const url = `https://${address()}/vdcs/${ref}/api/v1/nodes`;
      const headers = {
        authorization: `Bearer ${identity.tokenOf(ref)}`,
        accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
      };
      const table = JSON.parse(await fetchText(url, identity, headers, signal)) as { rows: { cells: string[] }[] };
      return table.rows.filter(({ cells }) => cells[1] === 'Ready').length;
    },
  };
}

/** Whether whoever listens there proves to be of this grid. */
async function siblingAnswers(identity: Identity, host: string, port: number): Promise<boolean> {
  try {
    return (await fetchText(`https://${host}:${port}/livez`, identity, {}, AbortSignal.timeout(2_000))) === 'ok';
  } catch {
    return false;
  }
}

function fetchText(
  url: string,
  identity: Identity,
  headers: { [name: string]: string },
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { ca: identity.authority.certificate, headers, signal, agent: false, timeout: 5_000 };
    const request = get(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`The Kubernetes API answered ${response.statusCode}`));
      });
    });
    request.on('error', reject);
    request.on('timeout', () => request.destroy(new Error('The Kubernetes API does not answer')));
  });
}
