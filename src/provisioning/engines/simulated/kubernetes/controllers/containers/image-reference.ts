/** An image's name taken apart, as containerd reads it. */
export interface ImageReference {
  /** `docker.io` */
  registry: string;
  /** `library/nginx` */
  repository: string;
  tag: string;
  /** `docker.io/library/nginx:1.29` */
  full: string;
  /** The last part of the repository: `nginx`. */
  base: string;
}

const form =
  /^(?:((?:localhost|[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+)(?::\d+)?|[a-zA-Z0-9-]+:\d+)\/)?([a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)(?::([A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(sha256:[a-f0-9]{64}))?$/;

/** Null for what is no name of an image. */
export function imageReference(image: string): ImageReference | null {
  if (image.length > 512) return null;
  const [, registry = 'docker.io', path, tag, digest] = form.exec(image) ?? [];
  if (path === undefined) return null;
  const repository = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  const version = tag ?? (digest === undefined ? 'latest' : '');
  const full = `${registry}/${repository}${version === '' ? '' : `:${version}`}${digest === undefined ? '' : `@${digest}`}`;
  return { registry, repository, tag: version, full, base: repository.split('/').at(-1) ?? repository };
}
