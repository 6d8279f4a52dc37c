import type { DeleteOptions } from '#src/cluster/index.ts';
import { ClusterError, nameOf, objectsAt, textAt } from '#src/cluster/index.ts';

import { ActionFailure } from '../../action.ts';
import type { ApplyContext } from '../../engine.ts';
import { allOf } from './all-of.ts';
import type { Host } from './host.ts';
import { readNamespace } from './hosted-vdc.ts';
import { k3kNames } from './names.ts';
import { wait } from './wait.ts';

/** Longer than this, the namespace's own removal is left to deal with what is in it. */
const EMPTYING_MS = 60_000;
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
  // k3k's own goes first, with all that belongs to it: its finalizer wants the namespace alive.
  const k3k = k3kNames(record.plan.spec.name).cluster;
  const reference = { apiVersion: 'k3k.io/v1beta1', kind: 'Cluster', namespace: at, name: k3k };
  await removeAndWait(host, reference, { propagation: 'Foreground' }, context);
  await untilEmpty(host, at, context);
  progress('controllers', 100, 'The machines are gone');
  progress('network', 0, 'Removing its place on the host');
  const { uid } = namespace.metadata;
  await removeAndWait(
    host,
    { apiVersion: 'v1', kind: 'Namespace', name: at },
    uid === undefined ? {} : { uid },
    context,
  );
  progress('reserve', 100, 'Everything is given back');
}

/** A namespace goes at once when it is empty; one with pods and disks in it is looked at again only every few seconds. */
async function untilEmpty(host: Host, namespace: string, { signal, progress }: ApplyContext): Promise<void> {
  const cluster = await host.cluster();
  const begin = host.now();
  while (host.now() - begin < EMPTYING_MS) {
    const [pods, claims] = await Promise.all(
      ['Pod', 'PersistentVolumeClaim'].map((kind) => allOf(cluster, { apiVersion: 'v1', kind, namespace }, { signal })),
    );
    if (pods?.length === 0 && claims?.length === 0) return;
    progress(
      'controllers',
      undefined,
      `${pods?.length ?? 0} machines and ${claims?.length ?? 0} disks are still there`,
    );
    await wait(host.pauseMs, signal);
  }
}

async function removeAndWait(
  host: Host,
  reference: Parameters<typeof nameOf>[0],
  options: Pick<DeleteOptions, 'uid' | 'propagation'>,
  { signal, log, progress }: ApplyContext,
): Promise<void> {
  const cluster = await host.cluster();
  try {
    await cluster.delete(reference, { ...options, signal });
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
    if (left === null || (left !== 'unknown' && options.uid !== undefined && left.metadata.uid !== options.uid)) return;
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
