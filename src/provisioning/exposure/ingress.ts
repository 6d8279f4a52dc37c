import { type ClusterObject, type ObjectDraft, objectsAt, textAt, textsAt } from '#src/cluster/index.ts';

/** How something inside is to be reached from outside. */
export interface Exposure {
  namespace: string;
  /** Of the Ingress. */
  name: string;
  service: string;
  port: number;
  host: string;
  path?: string;
  ingressClass?: string;
  /** A ClusterIssuer of cert-manager; absent: the controller's own certificate. */
  issuer?: string;
  labels?: { [label: string]: string };
}

/** The annotation by which cert-manager knows that it has to make a certificate, and by whom. */
const ISSUER = 'cert-manager.io/cluster-issuer';

/** The Ingress that lets people in by https. */
export function ingressOf(exposure: Exposure): ObjectDraft {
  const { namespace, name, service, port, host, path = '/', ingressClass, issuer, labels = {} } = exposure;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name,
      namespace,
      labels: { 'app.kubernetes.io/name': name, ...labels },
      ...(issuer === undefined ? {} : { annotations: { [ISSUER]: issuer } }),
    },
    spec: {
      ...(ingressClass === undefined ? {} : { ingressClassName: ingressClass }),
      rules: [
        {
          host,
          http: {
            paths: [{ path, pathType: 'Prefix', backend: { service: { name: service, port: { number: port } } } }],
          },
        },
      ],
      // Without a certificate of its own the controller shows its default one.
      tls: [issuer === undefined ? { hosts: [host] } : { hosts: [host], secretName: certificateName(name) }],
    },
  };
}

/** Where the certificate of an Ingress of ours is kept. */
export function certificateName(ingress: string): string {
  return `${ingress}-tls`;
}

/** The first host of an Ingress. */
export function hostOf(ingress: ClusterObject): string | undefined {
  return objectsAt(ingress, 'spec', 'rules')
    .map((rule) => textAt(rule, 'host'))
    .find((host) => host !== undefined && host !== '');
}

/** All hosts of an Ingress. */
export function hostsOf(ingress: ClusterObject): string[] {
  const rules = objectsAt(ingress, 'spec', 'rules').flatMap((rule) => textAt(rule, 'host') ?? []);
  return [...new Set([...rules, ...objectsAt(ingress, 'spec', 'tls').flatMap((one) => textsAt(one, 'hosts'))])];
}

/** The Services an Ingress leads to. */
export function servicesBehind(ingress: ClusterObject): string[] {
  const paths = objectsAt(ingress, 'spec', 'rules').flatMap((rule) => objectsAt(rule, 'http', 'paths'));
  const named = paths.flatMap((path) => textAt(path, 'backend', 'service', 'name') ?? []);
  const fallback = textAt(ingress, 'spec', 'defaultBackend', 'service', 'name');
  return [...new Set(fallback === undefined ? named : [...named, fallback])];
}

/** Which issuer makes its certificate. */
export function issuerOf({ metadata }: ClusterObject): string | undefined {
  return metadata.annotations?.[ISSUER] ?? metadata.annotations?.['cert-manager.io/issuer'];
}
