import * as core from './core.ts';
import * as k3s from './k3s.ts';
import type { Kind } from './kind.ts';
import * as machinery from './machinery.ts';
import * as metrics from './metrics.ts';
import * as network from './network.ts';
import * as rights from './rights.ts';
import * as workloads from './workloads.ts';

export * from './core.ts';
export * from './k3s.ts';
export * from './kind.ts';
export * from './machinery.ts';
export * from './metrics.ts';
export * from './network.ts';
export * from './rights.ts';
export * from './workloads.ts';

/** Every kind that a cluster serves by itself; custom resource definitions add to them. */
export const builtInKinds: readonly Kind[] = [core, workloads, network, rights, machinery, k3s, metrics].flatMap(
  (group) => Object.values(group),
);
