import { parseImage } from '../apps/image-name.ts';

/** Where one can read what is new in an image, as its registry makes it known; undefined where nobody can tell. */
export function releasePage(image: string): string | undefined {
  const parsed = parseImage(image.trim());
  if (!parsed) return undefined;
  const { host, repository } = parsed;
  const [owner = '', name = ''] = repository.split('/');
  switch (host) {
    case 'docker.io':
      return owner === 'library'
        ? `https://hub.docker.com/_/${name}/tags`
        : `https://hub.docker.com/r/${owner}/${name}/tags`;
    case 'ghcr.io':
      return `https://github.com/${owner}/${name}/releases`;
    case 'quay.io':
      return `https://quay.io/repository/${owner}/${name}?tab=tags`;
    case 'registry.gitlab.com':
      return `https://gitlab.com/${owner}/${name}/-/releases`;
    default:
      return undefined;
  }
}

/** Where one can read what is new in a chart: the releases of the repository that it comes from, or its page at Artifact Hub. */
export function chartPage(repository: string | undefined, chart: string): string {
  const oci = /^oci:\/\/ghcr\.io\/([^/]+)\/([^/]+)/.exec(repository ?? chart);
  const pages = /^https:\/\/([\w-]+)\.github\.io\/([^/]+)/.exec(repository ?? '');
  const [, owner, name] = oci ?? pages ?? [];
  if (owner !== undefined && name !== undefined) return `https://github.com/${owner}/${name}/releases`;
  const word = chart.split('/').at(-1) ?? chart;
  return `https://artifacthub.io/packages/search?ts_query_web=${encodeURIComponent(word)}`;
}
