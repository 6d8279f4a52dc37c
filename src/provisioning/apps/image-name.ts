/** A container image as one writes it, in its parts. */
export interface ImageName {
  /** `docker.io` */
  host: string;
  /** `library/nginx` */
  repository: string;
  tag?: string;
  /** `sha256:…` */
  digest?: string;
}

const DOCKER = 'docker.io';
const part = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/;

/** The parts of an image's name, or null when it is none. */
export function parseImage(text: string): ImageName | null {
  if (text.length > 500) return null;
  const [withTag = '', digest, ...more] = text.split('@');
  if (more.length > 0 || (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest))) return null;
  const lastSlash = withTag.lastIndexOf('/');
  const colon = withTag.indexOf(':', lastSlash + 1);
  const tag = colon < 0 ? undefined : withTag.slice(colon + 1);
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) return null;
  const path = (colon < 0 ? withTag : withTag.slice(0, colon)).split('/');
  const [first = ''] = path;
  const hasHost = path.length > 1 && (/[.:]/.test(first) || first === 'localhost');
  if (hasHost && !/^[a-zA-Z0-9.-]+(?::\d{1,5})?$/.test(first)) return null;
  const parts = hasHost ? path.slice(1) : path;
  if (parts.length === 0 || !parts.every((one) => part.test(one))) return null;
  const host = hasHost && first !== 'index.docker.io' ? first : DOCKER;
  const repository = host === DOCKER && parts.length === 1 ? `library/${parts[0]}` : parts.join('/');
  return { host, repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}
