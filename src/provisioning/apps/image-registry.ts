import { z } from 'zod';

import type { ImageName } from './image-name.ts';

/** What a registry says of an image: its digest, that there is none, or nothing at all. */
export type RegistryAnswer = { known: true; digest: string } | { known: true; digest: null } | { known: false };

/** Where images come from. */
export interface ImageRegistries {
  /** Never rejects: a registry that is not asked or does not answer is `known: false`. */
  digestOf(image: ImageName, signal?: AbortSignal): Promise<RegistryAnswer>;
}

/** Registries that are asked: no other address is ever called for a person. The API's host, and who gives out tokens. */
const registries: { readonly [host: string]: { api: string; tokens: readonly string[] } } = {
  'docker.io': { api: 'registry-1.docker.io', tokens: ['auth.docker.io'] },
  'ghcr.io': { api: 'ghcr.io', tokens: ['ghcr.io'] },
  'quay.io': { api: 'quay.io', tokens: ['quay.io'] },
  'registry.k8s.io': { api: 'registry.k8s.io', tokens: [] },
  'registry.gitlab.com': { api: 'registry.gitlab.com', tokens: ['gitlab.com'] },
};

const TIMEOUT_MS = 3_000;
const manifests = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Asks the well-known public registries, anonymously and briefly. */
export function publicRegistries(ask: typeof fetch = fetch): ImageRegistries {
  return {
    digestOf: async (image, signal) => {
      const registry = Object.hasOwn(registries, image.host) ? registries[image.host] : undefined;
      if (!registry) return { known: false };
      const ended = AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(signal ? [signal] : [])]);
      try {
        const address = `https://${registry.api}/v2/${image.repository}/manifests/${image.digest ?? image.tag ?? 'latest'}`;
        const head = async (token?: string) =>
          await ask(address, {
            method: 'HEAD',
            redirect: 'error',
            signal: ended,
            headers: { accept: manifests, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
          });
        let answer = await head();
        if (answer.status === 401) {
          const token = await tokenFor(answer.headers.get('www-authenticate') ?? '', registry.tokens, ask, ended);
          if (token === undefined) return { known: false };
          answer = await head(token);
        }
        if (answer.status === 404) return { known: true, digest: null };
        const digest = answer.headers.get('docker-content-digest') ?? '';
        return answer.ok && /^sha256:[0-9a-f]{64}$/.test(digest) ? { known: true, digest } : { known: false };
      } catch {
        return { known: false };
      }
    },
  };
}

const tokenSchema = z.object({ token: z.string().optional(), access_token: z.string().optional() });

/** A token for nobody in particular, from where the registry sends us, if we know that place. */
async function tokenFor(
  challenge: string,
  hosts: readonly string[],
  ask: typeof fetch,
  signal: AbortSignal,
): Promise<string | undefined> {
  const said = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
  );
  const realm = URL.canParse(said['realm'] ?? '') ? new URL(said['realm'] ?? '') : undefined;
  if (realm?.protocol !== 'https:' || !hosts.includes(realm.host)) return undefined;
  for (const key of ['service', 'scope']) if (said[key] !== undefined) realm.searchParams.set(key, said[key]);
  const answer = await ask(realm, { redirect: 'error', signal });
  const body = tokenSchema.safeParse(answer.ok ? await answer.json() : {});
  return body.data?.token ?? body.data?.access_token;
}
