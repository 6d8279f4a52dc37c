import { Buffer } from 'node:buffer';
import { X509Certificate } from 'node:crypto';

import { type ClusterObject, type ObjectReference, referenceTo } from '../../cluster-object.ts';
import { objectsAt, textAt, textsAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { conditionEvidence, conditionOf, conditionsOf, said } from '../conditions.ts';
import { eventEvidence, fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { messageOfEvent, type Snapshot } from '../snapshot.ts';

const DAY_MS = 86_400_000;
/** Whoever renews by itself does so before; three weeks leave time for a person. */
const SOON_MS = 21 * DAY_MS;
const ISSUING_MS = 600_000;
const WAITING_MS = 600_000;

/** Certificates that have ended or will soon, are for other names, or are not issued. */
export const certificate: Analyzer = function* certificate(snapshot): Generator<FindingDraft> {
  yield* issued(snapshot);
  yield* inSecrets(snapshot);
  yield* ofWebhooks(snapshot);
  yield* asked(snapshot);
  yield* ofNodes(snapshot);
};

interface Use {
  by: ObjectReference;
  hosts: string[];
}

function* inSecrets(snapshot: Snapshot): Generator<FindingDraft> {
  const uses = usesOf(snapshot);
  for (const secret of snapshot.all('Secret')) {
    if (textAt(secret, 'type') !== 'kubernetes.io/tls') continue;
    const read = certificateIn(textAt(secret, 'data', 'tls.crt') ?? '');
    const { name, namespace = '' } = secret.metadata;
    const users = uses.get(`${namespace}/${name}`) ?? [];
    const base = {
      object: referenceTo(secret),
      breaks: users.map(({ by }) => by),
      because: makersOf(snapshot, secret),
    };
    if (!read) {
      if (users.length === 0) continue;
      yield {
        ...base,
        cause: 'unreadable',
        severity: 'error',
        certainty: 'certain',
        summary: `The Secret "${name}" holds no certificate that can be read, and ${named(users)} shows it to visitors.`,
        facts: { secret: name },
        evidence: [fieldEvidence(secret, 'data[tls.crt]', 'not a certificate')],
      };
      continue;
    }
    yield* ending(snapshot, secret, read, users, base);
    const missing = users.flatMap(({ hosts }) => hosts).filter((host) => !covers(read, host));
    if (missing.length === 0 || Date.parse(read.validTo) < snapshot.now) continue;
    yield {
      ...base,
      cause: 'other-name',
      severity: 'warning',
      certainty: 'likely',
      summary: `The certificate in the Secret "${name}" is not for ${missing.join(', ')}: visitors are warned or turned away.`,
      facts: { secret: name, hosts: missing },
      evidence: [fieldEvidence(secret, 'data[tls.crt] subjectAltName', read.subjectAltName ?? read.subject)],
    };
  }
}

function* ending(
  snapshot: Snapshot,
  secret: ClusterObject,
  read: X509Certificate,
  users: Use[],
  base: Pick<FindingDraft, 'object' | 'breaks' | 'because'>,
): Generator<FindingDraft> {
  const left = Date.parse(read.validTo) - snapshot.now;
  const notYet = Date.parse(read.validFrom) > snapshot.now;
  if (left > SOON_MS && !notYet) return;
  const { name } = secret.metadata;
  const until = new Date(read.validTo).toISOString();
  const over = left <= 0;
  const used = users.length > 0;
  yield {
    ...base,
    cause: notYet ? 'not-yet' : over ? 'expired' : 'expires-soon',
    // What nobody shows to anybody harms nobody.
    severity: used ? (over || notYet ? 'error' : 'warning') : 'advice',
    certainty: 'certain',
    summary: notYet
      ? `The certificate in the Secret "${name}" is not valid before ${day(read.validFrom)}.`
      : `The certificate in the Secret "${name}" ${over ? `ended on ${day(until)}` : `ends on ${day(until)}, in ${days(left)}`}${
          used ? `; ${named(users)} uses it` : ''
        }.`,
    facts: { secret: name, until, daysLeft: Math.floor(left / DAY_MS) },
    evidence: [fieldEvidence(secret, 'data[tls.crt] notAfter', until)],
    ...(over ? { since: until } : {}),
  };
}

/** Who shows the certificate of which Secret, and for what names. */
function usesOf(snapshot: Snapshot): Map<string, Use[]> {
  const uses = new Map<string, Use[]>();
  const add = (namespace: string, name: string | undefined, use: Use) => {
    if (name !== undefined && name !== '')
      uses.set(`${namespace}/${name}`, [...(uses.get(`${namespace}/${name}`) ?? []), use]);
  };
  for (const ingress of snapshot.all('Ingress')) {
    for (const tls of objectsAt(ingress, 'spec', 'tls'))
      add(ingress.metadata.namespace ?? '', textAt(tls, 'secretName'), {
        by: referenceTo(ingress),
        hosts: textsAt(tls, 'hosts'),
      });
  }
  for (const gateway of snapshot.all('Gateway')) {
    for (const listener of objectsAt(gateway, 'spec', 'listeners')) {
      const host = textAt(listener, 'hostname');
      for (const reference of objectsAt(listener, 'tls', 'certificateRefs'))
        add(textAt(reference, 'namespace') ?? gateway.metadata.namespace ?? '', textAt(reference, 'name'), {
          by: referenceTo(gateway),
          hosts: host === undefined || host.startsWith('*') ? [] : [host],
        });
    }
  }
  return uses;
}

/** The cert-manager Certificate whose Secret this is: what is wrong with it explains the rest. */
function makersOf(snapshot: Snapshot, { metadata }: ClusterObject): ObjectReference[] {
  return snapshot
    .in('Certificate', metadata.namespace)
    .filter((one) => textAt(one, 'spec', 'secretName') === metadata.name)
    .map(referenceTo);
}

function* issued(snapshot: Snapshot): Generator<FindingDraft> {
  for (const wanted of snapshot.all('Certificate')) {
    const ready = conditionOf(wanted, 'Ready');
    if (ready?.status !== 'False' || snapshot.age(ready.since ?? wanted.metadata.creationTimestamp) < ISSUING_MS)
      continue;
    const why =
      conditionsOf(wanted).find(
        ({ type, status, message }) => type === 'Issuing' && status === 'False' && message !== '',
      ) ?? ready;
    yield {
      object: referenceTo(wanted),
      cause: 'not-issued',
      severity: 'error',
      certainty: 'certain',
      summary: `The certificate "${wanted.metadata.name}" is not issued: ${said(why.message || why.reason)}.`,
      facts: { secret: textAt(wanted, 'spec', 'secretName') ?? '', hosts: textsAt(wanted, 'spec', 'dnsNames') },
      evidence: [conditionEvidence(wanted, ready), ...(why === ready ? [] : [conditionEvidence(wanted, why)])],
      ...(ready.since === undefined ? {} : { since: ready.since }),
    };
  }
}

function* ofWebhooks(snapshot: Snapshot): Generator<FindingDraft> {
  const configurations = [
    ...snapshot.all('ValidatingWebhookConfiguration'),
    ...snapshot.all('MutatingWebhookConfiguration'),
  ];
  for (const configuration of configurations) {
    for (const hook of objectsAt(configuration, 'webhooks')) {
      const bundle = textAt(hook, 'clientConfig', 'caBundle') ?? '';
      const read = bundle === '' ? undefined : certificateIn(bundle);
      if (!read || Date.parse(read.validTo) > snapshot.now) continue;
      const name = textAt(hook, 'name') ?? '';
      const stops = (textAt(hook, 'failurePolicy') ?? 'Fail') === 'Fail';
      const until = new Date(read.validTo).toISOString();
      yield {
        object: referenceTo(configuration),
        cause: 'webhook-expired',
        severity: stops ? 'critical' : 'warning',
        certainty: 'likely',
        summary: `The authority that the admission webhook "${name}" is trusted by ended on ${day(until)}${
          stops ? ': what it is asked about is refused' : ''
        }.`,
        facts: { hook: name, until },
        evidence: [fieldEvidence(configuration, `webhooks[${name}].clientConfig.caBundle notAfter`, until)],
        since: until,
      };
      break;
    }
  }
}

/** Requests for certificates that nobody answers: kubelets then can show no logs, and new nodes cannot join. */
function* asked(snapshot: Snapshot): Generator<FindingDraft> {
  for (const request of snapshot.all('CertificateSigningRequest')) {
    const refused = conditionsOf(request).find(({ type }) => type === 'Denied' || type === 'Failed');
    const signer = textAt(request, 'spec', 'signerName') ?? '';
    const approved = conditionsOf(request).some(({ type }) => type === 'Approved');
    const kubelet = /kubelet/.test(signer);
    const waits = !approved && !refused && snapshot.age(request.metadata.creationTimestamp) > WAITING_MS;
    if (!kubelet || (!waits && !refused)) continue;
    const who = textAt(request, 'spec', 'username')?.replace('system:node:', '') ?? '';
    const node = snapshot.find('Node', undefined, who);
    yield {
      object: referenceTo(request),
      cause: refused ? 'request-refused' : 'request-waits',
      severity: 'warning',
      certainty: 'certain',
      summary: refused
        ? `The certificate that the node "${who}" asked for was refused${refused.message === '' ? '' : `: ${said(refused.message)}`}.`
        : `The node "${who}" waits for its certificate to be approved.`,
      facts: { node: who, signer },
      evidence: [refused ? conditionEvidence(request, refused) : fieldEvidence(request, 'spec.signerName', signer)],
      ...(request.metadata.creationTimestamp === undefined ? {} : { since: request.metadata.creationTimestamp }),
      ...(node ? { breaks: [referenceTo(node)] } : {}),
    };
  }
}

/** k3s warns of its own certificates by an event, three to four months before. */
function* ofNodes(snapshot: Snapshot): Generator<FindingDraft> {
  for (const node of snapshot.all('Node')) {
    const event = snapshot.eventsOf(node).find((one) => textAt(one, 'reason') === 'CertificateExpirationWarning');
    if (!event) continue;
    yield {
      object: referenceTo(node),
      cause: 'node-expires',
      severity: 'warning',
      certainty: 'certain',
      summary: `Certificates of the node "${node.metadata.name}" end before long; restarting its k3s service renews them: ${said(messageOfEvent(event))}.`,
      facts: { node: node.metadata.name },
      evidence: [eventEvidence(node, event)],
    };
  }
}

/** The first of a chain in base64 is the one that is shown. */
function certificateIn(base64: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}

function covers(read: X509Certificate, host: string): boolean {
  // A name with a star is covered by the very same one.
  if (host.startsWith('*.')) return (read.subjectAltName ?? '').includes(`DNS:${host}`);
  return read.checkHost(host) !== undefined;
}

const day = (time: string): string => new Date(time).toISOString().slice(0, 10);
const days = (left: number): string => {
  const count = Math.floor(left / DAY_MS);
  return count === 1 ? 'a day' : `${count} days`;
};
const named = (users: Use[]): string => `${users[0]?.by.kind.toLowerCase()} "${users[0]?.by.name}"`;
