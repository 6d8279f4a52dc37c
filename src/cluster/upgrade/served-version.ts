import type { CallOptions, Cluster } from '../cluster.ts';
import { ClusterError } from '../cluster-error.ts';
import { textAt } from '../fields.ts';
import { minorName, minorOf } from './version.ts';

/**
 * The version whose APIs a cluster serves: what it says that it is, or the older minor that it was asked to emulate, which is
 * where an upgrade begins for those who use them.
 */
export async function servedVersion(cluster: Cluster, options: CallOptions = {}): Promise<string> {
  const own = await cluster.version(options);
  try {
    const answer = await cluster.raw('/version', options);
    const [major, minor] = [textAt(answer, 'emulationMajor'), textAt(answer, 'emulationMinor')];
    const emulated = minorName(`v${major}.${minor}`);
    return minorOf(emulated) < minorOf(own) ? emulated : own;
  } catch (error) {
    if (error instanceof ClusterError && options.signal?.aborted !== true) return own;
    throw error;
  }
}
