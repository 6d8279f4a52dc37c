import { join } from 'node:path';

/** What a part is told at its start: where everything is, and which minor to emulate. */
interface Place {
  ports: {
    etcd: number;
    etcdPeers: number;
    api: number;
    controllers: number;
    scheduler: number;
    kwok: number;
    kubelets: number;
  };
  /** The path of a file or folder of this control plane. */
  file: (name: string) => string;
  emulatedVersion: string | undefined;
  /** Versions of kinds that the API server serves beside those it would: `networking.k8s.io/v1beta1=true`. */
  runtimeConfig: string | undefined;
}

/** Addresses of services are ones that a test can really listen on. */
const serviceRange = '127.43.0.0/16';
/** The one of the service `kubernetes`. */
export const SERVICE_ADDRESS = '127.43.0.1';

/** The command line of every part of a control plane. */
export const partFlags = {
  etcd: etcdFlags,
  'kube-apiserver': apiServerFlags,
  'kube-controller-manager': controllerFlags,
  'kube-scheduler': schedulerFlags,
  kwok: kwokFlags,
};

export type Part = keyof typeof partFlags;
export type Ports = Place['ports'];

function etcdFlags({ ports, file }: Place): string[] {
  const clients = `http://127.0.0.1:${ports.etcd}`;
  const peers = `http://127.0.0.1:${ports.etcdPeers}`;
  return [
    '--name=etcd',
    `--data-dir=${file('etcd')}`,
    `--listen-client-urls=${clients}`,
    `--advertise-client-urls=${clients}`,
    `--listen-peer-urls=${peers}`,
    `--initial-advertise-peer-urls=${peers}`,
    `--initial-cluster=etcd=${peers}`,
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

function apiServerFlags({ ports, file, emulatedVersion, runtimeConfig }: Place): string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${ports.api}`,
    // An endpoint on loopback is refused by the other kinds.
    '--endpoint-reconciler-type=none',
    `--client-ca-file=${file('ca.crt')}`,
    `--tls-cert-file=${file('server.crt')}`,
    `--tls-private-key-file=${file('server.key')}`,
    `--service-account-key-file=${file('tokens.pub')}`,
    `--service-account-signing-key-file=${file('tokens.key')}`,
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    '--authorization-mode=Node,RBAC',
    '--allow-privileged=true',
    `--service-cluster-ip-range=${serviceRange}`,
    `--kubelet-client-certificate=${file('kubelets.crt')}`,
    `--kubelet-client-key=${file('kubelets.key')}`,
    '--kubelet-preferred-address-types=InternalIP',
    // The controllers and the scheduler ask for it; aggregated APIs would use it.
    `--requestheader-client-ca-file=${file('ca.crt')}`,
    '--requestheader-allowed-names=front-proxy',
    '--requestheader-username-headers=X-Remote-User',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    // Pods leave a dead node in seconds instead of in five minutes.
    '--default-not-ready-toleration-seconds=30',
    '--default-unreachable-toleration-seconds=30',
    ...(runtimeConfig === undefined ? [] : [`--runtime-config=${runtimeConfig}`]),
    ...emulation(emulatedVersion),
  ];
}

function controllerFlags({ ports, file, emulatedVersion }: Place): string[] {
  return [
    ...asUser(file('controllers.kubeconfig')),
    '--bind-address=127.0.0.1',
    `--secure-port=${ports.controllers}`,
    `--cert-dir=${file('controllers')}`,
    `--root-ca-file=${file('ca.crt')}`,
    `--service-account-private-key-file=${file('tokens.key')}`,
    '--use-service-account-credentials=true',
    `--cluster-signing-cert-file=${file('ca.crt')}`,
    `--cluster-signing-key-file=${file('ca.key')}`,
    '--node-monitor-grace-period=20s',
    '--node-monitor-period=2s',
    // Otherwise it looks every 15 s.
    '--horizontal-pod-autoscaler-sync-period=2s',
    ...emulation(emulatedVersion),
  ];
}

function schedulerFlags({ ports, file, emulatedVersion }: Place): string[] {
  return [
    ...asUser(file('scheduler.kubeconfig')),
    '--bind-address=127.0.0.1',
    `--secure-port=${ports.scheduler}`,
    `--cert-dir=${file('scheduler')}`,
    ...emulation(emulatedVersion),
  ];
}

function kwokFlags({ ports, file }: Place): string[] {
  return [
    `--kubeconfig=${file('kwok.kubeconfig')}`,
    ...['nodes', 'pods', 'storage'].map((name) => `--config=${join(import.meta.dirname, 'emulation', `${name}.yaml`)}`),
    '--manage-nodes-with-label-selector=emulated/kubelet!=stopped',
    // It would listen everywhere, at the port of the kubelets.
    `--server-address=127.0.0.1:${ports.kwok}`,
    '--node-ip=127.0.0.1',
    `--node-port=${ports.kubelets}`,
    '--node-lease-duration-seconds=10',
    '--cidr=10.42.0.0/16',
  ];
}

function asUser(kubeconfig: string): string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    '--leader-elect=false',
  ];
}

const emulation = (version: string | undefined): string[] =>
  version === undefined ? [] : [`--emulated-version=${version}`];
