import { flagAt, labelsAt, numberAt, objectsAt, textAt, valueAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { endpointSlices, endpoints, pods, services } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { kubernetesTime } from '../kubernetes-object.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { Looked } from './looked.ts';
import { suffix } from './names.ts';
import { byController, controllerOf, ownerReference } from './owned.ts';
import { isFinished, isReady } from './pods.ts';

const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const ENDPOINTS_BY = 'endpoints.kubernetes.io/managed-by';
const TRIGGERED = 'endpoints.kubernetes.io/last-change-trigger-time';
const SERVICE = 'kubernetes.io/service-name';
/** More addresses go into further slices. */
const PER_SLICE = 100;
const looked = new Looked();

/** Who answers for each Service: the ready pods that its selector finds. */
export const endpointController: Controller = {
  name: 'endpointslice-controller',
  watches: [services, pods, endpointSlices],
  reconcile(cluster) {
    const slices = byController(cluster, endpointSlices);
    const byLabel = labelled(cluster.store.list(pods));
    for (const service of cluster.store.list(services)) {
      const selector = labelsAt(service, 'spec', 'selector');
      if (Object.keys(selector).length === 0 || service.metadata.deletionTimestamp !== undefined) continue;
      const [[key, value] = ['', '']] = Object.entries(selector);
      const found = (byLabel.get(`${service.metadata.namespace ?? ''}/${key}=${value}`) ?? []).filter(
        (pod) =>
          Object.entries(selector).every(([key, value]) => pod.metadata.labels?.[key] === value) &&
          textAt(pod, 'status', 'podIP') !== undefined &&
          !isFinished(pod),
      );
      const existing = slices.get(service.metadata.uid) ?? [];
      looked.at(service, [...found, null, ...existing], cluster.now, () => {
        writeSlices(cluster, service, found, existing);
        writeEndpoints(cluster, service, found);
        return undefined;
      });
    }
    forget(cluster);
    return undefined;
  },
};

/** Pods by namespace and label. */
function labelled(all: readonly KubernetesObject[]): Map<string, KubernetesObject[]> {
  const found = new Map<string, KubernetesObject[]>();
  for (const pod of all) {
    for (const [key, value] of Object.entries(pod.metadata.labels ?? {})) {
      const name = `${pod.metadata.namespace ?? ''}/${key}=${value}`;
      const list = found.get(name);
      if (list) list.push(pod);
      else found.set(name, [pod]);
    }
  }
  return found;
}

interface Group {
  ports: JsonObject[];
  pods: KubernetesObject[];
}

/** Pods together whose ports are the same numbers: a named port may be another one in each pod. */
function groupsOf(service: KubernetesObject, found: readonly KubernetesObject[]): Group[] {
  const groups = new Map<string, Group>();
  for (const pod of found) {
    const ports = portsOf(service, pod);
    const key = JSON.stringify(ports);
    const group = groups.get(key) ?? { ports, pods: [] };
    group.pods.push(pod);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function portsOf(service: KubernetesObject, pod: KubernetesObject): JsonObject[] {
  return objectsAt(service, 'spec', 'ports').flatMap((port) => {
    const target = targetOf(port, pod);
    if (target === undefined) return [];
    const appProtocol = textAt(port, 'appProtocol');
    return {
      name: textAt(port, 'name') ?? '',
      port: target,
      protocol: textAt(port, 'protocol') ?? 'TCP',
      ...(appProtocol === undefined ? {} : { appProtocol }),
    };
  });
}

function targetOf(port: JsonObject, pod: KubernetesObject): number | undefined {
  const target = valueAt(port, 'targetPort') ?? valueAt(port, 'port');
  if (typeof target === 'number') return target;
  for (const list of ['containers', 'initContainers']) {
    for (const container of objectsAt(pod, 'spec', list)) {
      const named = objectsAt(container, 'ports').find(
        ({ name, protocol }) => name === target && (protocol ?? 'TCP') === (port['protocol'] ?? 'TCP'),
      );
      if (named) return numberAt(named, 'containerPort');
    }
  }
  return undefined;
}

function writeSlices(
  cluster: ControlledCluster,
  service: KubernetesObject,
  found: readonly KubernetesObject[],
  existing: readonly KubernetesObject[],
): void {
  const groups = groupsOf(service, found).flatMap((group) =>
    Array.from({ length: Math.ceil(group.pods.length / PER_SLICE) }, (_, index) => ({
      ...group,
      pods: group.pods.slice(index * PER_SLICE, (index + 1) * PER_SLICE),
    })),
  );
  if (groups.length === 0) groups.push({ ports: [], pods: [] });
  const { name, namespace = '', labels = {} } = service.metadata;
  const published = flagAt(service, 'spec', 'publishNotReadyAddresses') === true;
  const headless = textAt(service, 'spec', 'clusterIP') === 'None';
  const wanted = new Set<string>();
  for (const [index, group] of groups.entries()) {
    const sliceName = existing[index]?.metadata.name ?? `${name}-${suffix(5, service.metadata.uid, index)}`;
    wanted.add(sliceName);
    const content = {
      addressType: 'IPv4',
      endpoints: group.pods.length > 0 ? group.pods.map((pod) => endpointOf(pod, published)) : null,
      ports: group.ports.length > 0 ? group.ports : null,
    };
    const marks = {
      ...labels,
      [MANAGED_BY]: 'endpointslice-controller.k8s.io',
      [SERVICE]: name,
      ...(headless ? { 'service.kubernetes.io/headless': '' } : {}),
    };
    const before = cluster.store.get(endpointSlices, namespace, sliceName);
    if (before) {
      cluster.update(endpointSlices, { ...before, metadata: { ...before.metadata, labels: marks }, ...content });
    } else {
      cluster.create(endpointSlices, {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          name: sliceName,
          namespace,
          labels: marks,
          annotations: { [TRIGGERED]: kubernetesTime(cluster.now) },
          ownerReferences: [ownerReference(service)],
        },
        ...content,
      });
    }
  }
  for (const slice of existing) {
    if (!wanted.has(slice.metadata.name)) cluster.delete(endpointSlices, namespace, slice.metadata.name);
  }
}

function endpointOf(pod: KubernetesObject, published: boolean): JsonObject {
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const serving = isReady(pod);
  const nodeName = textAt(pod, 'spec', 'nodeName');
  // The pods of a StatefulSet have names of their own.
  const hostname = controllerOf(pod)?.kind === 'StatefulSet' ? pod.metadata.name : textAt(pod, 'spec', 'hostname');
  return {
    addresses: [textAt(pod, 'status', 'podIP') ?? ''],
    conditions: { ready: published || (serving && !terminating), serving, terminating },
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: targetRef(pod),
  };
}

function targetRef(pod: KubernetesObject): JsonObject {
  return { kind: 'Pod', namespace: pod.metadata.namespace ?? '', name: pod.metadata.name, uid: pod.metadata.uid };
}

/** What no Service asks for any longer goes: nobody owns these. */
function forget(cluster: ControlledCluster): void {
  for (const object of cluster.store.list(endpoints)) {
    const { namespace, name, labels } = object.metadata;
    if (labels?.[ENDPOINTS_BY] === undefined || cluster.store.get(services, namespace, name)) continue;
    cluster.delete(endpoints, namespace, name);
  }
}

/** The older form of the same, which some still read. */
function writeEndpoints(
  cluster: ControlledCluster,
  service: KubernetesObject,
  found: readonly KubernetesObject[],
): void {
  const { name, namespace = '', labels } = service.metadata;
  const published = flagAt(service, 'spec', 'publishNotReadyAddresses') === true;
  const address = (pod: KubernetesObject): JsonObject => ({
    ip: textAt(pod, 'status', 'podIP') ?? '',
    nodeName: textAt(pod, 'spec', 'nodeName') ?? '',
    targetRef: targetRef(pod),
  });
  const present = found.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  const groups = groupsOf(service, present).filter((group) => group.ports.length > 0);
  const subsets = groups.map((group): JsonObject => {
    const [ready, unready] = [
      group.pods.filter((pod) => published || isReady(pod)),
      group.pods.filter((pod) => !published && !isReady(pod)),
    ];
    return {
      ...(ready.length > 0 ? { addresses: ready.map(address) } : {}),
      ...(unready.length > 0 ? { notReadyAddresses: unready.map(address) } : {}),
      ports: group.ports.map(({ name: called, ...port }) => (called === '' ? port : { name: called ?? '', ...port })),
    };
  });
  const content = subsets.length > 0 ? { subsets } : {};
  const before = cluster.store.get(endpoints, namespace, name);
  if (before) {
    const { subsets: _, ...rest } = before;
    cluster.update(endpoints, { ...rest, ...content });
    return;
  }
  cluster.create(endpoints, {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name,
      namespace,
      labels: { ...labels, [ENDPOINTS_BY]: 'endpoint-controller' },
      annotations: { [TRIGGERED]: kubernetesTime(cluster.now) },
    },
    ...content,
  });
}
