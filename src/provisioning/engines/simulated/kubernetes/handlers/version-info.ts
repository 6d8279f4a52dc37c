import { createHash } from 'node:crypto';

import type { JsonObject } from '#src/protocol/index.ts';

/** `GET /version` of a cluster that runs this version, for example `v1.36.3+k3s1`. */
export function versionInfo(version: string): JsonObject {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(version) ?? [];
  return {
    major,
    minor,
    gitVersion: version,
    gitCommit: createHash('sha1').update(version).digest('hex'),
    gitTreeState: 'clean',
    buildDate: '2026-10-14T00:00:00Z',
    goVersion: 'go1.25.3',
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}
