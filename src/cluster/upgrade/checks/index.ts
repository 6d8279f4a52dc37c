import type { Check } from '../check.ts';
import { addOnsCheck } from './add-ons.ts';
import { backups } from './backups.ts';
import { certificates } from './certificates.ts';
import { controlPlane } from './control-plane.ts';
import { customDefinitions } from './custom-definitions.ts';
import { disruptionBudgets } from './disruption-budgets.ts';
import { endingsCheck } from './endings.ts';
import { extensionApis } from './extension-apis.ts';
import { helmReleases } from './helm-releases.ts';
import { localData } from './local-data.ts';
import { lonePods } from './lone-pods.ts';
import { managedCluster } from './managed-cluster.ts';
import { nodeHealthCheck } from './node-health.ts';
import { presentFaults } from './present-faults.ts';
import { removedApisCheck } from './removed-apis.ts';
import { roomToMove } from './room-to-move.ts';
import { singleCopies } from './single-copies.ts';
import { unfinishedWork } from './unfinished-work.ts';
import { versionPath } from './version-path.ts';
import { versionSkew } from './version-skew.ts';
import { webhooks } from './webhooks.ts';

/** What is looked at before an upgrade, in the order in which a person would. */
export const checks: { readonly [name: string]: Check } = {
  // The way.
  'version-path': versionPath,
  'version-skew': versionSkew,
  'managed-cluster': managedCluster,
  'unfinished-work': unfinishedWork,

  // What the new version does not know any more.
  'removed-apis': removedApisCheck,
  endings: endingsCheck,
  'custom-definitions': customDefinitions,
  'add-ons': addOnsCheck,

  // Whether the cluster is in a state to be upgraded.
  'control-plane': controlPlane,
  'extension-apis': extensionApis,
  'node-health': nodeHealthCheck,
  certificates,
  webhooks,
  'helm-releases': helmReleases,
  'present-faults': presentFaults,

  // What emptying the nodes does to what runs on them.
  'disruption-budgets': disruptionBudgets,
  'room-to-move': roomToMove,
  'single-copies': singleCopies,
  'lone-pods': lonePods,
  'local-data': localData,

  // The way back.
  backups,
};
