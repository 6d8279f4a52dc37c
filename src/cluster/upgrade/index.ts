export { checkUpgrade } from './check-upgrade.ts';
export { checks } from './checks/index.ts';
export { judgeManifests, type ManifestFile, type ManifestReport } from './judge-manifests.ts';
export { judgeUpgrade } from './judge-upgrade.ts';
export { pathTo } from './path-to.ts';
export type { Preflight } from './preflight.ts';
export type { UpgradeLine, UpgradeReport } from './report.ts';
export { compareVersions, minorOf, parseVersion } from './version.ts';
