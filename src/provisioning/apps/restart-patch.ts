import type { JsonObject } from '#src/protocol/index.ts';

/** Makes a workload start its copies anew, in the way that `kubectl rollout restart` does. */
export function restartPatch(now: number): JsonObject {
  const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date(now).toISOString() };
  return { spec: { template: { metadata: { annotations } } } };
}
