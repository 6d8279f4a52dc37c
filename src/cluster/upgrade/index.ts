export { checkUpgrade } from './check-upgrade.ts';
export { checks } from './checks/index.ts';
export { judgeManifests, type ManifestFile, type ManifestReport } from './judge-manifests.ts';
export { judgeUpgrade } from './judge-upgrade.ts';
export { pathTo, type UpgradePath } from './path-to.ts';
export type { Preflight } from './preflight.ts';
export type { UpgradeLine, UpgradeRemedy, UpgradeReport, UpgradeVerdict, UpgradeWish } from './report.ts';
export { compareVersions, minorName, minorOf, parseVersion } from './version.ts';
