import { X509Certificate } from 'node:crypto';

import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { objectsAt, textAt } from '../../fields.ts';
import type { Check, LineDraft } from '../check.ts';
import { othersOf, type Preflight } from '../preflight.ts';
import { byHand } from '../remedies.ts';
import { shown, some } from '../wording.ts';

const DAY_MS = 86_400_000;
/** Enough for an upgrade that takes its time, and for finding out after. */
const SOON_DAYS = 30;

/** Certificates of the cluster itself that have ended or soon will: authorities, and what webhooks are trusted by. */
export const certificates: Check = {
  subject: 'Certificates of the cluster',
  needs: ['ConfigMap', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'APIService', 'Event'],
  fine: 'No certificate of the cluster ends soon.',
  *judge(preflight): Generator<LineDraft> {
    // Authorities are often made together: what ends together is said once.
    const ending = new Map<string, Ending[]>();
    for (const bundle of bundles(preflight)) {
      const ends = lastEnd(bundle.pem);
      if (ends === undefined || ends - preflight.now >= SOON_DAYS * DAY_MS) continue;
      const day = new Date(ends).toISOString().slice(0, 10);
      ending.set(day, [...(ending.get(day) ?? []), { ...bundle, ends, day }]);
    }
    for (const group of ending.values()) yield lineOf(group, preflight.now);
    yield* warned(preflight);
  },
};

interface Ending extends Bundle {
  ends: number;
  day: string;
}

function lineOf(group: readonly Ending[], now: number): LineDraft {
  const [{ ends, day } = { ends: now, day: '' }] = group;
  const days = Math.floor((ends - now) / DAY_MS);
  const whose = some(group.map(({ what }) => what));
  const [subject, verb] = group.length === 1 ? ['certificate', 's'] : ['certificates', ''];
  return {
    verdict: days < 0 ? 'blocks' : 'warn',
    title:
      days < 0
        ? `The ${subject} of ${whose} ended on ${day}.`
        : `The ${subject} of ${whose} end${verb} on ${day}, ${days < 2 ? 'very soon' : `in ${days} days`}.`,
    detail: 'Renew before the upgrade: a part that cannot be trusted does not come back.',
    objects: [...new Map(group.map(({ object }) => [object, referenceTo(object)])).values()],
    evidence: group.map(({ object, field }) => shown(referenceTo(object), field, day, `It is good until ${day}.`)),
    remedies: [renewal(whose)],
  };
}

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
