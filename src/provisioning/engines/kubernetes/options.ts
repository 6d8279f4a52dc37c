import { z } from 'zod';

const decimal = z.string().regex(/^\d{1,12}(\.\d{1,12})?$/);

/** The engine's part of the configuration. */
export const kubernetesOptionsSchema = z.strictObject({
  /** The kubeconfig file of the host cluster; absent: the service account of the pod that the wizard runs in. */
  kubeconfig: z.string().min(1).optional(),
  /** The Kubernetes versions on offer, newest first: `v1.36.3+k3s1`. */
  versions: z
    .array(z.string().regex(/^v\d+\.\d+\.\d+\+k3s\d+$/))
    .min(1)
    .default(['v1.36.3+k3s1', 'v1.35.6+k3s1', 'v1.34.1+k3s1']),
  /** How the Kubernetes APIs of the VDCs are reached from outside. */
  expose: z.enum(['clusterIP', 'nodePort', 'loadBalancer', 'ingress']).default('clusterIP'),
  /** For `nodePort`: a name or address of the nodes. For `ingress`: the domain under which each VDC gets a name. */
  exposeHost: z.string().min(1).optional(),
  ingressClass: z.string().min(1).optional(),
  /** For the disks of controllers; absent: the default one of the host. */
  storageClass: z.string().min(1).optional(),
  /** Traffic between the machines of a VDC is encrypted with WireGuard. */
  wireguard: z.boolean().default(false),
  /** The VirtualClusterPolicy that holds for every VDC. */
  policy: z.string().min(1).optional(),
  usdPerVcpuHour: decimal.default('0'),
  usdPerMemoryGiBHour: decimal.default('0'),
  usdPerDiskGiBHour: decimal.default('0'),
  usdPerTft: decimal.default('0.01'),
});

export type KubernetesOptions = z.infer<typeof kubernetesOptionsSchema>;
