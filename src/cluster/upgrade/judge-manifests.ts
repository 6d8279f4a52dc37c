import type { ObjectReference } from '../cluster-object.ts';
import { removedAt } from './facts/removed-apis.ts';
import { verdictOf } from './judge-upgrade.ts';
import { apisIn, type FoundApi } from './manifest-apis.ts';
import { byHand } from './remedies.ts';
import type { UpgradeLine, UpgradeVerdict } from './report.ts';
import { minorName, minorOf, parseVersion } from './version.ts';
import { count, MOST_OBJECTS } from './wording.ts';

/** A file with manifests, and where it is. */
export interface ManifestFile {
  path: string;
  text: string;
}

/** What of a folder's manifests a newer Kubernetes would not take. Plain data. */
export interface ManifestReport {
  /** Fields may be added under the same one, never taken away or changed. */
  version: 1;
  to: string;
  verdict: UpgradeVerdict;
  /** How many files were looked into. */
  files: number;
  lines: UpgradeLine[];
}

/**
 * Looks into manifests for versions that the wanted Kubernetes does not know any more, or that are deprecated in it. Pure.
 * Throws `RangeError` for a wish that is no version.
 */
export function judgeManifests(files: readonly ManifestFile[], wanted: string): ManifestReport {
  if (!parseVersion(wanted)) {
    throw new RangeError(`"${wanted}" is no version of Kubernetes. Write it like v1.36 or v1.36.3+k3s1.`);
  }
  const groups = new Map<string, [Use, ...Use[]]>();
  for (const { path, text } of files) {
    for (const found of apisIn(spreadOut(text))) {
      if (minorOf(wanted) < Math.min(removedAt(found.api), minorOf(found.api.deprecated ?? '1.999'))) continue;
      const key = `${found.api.apiVersion} ${found.api.kind}`;
      const group = groups.get(key);
      if (group) group.push({ found, path });
      else groups.set(key, [{ found, path }]);
    }
  }
  const lines = [...groups.values()].map((uses) => lineOf(uses, wanted));
  return {
    version: 1,
    to: wanted,
    verdict: verdictOf(lines),
    files: files.length,
    lines: lines.toSorted((a, b) => Number(a.verdict === 'warn') - Number(b.verdict === 'warn')),
  };
}

/** An object of a version that goes, and the file that it is in. */
interface Use {
  found: FoundApi;
  path: string;
}

function lineOf(uses: readonly [Use, ...Use[]], wanted: string): UpgradeLine {
  const [{ found }] = uses;
  const { apiVersion, kind, removed, replacement, broughtBy } = found.api;
  const gone = removedAt(found.api) <= minorOf(wanted);
  const when = removed === undefined ? `gone from ${broughtBy}` : `removed in ${removed}`;
  return {
    check: 'removed-apis',
    verdict: gone ? 'blocks' : 'warn',
    title: gone
      ? `${kind} ${apiVersion} is ${when}: ${minorName(wanted)} does not take ${uses.length === 1 ? 'it' : `these ${uses.length}`}.`
      : `${kind} ${apiVersion} is deprecated, and will be ${when}.`,
    detail: replacement === undefined ? 'Nothing takes its place.' : `Write ${replacement} instead.`,
    objects: uses.slice(0, MOST_OBJECTS).map(
      ({ found: { name, namespace } }): ObjectReference => ({
        apiVersion,
        kind,
        ...(namespace === undefined ? {} : { namespace }),
        name,
      }),
    ),
    evidence: uses.slice(0, MOST_OBJECTS).map(({ found: { line, name }, path }) => ({
      field: 'apiVersion',
      value: `${path}:${line}`,
      text: name === '' ? kind : `${kind} "${name}"`,
    })),
    remedies:
      replacement === undefined
        ? []
        : [
            byHand({
              id: 'rewrite',
              title: `Write ${replacement} in ${count(new Set(uses.map(({ path }) => path)).size, 'file')}`,
              steps: [
                `kubectl convert -f FILE --output-version ${replacement} writes most of it, or kubectl explain ${kind.toLowerCase()} --api-version=${replacement} shows what has changed.`,
                'Try it with kubectl apply --dry-run=server, then apply it.',
              ],
            }),
          ],
  };
}

/** JSON that a program wrote in one line, as many. */
function spreadOut(text: string): string {
  if (!/^\s*[{[]/.test(text) || text.slice(0, 4_000).includes('\n ')) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 1);
  } catch {
    return text;
  }
}
