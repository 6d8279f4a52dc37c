import { gunzipSync } from 'node:zlib';

import type { Json } from '#src/protocol/index.ts';

import type { Cluster } from '../cluster.ts';
import type { ClusterObject } from '../cluster-object.ts';
import { textAt } from '../fields.ts';
import { apisIn } from './manifest-apis.ts';
import type { HelmRelease } from './preflight.ts';

/** What a release may be unpacked: Helm keeps at most a megabyte of a Secret, packed. */
const MAX_RELEASE = 24 * 1024 * 1024;
/** Secrets of Helm are big: few at once. */
const PAGE = 10;

/** The newest revision of every Helm release. Of what a release keeps, only the kinds that go are remembered. */
export async function readReleases(cluster: Cluster, options: { signal?: AbortSignal }): Promise<HelmRelease[]> {
  const newest = new Map<string, HelmRelease>();
  const selection = {
    apiVersion: 'v1',
    kind: 'Secret',
    labels: 'owner=helm,status!=superseded',
    fields: 'type=helm.sh/release.v1',
    page: PAGE,
  };
  for await (const secret of cluster.list(selection, options)) {
    const { labels = {}, namespace = '', name } = secret.metadata;
    const key = `${namespace}/${labels['name'] ?? name}`;
    const revision = Number(labels['version'] ?? 0);
    if (revision < (newest.get(key)?.revision ?? 0)) continue;
    newest.set(key, releaseIn(secret, { name: labels['name'] ?? name, namespace, revision }));
  }
  return [...newest.values()];
}

/** What a Secret of Helm says: base64 of Helm's own base64 of packed JSON. One that cannot be read has no kinds. */
export function releaseIn(
  secret: ClusterObject,
  known: Pick<HelmRelease, 'name' | 'namespace' | 'revision'>,
): HelmRelease {
  const status = secret.metadata.labels?.['status'] ?? 'unknown';
  const content = unpacked(textAt(secret, 'data', 'release') ?? '');
  const chart = [textAt(content, 'chart', 'metadata', 'name'), textAt(content, 'chart', 'metadata', 'version')];
  const changedAt = textAt(content, 'info', 'last_deployed');
  return {
    ...known,
    status,
    chart: chart.filter((part) => part !== undefined).join(' '),
    ...(changedAt === undefined ? {} : { changedAt }),
    apis: apisIn(textAt(content, 'manifest') ?? ''),
  };
}

function unpacked(data: string): Json | undefined {
  try {
    const packed = Buffer.from(Buffer.from(data, 'base64').toString('latin1'), 'base64');
    // Releases of the first Helm 3 are not packed.
    const isPacked = packed[0] === 0x1f && packed[1] === 0x8b;
    const text = isPacked ? gunzipSync(packed, { maxOutputLength: MAX_RELEASE }).toString() : packed.toString();
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
