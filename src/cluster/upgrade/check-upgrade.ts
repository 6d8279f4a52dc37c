import type { Cluster } from '../cluster.ts';
import { Snapshot } from '../diagnosis/snapshot.ts';
import { judgeUpgradeByTurns } from './judge-upgrade.ts';
import { pathTo, type UpgradePath } from './path-to.ts';
import type { Preflight } from './preflight.ts';
import { readPreflight } from './read-preflight.ts';
import type { UpgradeReport, UpgradeWish } from './report.ts';
import { servedVersion } from './served-version.ts';

/**
 * Says what stands between a cluster and a newer Kubernetes. Reads the cluster once, in pages, and changes nothing. Rejects
 * with `RangeError` for a wish that is no version, and with `ClusterError` where the cluster cannot be reached at all.
 */
export async function checkUpgrade(cluster: Cluster, wish: UpgradeWish): Promise<UpgradeReport> {
  const from = await servedVersion(cluster, wish.signal ? { signal: wish.signal } : {});
  const path = pathTo(from, wish.to, wish.available);
  return await judgeUpgradeByTurns(
    path.refused === undefined ? await readPreflight(cluster, path, wish) : nothingRead(path, wish),
  );
}

/** Where there is no way, nothing has to be read. */
function nothingRead(path: UpgradePath, wish: UpgradeWish): Preflight {
  const now = wish.now.getTime();
  return {
    path,
    now,
    snapshot: new Snapshot([], { now }),
    others: new Map(),
    releases: [],
    requests: [],
    readiness: [],
    writers: [],
    unread: new Map(),
  };
}
