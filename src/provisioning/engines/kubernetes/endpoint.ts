import type { ClusterObject } from '#src/cluster/index.ts';
import { numberAt, objectsAt, textAt } from '#src/cluster/index.ts';

import type { HostedVdc } from './hosted-vdc.ts';
import { outsideNames } from './manifests.ts';
import type { KubernetesOptions } from './options.ts';

/** Where the Kubernetes API of a VDC is reached: `https://host[:port]`; undefined while it has no address yet. */
export function endpointOf(vdc: HostedVdc, options: KubernetesOptions): string | undefined {
  const [name] = outsideNames(vdc.record.plan, options);
  if (options.expose === 'ingress') return name === undefined ? undefined : address(name, 443);
  const { service } = vdc;
  if (!service) return undefined;
  const port = portOf(service);
  switch (textAt(service, 'spec', 'type')) {
    case 'NodePort': {
      const nodePort = numberAt(port, 'nodePort');
      return name === undefined || nodePort === undefined ? undefined : address(name, nodePort);
    }
    case 'LoadBalancer': {
      const [given] = objectsAt(service, 'status', 'loadBalancer', 'ingress');
      const where = name ?? textAt(given, 'hostname') ?? textAt(given, 'ip');
      return given === undefined || where === undefined ? undefined : address(where, numberAt(port, 'port') ?? 443);
    }
    default: {
      const ip = textAt(service, 'spec', 'clusterIP');
      return ip === undefined || ip === 'None' ? undefined : address(ip, numberAt(port, 'port') ?? 443);
    }
  }
}

/** The address that a load balancer gave; the only public one there can be. */
export function publicIpOf({ service }: HostedVdc): string | undefined {
  if (textAt(service, 'spec', 'type') !== 'LoadBalancer') return undefined;
  return textAt(service, 'status', 'loadBalancer', 'ingress', 0, 'ip');
}

function portOf(service: ClusterObject): unknown {
  const ports = objectsAt(service, 'spec', 'ports');
  return ports.find(({ name }) => name === 'k3s-server-port') ?? ports[0];
}

function address(host: string, port: number): string {
  const shown = host.includes(':') ? `[${host}]` : host;
  return `https://${shown}${port === 443 ? '' : `:${port}`}`;
}
