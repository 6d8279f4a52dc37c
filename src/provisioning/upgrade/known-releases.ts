import { compareVersions, minorOf } from '#src/cluster/upgrade/index.ts';

/** The newest release of each minor that this product knows, for clusters whose engine offers none. */
const releases = ['v1.36.3', 'v1.35.6', 'v1.34.1', 'v1.33.5', 'v1.32.9', 'v1.31.13'];

/**
 * The versions a cluster may be brought to, newest first: those its engine offers; otherwise the known releases, written as
 * this cluster's own distribution writes them.
 */
export function knownReleases(from: string, offered: readonly string[]): string[] {
  const suffix = /\+k3s\d+$/.test(from) ? '+k3s1' : /\+rke2r\d+$/.test(from) ? '+rke2r1' : '';
  const all = offered.length > 0 ? [...offered] : releases.map((release) => `${release}${suffix}`);
  return all.filter((version) => compareVersions(version, from) > 0).sort((a, b) => compareVersions(b, a));
}

/** The newest release of each minor, newest first. */
export function newestOfEach(versions: readonly string[]): string[] {
  const seen = new Set<number>();
  return versions.filter((version) => {
    const minor = minorOf(version);
    if (seen.has(minor)) return false;
    seen.add(minor);
    return true;
  });
}
