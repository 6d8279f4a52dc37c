import { X509Certificate } from 'node:crypto';

import { type Cluster, type ClusterObject, objectsAt, textAt } from '#src/cluster/index.ts';

import { CERT_MANAGER } from './gateway.ts';
import { issuerOf } from './ingress.ts';

/** How the certificate of an Ingress is. */
export interface CertificateState {
  state: 'default' | 'waiting' | 'valid' | 'expiring' | 'expired';
  /** A sentence. */
  text: string;
  /** ISO 8601. */
  expiresAt?: string;
}

const DAY_MS = 86_400_000;
/** Makers of certificates renew a month before: less than this means that it does not work. */
const SOON_DAYS = 14;

/** Looks at the certificate itself, and where there is none yet, at what its maker waits for. */
export async function certificateOf(
  cluster: Cluster,
  ingress: ClusterObject,
  now: number,
  options: { signal?: AbortSignal } = {},
): Promise<CertificateState> {
  const { namespace = 'default' } = ingress.metadata;
  const secret = objectsAt(ingress, 'spec', 'tls')
    .map((one) => textAt(one, 'secretName'))
    .find((one) => one !== undefined);
  if (secret === undefined) {
    return { state: 'default', text: 'It shows the default certificate of the ingress controller: browsers warn.' };
  }
  const kept = await cluster.get({ apiVersion: 'v1', kind: 'Secret', namespace, name: secret }, options);
  const read = readCertificate(textAt(kept, 'data', 'tls.crt'));
  if (read) return stateOf(read, now);
  const reason = issuerOf(ingress) === undefined ? undefined : await whyWaiting(cluster, namespace, secret, options);
  return {
    state: 'waiting',
    text: `The certificate is not there yet${reason === undefined ? '.' : `: ${reason.replace(/\.?$/, '.')}`}`,
  };
}

/** The latest words of cert-manager on a certificate: of its challenge, its order or itself. */
async function whyWaiting(
  cluster: Cluster,
  namespace: string,
  secret: string,
  options: { signal?: AbortSignal },
): Promise<string | undefined> {
  const challenge = { apiVersion: 'acme.cert-manager.io/v1', kind: 'Challenge', namespace };
  if ((await cluster.kind(challenge, options)) !== null) {
    for await (const one of cluster.list(challenge, options)) {
      const reason = textAt(one, 'status', 'reason');
      if (one.metadata.name.startsWith(`${secret}-`) && reason !== undefined && reason !== '') return reason;
    }
  }
  const kind = { apiVersion: CERT_MANAGER, kind: 'Certificate' };
  if ((await cluster.kind(kind, options)) === null) return 'cert-manager is not installed';
  const certificate = await cluster.get({ ...kind, namespace, name: secret }, options);
  const conditions = objectsAt(certificate, 'status', 'conditions');
  const notReady = conditions.find(({ type, status }) => type === 'Ready' && status !== 'True');
  return textAt(notReady, 'message');
}

function stateOf({ expiresAt, issuer }: { expiresAt: number; issuer: string }, now: number): CertificateState {
  const days = Math.floor((expiresAt - now) / DAY_MS);
  const at = new Date(expiresAt).toISOString();
  const day = at.slice(0, 10);
  if (days < 0)
    return { state: 'expired', text: `The certificate expired on ${day}: browsers refuse it.`, expiresAt: at };
  if (days < SOON_DAYS) {
    return { state: 'expiring', text: `The certificate expires on ${day} and has not been renewed.`, expiresAt: at };
  }
  return { state: 'valid', text: `Its certificate, by ${issuer}, is valid until ${day}.`, expiresAt: at };
}

function readCertificate(encoded: string | undefined): { expiresAt: number; issuer: string } | undefined {
  if (encoded === undefined || encoded === '') return undefined;
  try {
    const { validTo, issuer } = new X509Certificate(Buffer.from(encoded, 'base64'));
    const fields = new Map(
      issuer.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    return { expiresAt: Date.parse(validTo), issuer: fields.get('O') ?? fields.get('CN') ?? 'an unknown issuer' };
  } catch {
    return undefined;
  }
}
