/** A version of Kubernetes, as servers, nodes, image tags and people write it. */
export interface Version {
  major: number;
  minor: number;
  /** Absent where somebody named a minor only. */
  patch?: number;
  /** Of a release candidate: `rc.1`. */
  before?: string;
  /** Of a distribution: the 2 of `+k3s2`. */
  build: number;
}

/** `v1.36.3+k3s1`, `1.36.3-k3s1`, `v1.30.5-gke.1014001`, `v1.36`; undefined for what is no version. */
export function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch, rest = ''] =
    /^v?(\d{1,3})\.(\d{1,3})(?:\.(\d{1,5}))?([+-].*)?$/.exec(text.trim()) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  const [before] = /\b(?:alpha|beta|rc)\d*(?:\.\d+)?/.exec(rest) ?? [];
  const [, build = '0'] = /[+-](?:k3s|rke2r)(\d+)/.exec(rest) ?? [];
  return {
    major: Number(major),
    minor: Number(minor),
    ...(patch === undefined ? {} : { patch: Number(patch) }),
    ...(before === undefined ? {} : { before }),
    build: Number(build),
  };
}

/** Below zero where the first is older. A minor alone is as old as its first release. */
export function compareVersions(first: string, second: string): number {
  const [a, b] = [parseVersion(first), parseVersion(second)];
  if (!a || !b) return first.localeCompare(second);
  return (
    minorOf(first) - minorOf(second) ||
    (a.patch ?? 0) - (b.patch ?? 0) ||
    compareCandidates(a.before, b.before) ||
    a.build - b.build
  );
}

/** The minor of a version as one number that can be compared: 1036 for `v1.36.3`; NaN for what is no version. */
export function minorOf(version: string): number {
  const parsed = parseVersion(version);
  return parsed ? parsed.major * 1000 + parsed.minor : Number.NaN;
}

/** `v1.36` of `v1.36.3+k3s1`. */
export function minorName(version: string | number): string {
  const minor = typeof version === 'number' ? version : minorOf(version);
  return `v${Math.floor(minor / 1000)}.${minor % 1000}`;
}

/** Not yet a release: older than the release. */
function compareCandidates(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  return b === undefined ? -1 : a.localeCompare(b, 'en', { numeric: true });
}
