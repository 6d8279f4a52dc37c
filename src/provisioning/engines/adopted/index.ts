/** Clusters that are there already, taken in by their kubeconfigs. */

export { adoptedEngine } from './adopted-engine.ts';
export { adoptedOptionsSchema } from './options.ts';
