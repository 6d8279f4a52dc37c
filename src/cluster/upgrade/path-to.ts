import { compareVersions, minorName, minorOf, parseVersion } from './version.ts';

/** The way from what runs to what is wanted. */
export interface UpgradePath {
  from: string;
  /** As exactly as it is known. */
  to: string;
  /** One minor at a time, ending with `to`; empty where there is no way. */
  hops: string[];
  /** Why there is no way. */
  refused?: 'downgrade' | 'same' | 'unknown' | 'far';
}

/** More minors than anybody goes at once; a typing mistake, or another major. */
const FARTHEST = 30;

/**
 * Plans the versions on the way: of each minor between, the newest release that is available, or the minor alone where none
 * is known. Throws `RangeError` for a wish that is no version.
 */
export function pathTo(from: string, wanted: string, available: readonly string[] = []): UpgradePath {
  if (!parseVersion(wanted)) {
    throw new RangeError(`"${wanted}" is no version of Kubernetes. Write it like v1.36 or v1.36.3+k3s1.`);
  }
  const to = releaseOf(wanted, from, available);
  if (!parseVersion(from)) return { from, to, hops: [], refused: 'unknown' };
  const [first, last] = [minorOf(from), minorOf(to)];
  if (first === last) {
    // A minor alone that runs already is there, whatever its patch.
    const order = parseVersion(to)?.patch === undefined ? 0 : compareVersions(to, from);
    if (order === 0) return { from, to, hops: [], refused: 'same' };
    return order < 0 ? { from, to, hops: [], refused: 'downgrade' } : { from, to, hops: [to] };
  }
  if (last < first) return { from, to, hops: [], refused: 'downgrade' };
  if (last - first > FARTHEST) return { from, to, hops: [], refused: 'far' };
  const between = Array.from({ length: last - first - 1 }, (_, index) =>
    releaseOf(minorName(first + index + 1), from, available),
  );
  return { from, to, hops: [...between, to] };
}

/** The newest release of a minor; what is named exactly stays. Releases of the same kind as what runs come first. */
function releaseOf(wanted: string, from: string, available: readonly string[]): string {
  if (parseVersion(wanted)?.patch !== undefined) return wanted.startsWith('v') ? wanted : `v${wanted}`;
  const minor = minorOf(wanted);
  const releases = available.filter((version) => minorOf(version) === minor).toSorted(compareVersions);
  const alike = releases.filter((version) => flavourOf(version) === flavourOf(from) && !parseVersion(version)?.before);
  return alike.at(-1) ?? releases.at(-1) ?? minorName(minor);
}

const flavourOf = (version: string): string => /(k3s|rke2)/.exec(version)?.[0] ?? '';
