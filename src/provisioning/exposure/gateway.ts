import { type Cluster, type ClusterObject, objectsAt, textAt } from '#src/cluster/index.ts';

/** What a cluster has for letting people in: controllers, makers of certificates, and where it is reached. */
export interface Gateway {
  classes: { name: string; isDefault: boolean; controller: string }[];
  /** Of cert-manager: ClusterIssuers. Empty where there is none. */
  issuers: { name: string; ready: boolean; kind: string }[];
  /** Public ones first. */
  addresses: string[];
}

type Options = { signal?: AbortSignal };

/** Where objects of cert-manager live. */
export const CERT_MANAGER = 'cert-manager.io/v1';

/** Reads what there is. */
export async function readGateway(cluster: Cluster, options: Options = {}): Promise<Gateway> {
  const [classes, issuers, addresses] = await Promise.all([
    readClasses(cluster, options),
    readIssuers(cluster, options),
    readAddresses(cluster, options),
  ]);
  return { classes, issuers, addresses };
}

/** The name under which a gateway without a domain of its own is reached: the address itself is in it. */
export function addressHost(label: string, addresses: readonly string[], zone = 'nip.io'): string | null {
  const [address] = addresses.filter((one) => /^\d+(\.\d+){3}$/.test(one));
  return address === undefined ? null : `${label}.${address.replaceAll('.', '-')}.${zone}`;
}

/** The class to take where nobody chose one: the cluster's default, or the only one. */
export function usualClass({ classes }: Pick<Gateway, 'classes'>): string | undefined {
  return (classes.find(({ isDefault }) => isDefault) ?? classes[0])?.name;
}

async function readClasses(cluster: Cluster, options: Options): Promise<Gateway['classes']> {
  const found: Gateway['classes'] = [];
  for await (const one of cluster.list({ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass' }, options)) {
    found.push({
      name: one.metadata.name,
      isDefault: one.metadata.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true',
      controller: textAt(one, 'spec', 'controller') ?? '',
    });
  }
  return found.toSorted((one, other) => Number(other.isDefault) - Number(one.isDefault));
}

async function readIssuers(cluster: Cluster, options: Options): Promise<Gateway['issuers']> {
  const name = { apiVersion: CERT_MANAGER, kind: 'ClusterIssuer' };
  if ((await cluster.kind(name, options)) === null) return [];
  const found: Gateway['issuers'] = [];
  for await (const one of cluster.list(name, options)) {
    const ready = objectsAt(one, 'status', 'conditions').some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    );
    const kind = ['acme', 'ca', 'selfSigned', 'vault'].find((sort) => one.spec?.[sort] !== undefined) ?? '';
    found.push({ name: one.metadata.name, ready, kind });
  }
  return found.toSorted((one, other) => Number(other.ready) - Number(one.ready));
}

/** Addresses of load balancers that controllers stand behind; otherwise those of the nodes. */
async function readAddresses(cluster: Cluster, options: Options): Promise<string[]> {
  const balanced = new Set<string>();
  for await (const service of cluster.list({ apiVersion: 'v1', kind: 'Service' }, options)) {
    if (textAt(service, 'spec', 'type') !== 'LoadBalancer' || !takesWeb(service)) continue;
    for (const point of objectsAt(service, 'status', 'loadBalancer', 'ingress')) {
      const address = textAt(point, 'ip');
      if (address !== undefined) balanced.add(address);
    }
  }
  const [outside, inside] = [new Set<string>(), new Set<string>()];
  for await (const node of cluster.list({ apiVersion: 'v1', kind: 'Node' }, options)) {
    for (const { type, address } of objectsAt(node, 'status', 'addresses')) {
      if (typeof address !== 'string') continue;
      if (type === 'ExternalIP') outside.add(address);
      if (type === 'InternalIP') inside.add(address);
    }
  }
  const named = [...outside, ...balanced];
  return [...new Set(named.length > 0 ? named : inside)];
}

function takesWeb(service: ClusterObject): boolean {
  return objectsAt(service, 'spec', 'ports').some(({ port }) => port === 80 || port === 443);
}
