/** A program beside Kubernetes, and with which Kubernetes its makers say that it works. */
export interface AddOn {
  name: string;
  /** The repository of its main image, without registry and tag. */
  image: RegExp;
  /** Where its makers say so. */
  source: string;
  /** Per release of it: the first and the last Kubernetes that it was tested with. */
  tested?: readonly (readonly [release: string, first: string, last: string])[];
  /** Releases older than this do not work from that Kubernetes on. */
  breaks?: readonly { before: string; from: string; why: string }[];
  /** Nobody works on it any more. */
  retired?: string;
}

/**
 * What is known of programs that many clusters have. A release that is in no row is not judged. Not tested is no verdict:
 * most work, and one should know.
 */
export const addOns: readonly AddOn[] = [
  {
    name: 'cert-manager',
    image: /(^|\/)cert-manager-controller$/,
    source: 'https://cert-manager.io/docs/releases/',
    tested: [
      ['1.21', '1.33', '1.36'],
      ['1.18', '1.29', '1.33'],
      ['1.17', '1.29', '1.32'],
      ['1.16', '1.25', '1.32'],
      ['1.15', '1.25', '1.32'],
      ['1.14', '1.24', '1.31'],
      ['1.12', '1.22', '1.32'],
      ['1.10', '1.20', '1.26'],
      ['1.9', '1.20', '1.24'],
      ['1.8', '1.19', '1.24'],
      ['1.7', '1.18', '1.23'],
      ['1.6', '1.17', '1.22'],
      ['1.5', '1.16', '1.22'],
    ],
    breaks: [{ before: '1.5', from: '1.22', why: 'it asks for versions of Ingress and of webhooks that are gone' }],
  },
  {
    name: 'ingress-nginx',
    image: /(^|\/)ingress-nginx\/controller(-chroot)?$|(^|\/)nginx-ingress-controller$/,
    source: 'https://github.com/kubernetes/ingress-nginx#supported-versions-table',
    tested: [
      ['1.15', '1.31', '1.35'],
      ['1.14', '1.30', '1.34'],
      ['1.13', '1.29', '1.33'],
      ['1.12', '1.28', '1.32'],
      ['1.11', '1.26', '1.30'],
      ['1.10', '1.26', '1.30'],
      ['1.9', '1.25', '1.29'],
      ['1.8', '1.24', '1.27'],
      ['1.7', '1.24', '1.27'],
      ['1.6', '1.23', '1.26'],
      ['1.5', '1.23', '1.25'],
      ['1.4', '1.22', '1.25'],
      ['1.3', '1.20', '1.24'],
      ['1.2', '1.19', '1.23'],
      ['1.1', '1.19', '1.23'],
      ['1.0', '1.19', '1.22'],
    ],
    breaks: [{ before: '1.0', from: '1.22', why: 'it asks for a version of Ingress that is gone' }],
    retired: 'since March 2026; Traefik, or the Gateway API, can take its place',
  },
  {
    name: 'Traefik',
    image: /(^|\/)traefik$/,
    source: 'https://github.com/traefik/traefik-helm-chart#kubernetes-version-support',
    breaks: [{ before: '2.5', from: '1.22', why: 'it asks for a version of Ingress that is gone' }],
  },
  {
    name: 'Longhorn',
    image: /(^|\/)longhorn-manager$/,
    source: 'https://github.com/longhorn/longhorn/issues/4003',
    breaks: [{ before: '1.4', from: '1.25', why: 'it needs pod security policies, which are gone' }],
  },
  {
    name: 'Calico',
    image: /(^|\/)calico\/node$|(^|\/)mirrored-calico-node$/,
    source: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/requirements',
    tested: [
      ['3.33', '1.35', '1.37'],
      ['3.32', '1.34', '1.36'],
      ['3.31', '1.32', '1.35'],
      ['3.29', '1.29', '1.32'],
    ],
  },
  {
    name: 'Cilium',
    image: /(^|\/)cilium\/cilium$/,
    source: 'https://docs.cilium.io/en/stable/network/kubernetes/compatibility/',
    tested: [
      ['1.18', '1.30', '1.33'],
      ['1.17', '1.29', '1.32'],
      ['1.16', '1.27', '1.30'],
      ['1.15', '1.26', '1.29'],
    ],
  },
  {
    name: 'Istio',
    image: /(^|\/)istio\/pilot$/,
    source: 'https://istio.io/latest/docs/releases/supported-releases/',
    tested: [
      ['1.28', '1.30', '1.34'],
      ['1.27', '1.29', '1.33'],
      ['1.26', '1.29', '1.32'],
      ['1.25', '1.29', '1.32'],
      ['1.24', '1.28', '1.31'],
      ['1.23', '1.27', '1.30'],
      ['1.22', '1.27', '1.30'],
    ],
  },
  {
    name: 'metrics-server',
    image: /(^|\/)metrics-server(-amd64|-arm64)?$/,
    source: 'https://github.com/kubernetes-sigs/metrics-server#compatibility-matrix',
    breaks: [{ before: '0.4', from: '1.22', why: 'its makers end its support with 1.21' }],
  },
  {
    name: 'Velero',
    image: /(^|\/)velero\/velero$/,
    source: 'https://github.com/vmware-tanzu/velero#velero-compatibility-matrix',
    breaks: [{ before: '1.6.3', from: '1.22', why: 'it makes its definitions in a version that is gone' }],
  },
  {
    name: 'Kubeapps',
    image: /(^|\/)kubeapps(-dashboard|-apis)$|(^|\/)kubeapps\/(dashboard|kubeapps-apis)$/,
    source: 'https://github.com/vmware-tanzu/kubeapps',
    retired: 'since 2025; nobody tests it with newer versions of Kubernetes',
  },
  {
    name: 'the Prometheus operator',
    image: /(^|\/)prometheus-operator$/,
    source: 'https://github.com/prometheus-operator/prometheus-operator/blob/main/CHANGELOG.md',
    breaks: [{ before: '0.46', from: '1.22', why: 'its definitions are of a version that is gone' }],
  },
  {
    name: 'k3k',
    image: /(^|\/)k3k$/,
    source: 'https://github.com/rancher/k3k',
  },
];
