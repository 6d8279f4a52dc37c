import { createHash } from 'node:crypto';

import { type Cluster, nameOf } from '#src/cluster/index.ts';
import { checkUpgrade, type UpgradeLine, type UpgradeReport } from '#src/cluster/upgrade/index.ts';

import { ActionFailure } from '../action.ts';
import type { Engine } from '../engine.ts';
import type { Services } from '../services.ts';
import { releasesFor } from './make-plan.ts';
import type { BackupWay } from './upgrade-plan.ts';

/** Checks whose trouble the run meets again, and asks the person about when it comes to that. */
const askedAbout: readonly string[] = [
  'disruption-budgets',
  'lone-pods',
  'room-to-move',
  'single-copies',
  'local-data',
];

/** Looks at everything that could stand in the way of an upgrade. Changes nothing. */
export async function preflight(
  { cluster, engine }: { cluster: Cluster; engine: Engine },
  wish: { to: string; version: string; backup: BackupWay },
  { services, signal }: { services: Pick<Services, 'now'>; signal: AbortSignal },
): Promise<UpgradeReport> {
  const now = new Date(services.now());
  try {
    return await checkUpgrade(cluster, {
      to: wish.to,
      available: await releasesFor({ engine, version: wish.version }),
      // The run keeps everything before it changes anything.
      ...(wish.backup === 'own' ? {} : { backups: { newest: now } }),
      now,
      signal,
    });
  } catch (error) {
    if (error instanceof RangeError) throw new ActionFailure('INVALID_SPEC', error.message);
    throw error;
  }
}

/** Lines that stop it for good: not those that the run asks about by itself. */
export function stoppers({ lines }: UpgradeReport): UpgradeLine[] {
  return lines.filter(({ verdict, check }) => verdict === 'blocks' && !askedAbout.includes(check));
}

/** Names a line: the same trouble has the same name the next time. */
export function lineId({ check, title, objects }: UpgradeLine): string {
  const about = [check, title, ...objects.map(nameOf)].join('\n');
  return createHash('sha256').update(about).digest('hex').slice(0, 12);
}
