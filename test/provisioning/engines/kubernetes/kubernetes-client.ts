import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';

import { parse } from 'yaml';

import type { Json, JsonObject } from '#src/protocol/index.ts';

/** A client that asks as kubectl does, and shows what it was answered, to the byte. */
export interface KubernetesClient {
  token: string;
  /** The response as it begins. */
  open(path: string, options?: AskOptions): Promise<IncomingMessage>;
  ask(path: string, options?: AskOptions): Promise<Answer>;
}

export interface AskOptions {
  method?: string;
  accept?: string;
  /** Sent as JSON, unless it is a text. */
  body?: Json;
  /** Of the body; JSON unless given. */
  type?: string;
  headers?: { [name: string]: string };
  /** Null: none. Unless given, that of the kubeconfig. */
  token?: string | null;
  /** Instead of the path in the kubeconfig. */
  base?: string;
  /** When the client leaves. */
  signal?: AbortSignal;
}

export interface Answer {
  code: number;
  type: string;
  text: string;
  body: Body;
}

/** What the answers hold, as far as these tests read them. */
export interface Body {
  kind?: string;
  reason?: string;
  groupVersion?: string;
  paths?: string[];
  groups?: { name: string }[];
  preferredVersion?: JsonObject;
  resources?: { name?: string; resource?: string }[];
  metadata?: {
    name?: string;
    uid?: string;
    generation?: number;
    deletionTimestamp?: string;
    labels?: JsonObject;
    managedFields?: { manager: string }[];
    resourceVersion?: string;
    continue?: string;
    remainingItemCount?: number;
    annotations?: JsonObject;
  };
  message?: string;
  details?: { causes?: { field: string; message: string; reason: string }[] };
  data?: JsonObject;
  spec?: JsonObject & { nodeName?: string };
  status?: JsonObject & { nodeInfo?: JsonObject; capacity?: JsonObject; addresses?: JsonObject[] };
  items?: (Body & {
    metadata: { name: string; labels?: JsonObject; ownerReferences?: { uid?: string }[] };
    versions?: Body[];
  })[];
  columnDefinitions?: { name: string; priority: number }[];
  rows?: { cells: Json[]; object?: JsonObject }[];
}

export interface WatchEvent {
  type: string;
  object: Body & { metadata: { name?: string } };
}

interface Kubeconfig {
  clusters: [{ cluster: { server: string; 'certificate-authority-data': string } }];
  users: [{ user: { token: string } }];
}

export function kubernetesClient(kubeconfig: string): KubernetesClient {
  const { clusters, users } = parse(kubeconfig) as Kubeconfig;
  const server = new URL(clusters[0].cluster.server);
  const ca = Buffer.from(clusters[0].cluster['certificate-authority-data'], 'base64');
  const { token } = users[0].user;
  const open: KubernetesClient['open'] = (path, options = {}) => {
    const bearer = options.token === undefined ? token : options.token;
    const text =
      options.body === undefined || typeof options.body === 'string' ? options.body : JSON.stringify(options.body);
    const headers = {
      ...(text === undefined ? {} : { 'content-type': options.type ?? 'application/json' }),
      'user-agent': 'tests/1',
      ...options.headers,
      ...(options.accept === undefined ? {} : { accept: options.accept }),
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
    };
    const url = new URL(`${options.base ?? server.pathname}${path}`, server);
    return new Promise((resolve, reject) => {
      request(url, { ca, agent: false, method: options.method ?? 'GET', headers, signal: options.signal }, resolve)
        .on('error', reject)
        .end(text);
    });
  };
  return {
    token,
    open,
    ask: async (path, options) => {
      const response = await open(path, options);
      const text = await textOf(response);
      const type = response.headers['content-type'] ?? '';
      return { code: response.statusCode ?? 0, type, text, body: bodyOf(type, text) };
    },
  };
}

/** The headers of a real kubectl. */
export const asTable =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json';
export const asDiscovery =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,' +
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

/** The body, unless it is a stream of several or plain text. */
function bodyOf(type: string, text: string): Body {
  return type.startsWith('application/json') && /^\{.*\}\n?$/.test(text) ? (JSON.parse(text) as Body) : {};
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
