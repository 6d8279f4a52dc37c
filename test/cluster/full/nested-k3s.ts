import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request, type Server } from 'node:https';
import type { TLSSocket } from 'node:tls';

import type { ClusterAccess } from '../cluster-access.ts';

/**
 * What would answer inside the pods of a k3k cluster: at the service's own address the bootstrap of k3s, which hands out
 * the keys of its authorities, and behind it a real API, as administrator for everybody whom the authority vouches for.
 */
export async function startNestedK3s(address: string, api: ClusterAccess): Promise<{ stop(): void }> {
  const { certificate, key } = api.certifyServer([address]);
  const server: Server = createServer(
    { cert: certificate, key, ca: api.authority.certificate, requestCert: true, rejectUnauthorized: false },
    (question, answer) => {
      if (question.url === '/v1-k3s/server-bootstrap') answer.end(JSON.stringify(bootstrapOf(api)));
      else if (!(question.socket as TLSSocket).authorized) answer.writeHead(401).end();
      else forward(question, answer, api);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(443, address, resolve);
  });
  return {
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** One authority is all of those that k3s has. */
function bootstrapOf({ authority }: ClusterAccess): object {
  const content = (text: string): object => ({
    Timestamp: new Date().toISOString(),
    Content: Buffer.from(text).toString('base64'),
  });
  const certificates = ['serverCA', 'clientCA', 'etcdServerCA'];
  return Object.fromEntries(
    certificates.flatMap((name) => [
      [name, content(authority.certificate)],
      [`${name}Key`, content(authority.key)],
    ]),
  );
}

function forward(question: IncomingMessage, answer: ServerResponse, api: ClusterAccess): void {
  const inner = request(`${api.address}${question.url ?? '/'}`, {
    method: question.method ?? 'GET',
    headers: question.headers,
    ca: api.authority.certificate,
    cert: api.admin.certificate,
    key: api.admin.key,
  });
  inner.once('response', (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
  });
  inner.once('error', () => answer.destroy());
  question.pipe(inner);
}
