import { stringify } from 'yaml';

import { Snapshot } from '#src/cluster/diagnosis/index.ts';
import { nameOf } from '#src/cluster/index.ts';
import { judgeManifests, judgeUpgrade, pathTo } from '#src/cluster/upgrade/index.ts';

import type { EvaluationCase } from './evaluation-case.ts';

/** What a case of removed APIs came to. */
export interface UpgradeResult {
  id: string;
  wanted: number;
  found: number;
  missed: string[];
  alarms: string[];
}

interface Wanted {
  object: string;
  apiVersion?: string;
  removed_in?: string;
  replacement?: string;
}

/** As far as removals are known. */
const TARGET = 'v1.36.3+k3s1';

/**
 * Runs a practice case of removed APIs: its objects as a folder of manifests, and as they would be found in a cluster of the
 * minor before the removal. An object counts as found where its version, and what to write instead, are named with it.
 */
export function evaluateUpgrade(one: EvaluationCase): UpgradeResult {
  const objects = one.setup.objects ?? [];
  const wanted = (one.expected.findings ?? []) as Wanted[];
  const minors = wanted.flatMap(({ removed_in = '' }) =>
    /^1\.\d+$/.test(removed_in) ? [Number(removed_in.slice(2))] : [],
  );
  const before = minors.length === 0 ? 'v1.35.6+k3s1' : `v1.${Math.min(...minors) - 1}.0`;
  const files = objects.map((object, index) => ({ path: `${index}.yaml`, text: stringify(object) }));
  const now = Date.now();
  const preflight = {
    path: pathTo(before, TARGET),
    now,
    snapshot: new Snapshot([], { now }),
    others: new Map(),
    releases: [],
    requests: [],
    readiness: [],
    writers: objects,
    unread: new Map(),
  };
  const lines = [...judgeManifests(files, TARGET).lines, ...judgeUpgrade(preflight).lines].filter(
    ({ check, verdict }) => check === 'removed-apis' && verdict !== 'ok',
  );
  const said = lines.flatMap(({ objects: about, title, detail = '' }) =>
    about.map((object) => ({ name: nameOf(object), text: `${title} ${detail}` })),
  );
  const isSaid = ({ object, apiVersion = '', replacement = '' }: Wanted) =>
    said.some(({ name, text }) => same(name, object) && text.includes(apiVersion) && text.includes(replacement));
  const missed = wanted
    .filter((finding) => !isSaid(finding))
    .map(({ object, apiVersion }) => `${object} (${apiVersion})`);
  const alarms = said
    .filter(({ name }) => !wanted.some(({ object }) => same(name, object)))
    .map(({ name, text }) => `${name}: ${text}`);
  return { id: one.id, wanted: wanted.length, found: wanted.length - missed.length, missed, alarms };
}

/** `Kind namespace/name`, where a namespace may be missing on either side. */
function same(one: string, other: string): boolean {
  const short = (text: string) => text.trim().replace(/ .*\//, ' ');
  return short(one) === short(other);
}
