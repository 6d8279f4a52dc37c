import { labelsAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';

import { secrets, serviceAccounts } from '../../kinds/index.ts';
import type { KubernetesObject } from '../../kubernetes-object.ts';
import type { ControlledCluster } from '../controller.ts';
import type { ImageReference } from './image-reference.ts';
import { imageReference } from './image-reference.ts';
import { playedFault } from './played-fault.ts';

/** What comes of asking a registry for an image. */
export type Pull =
  | { ok: true; milliseconds: number; bytes: number; digest: string }
  /** `message` is containerd's own. */
  | { ok: false; milliseconds: number; message: string }
  /** Not even a name. */
  | { ok: 'invalid'; message: string };

const missingTags = new Set(['missing', 'nope', 'does-not-exist', 'not-found', 'nonexistent']);

/** Decided by the name alone, so that an author can ask for each of the failures that real registries have. */
export function pull(cluster: ControlledCluster, pod: KubernetesObject, image: string): Pull {
  const reference = imageReference(image);
  if (!reference) {
    return {
      ok: 'invalid',
      message: `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`,
    };
  }
  const { registry, repository, tag, full } = reference;
  const host = registry.split(':')[0] ?? registry;
  const refused = (code: string, why: string, milliseconds = 700): Pull => ({
    ok: false,
    milliseconds,
    message: `${code === '' ? '' : `rpc error: code = ${code} desc = `}failed to pull and unpack image "${full}": failed to resolve reference "${full}": ${why}`,
  });
  const head = `failed to do request: Head "https://${registry}/v2/${repository}/manifests/${tag}"`;
  if (host.endsWith('.invalid') || host.startsWith('unknown-registry')) {
    return refused('Unknown', `${head}: dial tcp: lookup ${host}: no such host`, 400);
  }
  if (host.startsWith('slow.') || host.endsWith('.unreachable.example')) {
    return refused('Unknown', `${head}: dial tcp 203.0.113.7:443: i/o timeout`, 3_000);
  }
  if (host.startsWith('private.') && !hasCredentials(cluster, pod, registry)) {
    const url = `https://${registry}/token?scope=repository%3A${encodeURIComponent(repository)}%3Apull&service=${host}`;
    return refused(
      'Unknown',
      `failed to authorize: failed to fetch anonymous token: unexpected status from GET request to ${url}: 401 Unauthorized`,
    );
  }
  if (repository.includes('does-not-exist') || repository.includes('no-such')) {
    return registry === 'docker.io'
      ? refused(
          'Unknown',
          'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
        )
      : refused('NotFound', `${full}: not found`);
  }
  if (missingTags.has(tag) || playedFault(pod) === 'missing-image' || tag.includes('does-not-exist'))
    return refused('NotFound', `${full}: not found`);
  const size = cluster.chance('image-size', reference.repository);
  return {
    ok: true,
    milliseconds: 500 + Math.round(1_500 * cluster.chance('pull', full, pod.metadata.uid)),
    bytes: Math.round(4_000_000 + size * size * 240_000_000),
    digest: digestOf(cluster, reference),
  };
}

function digestOf(cluster: ControlledCluster, { registry, repository, tag }: ImageReference): string {
  const hex = Array.from({ length: 8 }, (_, part) =>
    Math.floor(cluster.chance('digest', registry, repository, tag, part) * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
  return `${registry}/${repository}@sha256:${hex}`;
}

/** Whether one of the pod's pull secrets, or of its service account's, names the registry. */
function hasCredentials(cluster: ControlledCluster, pod: KubernetesObject, registry: string): boolean {
  const { namespace } = pod.metadata;
  const account = cluster.store.get(serviceAccounts, namespace, textAt(pod, 'spec', 'serviceAccountName') ?? 'default');
  const names = [...objectsAt(pod, 'spec', 'imagePullSecrets'), ...objectsAt(account, 'imagePullSecrets')];
  return names.some((reference) => {
    const secret = cluster.store.get(secrets, namespace, textAt(reference, 'name') ?? '');
    const encoded = labelsAt(secret, 'data')['.dockerconfigjson'];
    if (encoded === undefined) return false;
    try {
      const config: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString());
      return Object.keys(objectAt(config, 'auths')).some((host) =>
        host.replace(/^https?:\/\//, '').startsWith(registry),
      );
    } catch {
      return false;
    }
  });
}
