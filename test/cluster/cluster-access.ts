import { request } from 'node:https';

import {
  type Certified,
  newAuthority,
  newClientCertificate,
  newServerCertificate,
} from '#src/provisioning/engines/simulated/kubernetes/certificate.ts';

const DAY_MS = 86_400_000;

/** The certificates of one control plane: who everybody is. */
export class ClusterAccess {
  readonly authority: Certified & { name: string };
  readonly server: Certified;
  readonly admin: Certified;
  readonly address: string;
  readonly #from = new Date(Date.now() - DAY_MS);
  readonly #to = new Date(Date.now() + 30 * DAY_MS);

  /** `port` is where the API server listens, `addresses` where else it is reached: that of the service `kubernetes`, names. */
  constructor(port: number, addresses: readonly string[]) {
    const name = 'control-plane-ca';
    this.authority = { ...newAuthority(name, this.#from, this.#to), name };
    const service = [
      'kubernetes',
      'kubernetes.default',
      'kubernetes.default.svc',
      'kubernetes.default.svc.cluster.local',
    ];
    const hosts = ['localhost', '127.0.0.1', ...addresses, ...service];
    this.server = this.certifyServer(hosts);
    this.address = `https://127.0.0.1:${port}`;
    this.admin = this.certify('admin', ['system:masters']);
  }

  /** A certificate for a server at these addresses. */
  certifyServer(hosts: readonly string[]): Certified {
    return newServerCertificate(this.authority, hosts, this.#from, this.#to);
  }

  /** A certificate that makes its holder this user. */
  certify(name: string, groups: readonly string[]): Certified {
    return newClientCertificate(this.authority, { name, groups }, this.#from, this.#to);
  }

  /** A kubeconfig, as the JSON that every reader of kubeconfigs takes for the YAML it is. */
  kubeconfig(user: string, groups: readonly string[] = []): string {
    const { certificate, key } = user === 'admin' ? this.admin : this.certify(user, groups);
    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    return JSON.stringify(
      {
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [
          {
            name: 'control-plane',
            cluster: { server: this.address, 'certificate-authority-data': base64(this.authority.certificate) },
          },
        ],
        users: [
          { name: user, user: { 'client-certificate-data': base64(certificate), 'client-key-data': base64(key) } },
        ],
        contexts: [{ name: user, context: { cluster: 'control-plane', user, namespace: 'default' } }],
        'current-context': user,
      },
      null,
      2,
    );
  }

  /** One request as administrator; rejects when there is no answer. */
  ask(
    path: string,
    options: { method?: string; type?: string; body?: unknown } = {},
  ): Promise<{ status: number; body: string }> {
    const content = options.body === undefined ? undefined : JSON.stringify(options.body);
    return new Promise((resolve, reject) => {
      const question = request(
        `${this.address}${path}`,
        {
          method: options.method ?? 'GET',
          ca: this.authority.certificate,
          cert: this.admin.certificate,
          key: this.admin.key,
          agent: false,
          timeout: 10_000,
          headers:
            content === undefined
              ? {}
              : { 'content-type': options.type ?? 'application/json', 'content-length': Buffer.byteLength(content) },
        },
        (answer) => {
          let body = '';
          answer.setEncoding('utf8');
          answer.on('data', (part: string) => (body += part));
          answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body }));
          answer.once('error', reject);
        },
      );
      question.once('timeout', () => question.destroy(new Error(`No answer from ${path} in 10 s.`)));
      question.once('error', reject);
      question.end(content);
    });
  }
}
