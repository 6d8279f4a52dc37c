import { ClusterError, nameOf, objectsAt, textAt } from '#src/cluster/index.ts';

import { ActionFailure } from '../../action.ts';
import type { ApplyContext } from '../../engine.ts';
import type { Host } from './host.ts';
import { readNamespace } from './hosted-vdc.ts';
import { k3kNames } from './names.ts';
import { wait } from './wait.ts';

/** How long the host may take to remove a VDC, whose parts may have finalizers of their own. */
const PATIENCE_MS = 10 * 60_000;

/** Removes a VDC with its namespace, and waits until nothing of it is left. What is gone stays gone. */
export async function destroy(host: Host, ref: string, context: ApplyContext): Promise<void> {
  const { signal, progress } = context;
  const cluster = await host.cluster();
  const found = await readNamespace(cluster, ref, signal);
  if (!found) return;
  const { record, namespace } = found;
  await host.removals.add(record.effectId);
  const at = namespace.metadata.name;
  progress('workers', 0, 'Removing the machines');
  // k3k's own goes first: its finalizer wants the namespace alive.
  const k3k = {
    apiVersion: 'k3k.io/v1beta1',
    kind: 'Cluster',
    namespace: at,
    name: k3kNames(record.plan.spec.name).cluster,
  };
  await removeAndWait(host, k3k, context);
  progress('controllers', 100, 'k3k has let go of the machines');
  progress('network', 0, 'Removing its place on the host');
  await removeAndWait(host, { apiVersion: 'v1', kind: 'Namespace', name: at }, context, namespace.metadata.uid);
  progress('reserve', 100, 'Everything is given back');
}

async function removeAndWait(
  host: Host,
  reference: Parameters<typeof nameOf>[0],
  { signal, log, progress }: ApplyContext,
  uid?: string,
): Promise<void> {
  const cluster = await host.cluster();
  try {
    await cluster.delete(reference, { signal, ...(uid === undefined ? {} : { uid }) });
  } catch (error) {
    // Another one of this name by now: ours is gone. A kind that is not served any more has no objects either.
    if (!(error instanceof ClusterError) || !['CONFLICT', 'UNKNOWN_KIND'].includes(error.code)) throw error;
    if (error.code === 'UNKNOWN_KIND') return;
  }
  const begin = host.now();
  let told = '';
  for (;;) {
    const left = await cluster.get(reference, { signal }).catch((error: unknown) => {
      if (error instanceof ClusterError && error.retryable) return 'unknown' as const;
      throw error;
    });
    if (left === null || (left !== 'unknown' && uid !== undefined && left.metadata.uid !== uid)) return;
    const why = left === 'unknown' ? 'The host does not answer' : whatHolds(left);
    if (why !== '' && why !== told) {
      told = why;
      log(why);
      progress('network', undefined, why);
    }
    if (host.now() - begin > PATIENCE_MS) {
      throw new ActionFailure(
        'UNKNOWN_OUTCOME',
        `${nameOf(reference)} is still being removed. ${told} Look again in a few minutes.`.replace(/ {2,}/g, ' '),
        { retryable: true },
      );
    }
    await wait(host.pauseMs, signal);
  }
}

/** What something that is to go still waits for, as the host says. */
function whatHolds(left: object): string {
  const remaining = objectsAt(left, 'status', 'conditions')
    .filter(({ type, status }) => /Remaining|Failure/.test(String(type)) && status === 'True')
    .map((condition) => textAt(condition, 'message') ?? '');
  return remaining.join(' ');
}
