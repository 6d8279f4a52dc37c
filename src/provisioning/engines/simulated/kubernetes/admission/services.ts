import { createHash } from 'node:crypto';

import { objectsAt, textAt } from '#src/cluster/fields.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { services } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { FieldErrors } from '../validation/field-errors.ts';
import type { ClusterState } from '../writes/cluster-state.ts';

/** 10.43.0.0/16 without the network's first and last addresses. */
const ADDRESSES = 256 * 254;
const FIRST_NODE_PORT = 30_000;
const NODE_PORTS = 2_768;

/** Gives a service its address inside the cluster, and its ports on the nodes. */
export function admitService(cluster: ClusterState, service: KubernetesObject): KubernetesObject {
  const spec = service.spec ?? {};
  if (spec['type'] === 'ExternalName') return service;
  const others = cluster.store.list(services).filter((one) => one.metadata.uid !== service.metadata.uid);
  const address =
    textAt(spec, 'clusterIP') ?? freeAddress(service, new Set(others.map((one) => textAt(one, 'spec', 'clusterIP'))));
  refuseTaken(service, others);
  const onNodes = spec['type'] === 'NodePort' || spec['type'] === 'LoadBalancer';
  const used = new Set(others.flatMap((one) => objectsAt(one, 'spec', 'ports').map(({ nodePort }) => nodePort)));
  const ports = objectsAt(spec, 'ports').map((port): JsonObject => {
    const { nodePort, ...rest } = port;
    if (!onNodes) return nodePort === 0 ? rest : port;
    if (typeof nodePort === 'number' && nodePort > 0) return port;
    const chosen = free(
      NODE_PORTS,
      [service.metadata.uid, String(port['port'])],
      (index) => !used.has(FIRST_NODE_PORT + index),
    );
    used.add(FIRST_NODE_PORT + chosen);
    return { ...rest, nodePort: FIRST_NODE_PORT + chosen };
  });
  return {
    ...service,
    spec: {
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ...spec,
      clusterIP: address,
      clusterIPs: [address],
      ...(ports.length > 0 ? { ports } : {}),
    },
    status: { loadBalancer: {}, ...service.status },
  };
}

/** Who changes a service without naming its addresses means to keep them. */
export function keptAddresses(before: KubernetesObject, after: KubernetesObject): KubernetesObject {
  const { clusterIP, clusterIPs } = before.spec ?? {};
  const spec = after.spec ?? {};
  const stays = spec['clusterIP'] === undefined && spec['type'] !== 'ExternalName';
  const ports = objectsAt(spec, 'ports').map((port) => {
    const same = objectsAt(before, 'spec', 'ports').find(
      (one) => one['port'] === port['port'] && one['protocol'] === port['protocol'],
    );
    return port['nodePort'] === undefined && same?.['nodePort'] !== undefined && spec['type'] !== 'ClusterIP'
      ? { ...port, nodePort: same['nodePort'] }
      : port;
  });
  return {
    ...after,
    spec: {
      ...spec,
      ...(stays && clusterIP !== undefined ? { clusterIP, ...(clusterIPs === undefined ? {} : { clusterIPs }) } : {}),
      ...(ports.length > 0 ? { ports } : {}),
    },
  };
}

function refuseTaken(service: KubernetesObject, others: readonly KubernetesObject[]): void {
  const errors = new FieldErrors();
  const wanted = textAt(service, 'spec', 'clusterIP');
  if (wanted !== undefined && wanted !== 'None' && others.some((one) => textAt(one, 'spec', 'clusterIP') === wanted))
    errors.invalid('spec.clusterIPs', [wanted], `failed to allocate IP ${wanted}: provided IP is already allocated`);
  for (const [index, port] of objectsAt(service, 'spec', 'ports').entries()) {
    const { nodePort } = port;
    if (typeof nodePort !== 'number' || nodePort === 0) continue;
    const field = `spec.ports[${index}].nodePort`;
    if (nodePort < FIRST_NODE_PORT || nodePort >= FIRST_NODE_PORT + NODE_PORTS)
      errors.invalid(
        field,
        nodePort,
        'provided port is not in the valid range. The range of valid ports is 30000-32767',
      );
    else if (others.some((one) => objectsAt(one, 'spec', 'ports').some((other) => other['nodePort'] === nodePort)))
      errors.invalid(field, nodePort, 'provided port is already allocated');
  }
  errors.throwIfAny(services, service.metadata.name);
}

function freeAddress(service: KubernetesObject, used: ReadonlySet<string | undefined>): string {
  const address = (index: number) => `10.43.${Math.floor(index / 254)}.${(index % 254) + 1}`;
  return address(free(ADDRESSES, [service.metadata.uid], (index) => !used.has(address(index))));
}

/** The first free one from a place that the keys decide. */
function free(count: number, keys: string[], isFree: (index: number) => boolean): number {
  const start = createHash('sha256').update(JSON.stringify(keys)).digest().readUInt32BE() % count;
  for (let step = 0; step < count; step += 1) if (isFree((start + step) % count)) return (start + step) % count;
  return start;
}
