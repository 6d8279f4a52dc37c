/** VDCs as k3s clusters on a Kubernetes host, run by k3k. */

export { kubernetesEngine } from './kubernetes-engine.ts';
export { kubernetesOptionsSchema } from './options.ts';
