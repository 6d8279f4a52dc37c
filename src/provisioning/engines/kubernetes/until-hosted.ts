import { ClusterError } from '#src/cluster/index.ts';

import { ActionFailure } from '../../action.ts';
import type { ApplyContext } from '../../engine.ts';
import type { Host } from './host.ts';
import type { HostedVdc } from './hosted-vdc.ts';
import { readHostedVdc } from './hosted-vdc.ts';
import { removed } from './removals.ts';
import { type Trouble, troubleOf } from './trouble.ts';
import { throwIfAborted, wait } from './wait.ts';

/** Trouble that stays this long is the outcome. Much passes sooner: k3k's own phase goes through Failed and comes back. */
export const TROUBLE_MS = 60_000;
/** A stage that comes to no end in this time ends as unknown. */
const PATIENCE_MS = 15 * 60_000;

/** Looks at a VDC until `done` says so. Rejects when it is removed, when trouble stays, and when the host stays silent. */
export async function untilHosted(
  host: Host,
  ref: string,
  { signal, log }: Pick<ApplyContext, 'signal' | 'log'>,
  done: (vdc: HostedVdc) => boolean | Promise<boolean>,
): Promise<HostedVdc> {
  const begin = host.now();
  let since: { trouble: Trouble; from: number } | undefined;
  for (;;) {
    throwIfAborted(signal);
    const vdc = await look(host, ref, signal, log);
    if (vdc !== 'unknown') {
      if (!vdc || vdc.namespace.metadata.deletionTimestamp !== undefined) throw removed();
      if (await done(vdc)) return vdc;
      const trouble = troubleOf(vdc);
      if (!trouble) since = undefined;
      else if (trouble.code !== since?.trouble.code) {
        since = { trouble, from: host.now() };
        log(trouble.message);
      } else since.trouble = trouble;
      if (since && (since.trouble.final || host.now() - since.from >= TROUBLE_MS)) {
        throw new ActionFailure(since.trouble.code, since.trouble.message, { retryable: !since.trouble.final });
      }
    }
    if (host.now() - begin > PATIENCE_MS) {
      throw new ActionFailure('UNKNOWN_OUTCOME', 'The host works on it for longer than it should. Look again later.');
    }
    await wait(host.pauseMs, signal);
  }
}

/** A host that does not answer for a moment is asked again; its patience is that of the whole stage. */
async function look(
  host: Host,
  ref: string,
  signal: AbortSignal,
  log: (line: string) => void,
): Promise<HostedVdc | null | 'unknown'> {
  try {
    return await readHostedVdc(host, ref, signal);
  } catch (error) {
    throwIfAborted(signal);
    if (!(error instanceof ClusterError) || !error.retryable) throw error;
    log(`The host does not answer: ${error.message}`);
    return 'unknown';
  }
}
