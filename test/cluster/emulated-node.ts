/** A node without a machine: KWOK plays its kubelet. */
export interface EmulatedNode {
  name: string;
  /** `server` runs the control plane and carries its label; workers carry none. */
  role?: 'server' | 'worker';
  labels?: Readonly<Record<string, string>>;
  cpu?: string;
  memory?: string;
  pods?: number;
  kubeletVersion?: string;
}

/** The node as it is created. */
export function nodeObject(node: EmulatedNode, version: string): object {
  const resources = {
    cpu: node.cpu ?? '4',
    memory: node.memory ?? '8Gi',
    'ephemeral-storage': '100Gi',
    pods: String(node.pods ?? 110),
  };
  const server = node.role === 'server' ? { 'node-role.kubernetes.io/control-plane': 'true' } : {};
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: node.name,
      labels: {
        'kubernetes.io/hostname': node.name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        ...server,
        ...node.labels,
      },
    },
    status: {
      capacity: resources,
      allocatable: resources,
      nodeInfo: {
        kubeletVersion: node.kubeletVersion ?? version,
        kubeProxyVersion: '',
        containerRuntimeVersion: 'containerd://2.1.4',
        osImage: 'Emulated by KWOK',
        kernelVersion: '6.12.0',
        architecture: 'amd64',
        operatingSystem: 'linux',
        machineID: '',
        systemUUID: '',
        bootID: '',
      },
    },
  };
}
