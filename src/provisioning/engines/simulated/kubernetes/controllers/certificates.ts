import { objectAt, objectsAt, textAt, textsAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { newAuthority, newServerCertificate } from '../certificate.ts';
import type { Kind } from '../kinds/index.ts';
import { customResourceDefinitions, deployments, ingresses, secrets } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { kubernetesTime } from '../kubernetes-object.ts';
import { isTrue, withCondition } from './conditions.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { tell } from './events.ts';
import { memoryOf, withMemory } from './memory.ts';
import { ownerReference } from './owned.ts';
import { sooner } from './pods.ts';

const VERSION = 'cert-manager.io/v1';
const ISSUER = 'cert-manager.io/cluster-issuer';
/** Asking, proving that the name is ours, and fetching. */
const ISSUE_MS = 8_000;
const REGISTER_MS = 2_000;
const DAY_MS = 86_400_000;

/** What its chart brings besides workloads: kind, plural, group, and whether it lives in a namespace. */
const definitions = [
  ['Certificate', 'certificates', 'cert-manager.io', true],
  ['CertificateRequest', 'certificaterequests', 'cert-manager.io', true],
  ['Issuer', 'issuers', 'cert-manager.io', true],
  ['ClusterIssuer', 'clusterissuers', 'cert-manager.io', false],
  ['Order', 'orders', 'acme.cert-manager.io', true],
  ['Challenge', 'challenges', 'acme.cert-manager.io', true],
] as const;

/** Makes the kinds of cert-manager known, as its chart does. They stay when it goes. */
export function defineCertificates(cluster: ControlledCluster): void {
  for (const [kind, plural, group, namespaced] of definitions) {
    const name = `${plural}.${group}`;
    if (cluster.store.get(customResourceDefinitions, undefined, name)) continue;
    const anything = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    cluster.create(customResourceDefinitions, {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name },
      spec: {
        group,
        scope: namespaced ? 'Namespaced' : 'Cluster',
        names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            subresources: { status: {} },
            schema: { openAPIV3Schema: anything },
          },
        ],
      },
    });
  }
}

/** cert-manager, where it is installed: issuers get ready, and Ingresses that name one get their certificate. */
export const certificateController: Controller = {
  name: 'cert-manager',
  watches: 'all',
  reconcile(cluster) {
    const [certificates, issuers] = ['Certificate', 'ClusterIssuer'].map((kind) => cluster.kind(VERSION, kind));
    if (!certificates || !issuers || !isRunning(cluster)) return undefined;
    let next: number | undefined;
    for (const issuer of cluster.store.list(issuers)) next = sooner(next, register(cluster, issuers, issuer));
    for (const ingress of cluster.store.list(ingresses)) request(cluster, certificates, ingress);
    for (const certificate of cluster.store.list(certificates)) {
      if (certificate.metadata.deletionTimestamp === undefined) {
        next = sooner(next, issue(cluster, { certificates, issuers }, certificate));
      }
    }
    return next;
  },
};

function isRunning(cluster: ControlledCluster): boolean {
  return cluster.store
    .list(deployments)
    .some(
      (each) =>
        textAt(each, 'spec', 'template', 'spec', 'containers', 0, 'image')?.includes('cert-manager-controller') ===
          true && isTrue(each, 'Available'),
    );
}

function register(cluster: ControlledCluster, kind: Kind, issuer: KubernetesObject): number | undefined {
  if (isTrue(issuer, 'Ready')) return undefined;
  const at = dueAt(cluster, kind, issuer, REGISTER_MS);
  if (at > cluster.now) return at;
  const acme = Object.keys(objectAt(issuer, 'spec', 'acme')).length > 0;
  const ready = acme
    ? { reason: 'ACMEAccountRegistered', message: 'The ACME account was registered with the ACME server' }
    : { reason: 'IsReady', message: 'Signing CA verified' };
  cluster.update(kind, {
    ...withMemory(issuer, {}),
    status: {
      ...issuer.status,
      conditions: withCondition(issuer.status, { type: 'Ready', status: 'True', ...ready }, cluster.now),
    },
  });
  return undefined;
}

/** The moment at which what was begun now will be done; remembered with the object. */
function dueAt(cluster: ControlledCluster, kind: Kind, object: KubernetesObject, milliseconds: number): number {
  const kept = memoryOf(object)['doneAt'];
  if (typeof kept === 'number') return kept;
  const doneAt = cluster.now + cluster.pace(milliseconds);
  cluster.update(kind, withMemory(object, { doneAt }));
  return doneAt;
}

/** A Certificate for each name of an Ingress that says who is to make it. */
function request(cluster: ControlledCluster, kind: Kind, ingress: KubernetesObject): void {
  const issuer = ingress.metadata.annotations?.[ISSUER];
  if (issuer === undefined || ingress.metadata.deletionTimestamp !== undefined) return;
  const { namespace = 'default' } = ingress.metadata;
  for (const tls of objectsAt(ingress, 'spec', 'tls')) {
    const name = textAt(tls, 'secretName');
    if (name === undefined) continue;
    const spec = {
      dnsNames: textsAt(tls, 'hosts'),
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: issuer },
      secretName: name,
      usages: ['digital signature', 'key encipherment'],
    };
    const before = cluster.store.get(kind, namespace, name);
    if (before) {
      cluster.update(kind, { ...before, spec });
      continue;
    }
    cluster.create(kind, {
      apiVersion: VERSION,
      kind: 'Certificate',
      metadata: { name, namespace, ownerReferences: [ownerReference(ingress)] },
      spec,
    });
    tell(cluster, ingress, {
      component: 'cert-manager-ingress-shim',
      reason: 'CreateCertificate',
      message: `Successfully created Certificate "${name}"`,
    });
  }
}

function issue(
  cluster: ControlledCluster,
  kinds: { certificates: Kind; issuers: Kind },
  certificate: KubernetesObject,
): number | undefined {
  const { namespace = 'default' } = certificate.metadata;
  const name = textAt(certificate, 'spec', 'secretName') ?? certificate.metadata.name;
  const hosts = textsAt(certificate, 'spec', 'dnsNames');
  const kept = cluster.store.get(secrets, namespace, name);
  if (
    kept &&
    isTrue(certificate, 'Ready') &&
    kept.metadata.annotations?.['cert-manager.io/alt-names'] === hosts.join(',')
  )
    return undefined;
  const say = (message: string) => {
    const condition = { type: 'Ready', status: 'False', reason: 'DoesNotExist', message } as const;
    cluster.update(kinds.certificates, {
      ...certificate,
      status: { ...certificate.status, conditions: withCondition(certificate.status, condition, cluster.now) },
    });
  };
  const issuer = textAt(certificate, 'spec', 'issuerRef', 'name') ?? '';
  const found = cluster.store.get(kinds.issuers, undefined, issuer);
  if (!found || !isTrue(found, 'Ready')) {
    say(
      found
        ? `Referenced ClusterIssuer "${issuer}" is not ready yet`
        : `Referenced "ClusterIssuer" not found: clusterissuer.cert-manager.io "${issuer}" not found`,
    );
    return undefined;
  }
  const stuck = hosts.find((host) => /\.(invalid|local|internal|lan)$/.test(host));
  if (stuck !== undefined && Object.keys(objectAt(found, 'spec', 'acme')).length > 0) {
    say('Issuing certificate as Secret does not exist');
    challenge(cluster, certificate, stuck);
    return undefined;
  }
  const at = dueAt(cluster, kinds.certificates, certificate, ISSUE_MS);
  if (at > cluster.now) return at;
  const [from, to] = [new Date(cluster.now - 60_000), new Date(cluster.now + 90 * DAY_MS)];
  const by = `Simulated CA (${issuer})`;
  const signed = newServerCertificate({ ...newAuthority(by, from, to), name: by }, hosts, from, to);
  const data = { 'tls.crt': base64(signed.certificate), 'tls.key': base64(signed.key) };
  const annotations = {
    'cert-manager.io/certificate-name': certificate.metadata.name,
    'cert-manager.io/issuer-name': issuer,
    'cert-manager.io/alt-names': hosts.join(','),
  };
  if (kept)
    cluster.update(secrets, {
      ...kept,
      metadata: { ...kept.metadata, annotations: { ...kept.metadata.annotations, ...annotations } },
      data,
    });
  else
    cluster.create(secrets, {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      metadata: { name, namespace, annotations },
      data,
    });
  const live = cluster.store.get(kinds.certificates, namespace, certificate.metadata.name) ?? certificate;
  const ready = {
    type: 'Ready',
    status: 'True',
    reason: 'Ready',
    message: 'Certificate is up to date and has not expired',
  } as const;
  cluster.update(kinds.certificates, {
    ...withMemory(live, {}),
    status: {
      ...live.status,
      conditions: withCondition(live.status, ready, cluster.now),
      notBefore: kubernetesTime(from.getTime()),
      notAfter: kubernetesTime(to.getTime()),
      renewalTime: kubernetesTime(cluster.now + 60 * DAY_MS),
      revision: 1,
    },
  });
  tell(cluster, live, {
    component: 'cert-manager-certificates-issuing',
    reason: 'Issuing',
    message: 'The certificate has been successfully issued',
  });
  return undefined;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A name that nobody outside can find is never proven. */
function challenge(cluster: ControlledCluster, certificate: KubernetesObject, host: string): void {
  const kind = cluster.kind('acme.cert-manager.io/v1', 'Challenge');
  const { namespace = 'default' } = certificate.metadata;
  const name = `${certificate.metadata.name}-1-${certificate.metadata.uid.slice(0, 8)}`;
  if (!kind || cluster.store.get(kind, namespace, name)) return;
  const reason = `Waiting for HTTP-01 challenge propagation: failed to perform self check GET request 'http://${host}/.well-known/acme-challenge/${certificate.metadata.uid.slice(0, 12)}': Get "http://${host}/": dial tcp: lookup ${host} on 10.43.0.10:53: no such host`;
  const status: JsonObject = { presented: true, processing: true, state: 'pending', reason };
  const made = cluster.create(kind, {
    apiVersion: 'acme.cert-manager.io/v1',
    kind: 'Challenge',
    metadata: { name, namespace, ownerReferences: [ownerReference(certificate)] },
    spec: { dnsName: host, type: 'HTTP-01' },
  });
  cluster.update(kind, { ...made, status });
}
