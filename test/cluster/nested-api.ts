import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { TLSSocket } from 'node:tls';

import { ClusterAccess } from './cluster-access.ts';

/** A node of a nested cluster. */
export interface NestedNode {
  name: string;
  role: 'server' | 'agent';
  ready: boolean;
}

/**
 * An emulator: plays the Kubernetes API of a k3s that would run inside of k3k's pods, with an authority of its own like the
 * real one. It knows its version, its nodes and the namespaces that are always there; no pod runs in it, and everything else is not found.
 */
export class NestedApi {
  readonly kubeconfig: string;
  version = '';
  nodes: readonly NestedNode[] = [];
  readonly #server: Server;

  private constructor(server: Server, access: ClusterAccess) {
    this.#server = server;
    this.kubeconfig = access.kubeconfig('admin');
  }

  /** At `host`, with a certificate for that and the other `names`. */
  static async start(host: string, port: number, names: readonly string[] = []): Promise<NestedApi> {
    const access = new ClusterAccess(port, [host, ...names]);
    const server = createServer({
      key: access.server.key,
      cert: access.server.certificate,
      ca: access.authority.certificate,
      requestCert: true,
      rejectUnauthorized: false,
    });
    const api = new NestedApi(server, access);
    server.on('request', (request, response) => {
      const known = (request.socket as TLSSocket).authorized;
      const { status, body } = known
        ? api.#answer(request.method ?? '', request.url ?? '')
        : failure(401, 'Unauthorized');
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    server.listen(port, host);
    await once(server, 'listening');
    server.unref();
    return api;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer(method: string, url: string): { status: number; body: object } {
    const { pathname } = new URL(url, 'https://nested');
    if (method === 'GET') {
      switch (pathname) {
        case '/version':
          return found({ major: '1', minor: this.version.split('.')[1], gitVersion: this.version });
        case '/api':
          return found({ kind: 'APIVersions', versions: ['v1'] });
        case '/apis':
          return found({ kind: 'APIGroupList', apiVersion: 'v1', groups: [] });
        case '/api/v1':
          return found({
            kind: 'APIResourceList',
            groupVersion: 'v1',
            resources: ['Node', 'Namespace', 'Pod'].map((kind) => ({
              name: `${kind.toLowerCase()}s`,
              kind,
              namespaced: kind === 'Pod',
              verbs: ['get', 'list', 'patch', 'delete'],
            })),
          });
        case '/api/v1/nodes':
          return found(
            list(
              'Node',
              this.nodes.map((node) => this.#node(node)),
            ),
          );
        case '/api/v1/namespaces':
          return found(list('Namespace', ['default', 'kube-system', 'kube-public', 'kube-node-lease'].map(named)));
        case '/api/v1/pods':
          return found(list('Pod', []));
        default:
      }
    }
    const [, name] = /^\/api\/v1\/nodes\/([^/]+)$/.exec(pathname) ?? [];
    const node = this.nodes.find((one) => one.name === name);
    if (!node) return failure(404, `the server could not find the requested resource ${pathname} not found`);
    if (method === 'DELETE') this.nodes = this.nodes.filter((one) => one !== node);
    return found({ apiVersion: 'v1', kind: 'Node', ...this.#node(node) });
  }

  #node({ name, role, ready }: NestedNode): object {
    return {
      metadata: {
        name,
        resourceVersion: '1',
        labels: role === 'server' ? { 'node-role.kubernetes.io/control-plane': 'true' } : {},
      },
      status: {
        conditions: [{ type: 'Ready', status: ready ? 'True' : 'Unknown' }],
        nodeInfo: { kubeletVersion: this.version },
      },
    };
  }
}

const named = (name: string): object => ({ metadata: { name, resourceVersion: '1' }, status: { phase: 'Active' } });

const list = (kind: string, items: readonly object[]): object => ({
  kind: `${kind}List`,
  apiVersion: 'v1',
  metadata: { resourceVersion: '1' },
  items,
});

const found = (body: object): { status: number; body: object } => ({ status: 200, body });

const failure = (code: number, message: string): { status: number; body: object } => ({
  status: code,
  body: {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    code,
    reason: code === 404 ? 'NotFound' : 'Unauthorized',
    message,
  },
});
