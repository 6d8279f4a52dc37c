import { X509Certificate } from 'node:crypto';

import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { objectsAt, textAt } from '../../fields.ts';
import type { Check, LineDraft } from '../check.ts';
import { othersOf, type Preflight } from '../preflight.ts';
import { byHand } from '../remedies.ts';
import { shown } from '../wording.ts';

const DAY_MS = 86_400_000;
/** Enough for an upgrade that takes its time, and for finding out after. */
const SOON_DAYS = 30;

/** Certificates of the cluster itself that have ended or soon will: authorities, and what webhooks are trusted by. */
export const certificates: Check = {
  subject: 'Certificates of the cluster',
  needs: ['ConfigMap', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'APIService', 'Event'],
  fine: 'No certificate of the cluster ends soon.',
  *judge(preflight): Generator<LineDraft> {
    for (const { object, field, pem, what } of bundles(preflight)) {
      const ends = lastEnd(pem);
      if (ends === undefined) continue;
      const days = Math.floor((ends - preflight.now) / DAY_MS);
      if (days >= SOON_DAYS) continue;
      const day = new Date(ends).toISOString().slice(0, 10);
      const reference = referenceTo(object);
      yield {
        verdict: days < 0 ? 'blocks' : 'warn',
        title:
          days < 0
            ? `The certificate of ${what} ended on ${day}.`
            : `The certificate of ${what} ends on ${day}, in ${days === 1 ? 'one day' : `${days} days`}.`,
        detail: 'Renew it before the upgrade: a part that cannot be trusted does not come back.',
        objects: [reference],
        evidence: [shown(reference, field, day, `It is good until ${day}.`)],
        remedies: [renewal(what)],
      };
    }
    yield* warned(preflight);
  },
};

interface Bundle {
  object: ClusterObject;
  field: string;
  pem: string;
  what: string;
}

function* bundles({ snapshot, ...preflight }: Preflight): Generator<Bundle> {
  const authority = snapshot.find('ConfigMap', 'kube-system', 'kube-root-ca.crt');
  const clients = snapshot.find('ConfigMap', 'kube-system', 'extension-apiserver-authentication');
  const maps = [
    { object: authority, key: 'ca.crt', what: 'the authority of the cluster' },
    { object: clients, key: 'client-ca-file', what: 'the authority of clients' },
    { object: clients, key: 'requestheader-client-ca-file', what: 'the authority of extensions' },
  ];
  for (const { object, key, what } of maps) {
    const pem = textAt(object, 'data', key);
    if (object && pem !== undefined) yield { object, field: `data["${key}"]`, pem, what };
  }
  const configurations = [
    ...snapshot.all('ValidatingWebhookConfiguration'),
    ...snapshot.all('MutatingWebhookConfiguration'),
  ];
  for (const object of configurations) {
    for (const hook of objectsAt(object, 'webhooks')) {
      const name = textAt(hook, 'name') ?? '';
      const pem = decoded(textAt(hook, 'clientConfig', 'caBundle'));
      const what = `the webhook "${name}"`;
      if (pem !== undefined) yield { object, field: `webhooks[${name}].clientConfig.caBundle`, pem, what };
    }
  }
  for (const object of snapshot.all('APIService')) {
    const pem = decoded(textAt(object, 'spec', 'caBundle'));
    if (pem !== undefined) yield { object, field: 'spec.caBundle', pem, what: `the API "${object.metadata.name}"` };
  }
  for (const object of othersOf({ ...preflight, snapshot }, 'CustomResourceDefinition')) {
    const pem = decoded(textAt(object, 'spec', 'conversion', 'webhook', 'clientConfig', 'caBundle'));
    const what = `the conversion of "${object.metadata.name}"`;
    if (pem !== undefined) yield { object, field: 'spec.conversion.webhook.clientConfig.caBundle', pem, what };
  }
}

const decoded = (data: string | undefined): string | undefined =>
  data === undefined || data === '' ? undefined : Buffer.from(data, 'base64').toString();

/** When the last of several certificates ends: one that is still good is enough to be trusted. */
function lastEnd(pem: string): number | undefined {
  const ends = [...pem.matchAll(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g)]
    .slice(0, 50)
    .flatMap(([certificate]) => {
      try {
        return Date.parse(new X509Certificate(certificate).validTo);
      } catch {
        return [];
      }
    });
  return ends.length === 0 ? undefined : Math.max(...ends);
}

/** k3s says by itself what ends within its own time. */
function* warned({ snapshot }: Preflight): Generator<LineDraft> {
  for (const node of snapshot.all('Node')) {
    const event = snapshot.eventsOf(node).find((one) => textAt(one, 'reason') === 'CertificateExpirationWarning');
    if (!event) continue;
    const message = textAt(event, 'message') ?? '';
    const reference = referenceTo(node);
    yield {
      verdict: 'warn',
      title: `Certificates of "${node.metadata.name}" end soon.`,
      detail: 'k3s renews them when it starts again: restart it, or let the upgrade do it.',
      objects: [reference],
      evidence: [shown(reference, 'event CertificateExpirationWarning', message.slice(0, 500), 'k3s says so itself.')],
      remedies: [renewal('the node')],
    };
  }
}

const renewal = (what: string) =>
  byHand({
    id: 'renew',
    title: `Renew the certificate of ${what}`,
    steps: [
      'k3s: restart the service on each server, one after the other; an authority: k3s certificate rotate-ca.',
      'kubeadm: kubeadm certs renew all, then restart the control plane.',
      'A webhook: let the program that brought it, or cert-manager, issue a new one.',
    ],
    risk: 'disruptive',
    warning: 'The API server is away for a moment.',
  });
