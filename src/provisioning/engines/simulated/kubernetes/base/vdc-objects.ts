import type { JsonObject } from '#src/protocol/index.ts';

import type { MachineRecord, VdcRecord } from '../../vdc-record.ts';
import { machineState, versionOf } from '../../vdc-record.ts';
import { NODE_FAULT, type NodeFault } from '../controllers/node-faults.ts';
import { deployments, namespaces, nodes, services } from '../kinds/index.ts';
import { kubernetesTime, uidOf } from '../kubernetes-object.ts';
import { classObjects } from './base-classes.ts';
import { rightsObjects } from './base-rights.ts';
import type { Build, Derived } from './builder.ts';
import { builder } from './builder.ts';
import type { SystemApp } from './system-apps.ts';
import { systemApps } from './system-apps.ts';

/**
 * What k3s itself brings: the objects of a VDC whose machines are as its record says. Nothing before the first node. What
 * follows from them, pods above all, the cluster's controllers make.
 */
export function vdcObjects(record: VdcRecord, now: number): Derived[] {
  const joined = record.machines.filter((machine) => machineState(machine, now) === 'ready');
  const first = joined.find((machine) => machine.role === 'controller');
  if (!first) return [];
  const since = first.boot?.endsAt ?? record.createdAt;
  const build = builder(record.ref);
  return [
    ...['default', 'kube-node-lease', 'kube-public', 'kube-system'].map((name) => namespaceOf(build, name, since)),
    ...joined.map((machine) => nodeOf(build, record, machine)),
    ...classObjects(build, since),
    ...rightsObjects(build, since),
    ...serviceObjects(build, record, since),
    ...systemApps.map((app) => appObject(build, app, since)),
  ];
}

function namespaceOf(build: Build, name: string, createdAt: number): Derived {
  return build(
    namespaces,
    { name, createdAt, labels: { 'kubernetes.io/metadata.name': name } },
    { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
  );
}

function nodeOf(build: Build, record: VdcRecord, machine: MachineRecord): Derived {
  const createdAt = machine.boot?.endsAt ?? record.createdAt;
  const controller = machine.role === 'controller';
  const publicIp = machine.name === record.machines[0]?.name ? record.publicIp : undefined;
  const labels = {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': machine.name,
    'kubernetes.io/os': 'linux',
    'node.kubernetes.io/instance-type': machine.size,
    'topology.kubernetes.io/region': machine.country.toLowerCase().replaceAll(' ', '-'),
    'topology.kubernetes.io/zone': machine.farm,
    'threefold.io/node': machine.node,
    ...(controller ? { 'node-role.kubernetes.io/control-plane': 'true' } : {}),
    ...(controller && record.spec.controllers > 1 ? { 'node-role.kubernetes.io/etcd': 'true' } : {}),
  };
  const fault = faultOf(machine);
  const capacity = {
    cpu: String(machine.vcpu),
    memory: `${machine.memoryGiB * 1024 * 1024}Ki`,
    'ephemeral-storage': `${machine.diskGiB * 1024 * 1024}Ki`,
    pods: '110',
  };
  const index = record.machines.findIndex(({ name }) => name === machine.name);
  const time = kubernetesTime(createdAt);
  const condition = (type: string, status: 'True' | 'False', reason: string, message: string) => ({
    type,
    status,
    reason,
    message,
    lastHeartbeatTime: time,
    lastTransitionTime: time,
  });
  return build(
    nodes,
    // Always a map: a fault that goes takes its own annotation with it, not those of others.
    { name: machine.name, createdAt, labels, annotations: fault === undefined ? {} : { [NODE_FAULT]: fault } },
    {
      spec: { podCIDR: `10.42.${index}.0/24`, podCIDRs: [`10.42.${index}.0/24`], providerID: `k3s://${machine.name}` },
      status: {
        capacity,
        allocatable: { ...capacity },
        conditions: [
          condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
          condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
          condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
          condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
        ],
        addresses: [
          { type: 'InternalIP', address: machine.ip },
          ...(publicIp === undefined ? [] : [{ type: 'ExternalIP', address: publicIp }]),
          { type: 'Hostname', address: machine.name },
        ],
        nodeInfo: {
          architecture: 'amd64',
          bootID: uidOf(record.ref, 'boot', machine.name, String(machine.attempt)),
          containerRuntimeVersion: 'containerd://2.1.4-k3s1',
          kernelVersion: '6.8.0-86-generic',
          kubeProxyVersion: '',
          kubeletVersion: versionOf(machine, record),
          machineID: uidOf(record.ref, 'machine', machine.name),
          operatingSystem: 'linux',
          osImage: 'Simulated 3Node',
          systemUUID: uidOf(record.ref, 'system', machine.name),
        },
      },
    },
  );
}

/** What the machine below makes its node play. */
function faultOf({ off, full }: MachineRecord): NodeFault | undefined {
  if (off !== undefined) return 'down';
  return full === undefined ? undefined : 'disk-pressure';
}

function serviceObjects(build: Build, record: VdcRecord, createdAt: number): Derived[] {
  const kubernetes = build(
    services,
    { name: 'kubernetes', namespace: 'default', createdAt, labels: { component: 'apiserver', provider: 'kubernetes' } },
    {
      spec: {
        type: 'ClusterIP',
        clusterIP: '10.43.0.1',
        clusterIPs: ['10.43.0.1'],
        ports: [port('https', 443, 6_443)],
      },
      status: { loadBalancer: {} },
    },
  );
  const ingress = record.publicIp ?? record.machines[0]?.ip ?? '';
  return [
    kubernetes,
    ...systemApps.flatMap((app) => {
      if (!app.service) return [];
      const { name, clusterIP, ports, type } = app.service;
      return build(
        services,
        { name, namespace: 'kube-system', createdAt, labels: app.labels },
        {
          spec: {
            type,
            clusterIP,
            clusterIPs: [clusterIP],
            selector: app.labels,
            ports: ports.map(([portName, number, target]) =>
              port(portName, number, target, portName.endsWith('dns') ? 'UDP' : 'TCP'),
            ),
          },
          status: { loadBalancer: type === 'LoadBalancer' ? { ingress: [{ ip: ingress }] } : {} },
        },
      );
    }),
  ];
}

function appObject(build: Build, app: SystemApp, createdAt: number): Derived {
  const { name, image, labels } = app;
  return build(
    deployments,
    { name, namespace: 'kube-system', createdAt, labels },
    {
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [{ name, image, resources: { requests: app.requests } }],
            priorityClassName: 'system-cluster-critical',
            tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
          },
        },
      },
    },
  );
}

function port(name: string, number: number, targetPort: number, protocol = 'TCP'): JsonObject {
  return { name, port: number, targetPort, protocol };
}
