/** VDCs as k3s clusters on a Kubernetes host, run by k3k. */

export { kubernetesEngine } from './kubernetes-engine.ts';
export type { KubernetesOptions } from './options.ts';
export { kubernetesOptionsSchema } from './options.ts';
