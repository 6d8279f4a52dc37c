import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { parse } from 'yaml';

import { type Finding, judge, Snapshot } from '#src/cluster/diagnosis/index.ts';
import { maskLog } from '#src/cluster/diagnosis/mask-log.ts';
import { logKey } from '#src/cluster/diagnosis/snapshot.ts';
import { type ClusterObject, nameOf, objectsAt, textAt } from '#src/cluster/index.ts';

import { type EvaluationCase, failureModes } from './evaluation-case.ts';
import { playCase } from './play-case.ts';
import { evaluateUpgrade } from './upgrade.ts';

/**
 * `npm run eval:diagnosis -- DIR`: runs practice cases and prints how many root causes are found, and what is found where
 * nothing is wrong. DIR has an `index.json` that lists the cases, each with objects and what should be found.
 */
const [folder] = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const loud = process.argv.includes('--verbose');
if (folder === undefined) {
  console.error('Say where the cases are: npm run eval:diagnosis -- DIR');
  process.exit(2);
}

interface Result {
  id: string;
  modes: string[];
  wanted: number;
  found: number;
  alarms: string[];
  missed: string[];
}

const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as {
  id: string;
  suite: string;
  kind: string;
  tags: string[];
  file: string;
}[];
const counted = index.filter(
  ({ suite, kind, tags }) =>
    suite !== 'api-removal' &&
    ['fault', 'positive', 'negative', 'lint'].includes(kind) &&
    !tags.some((tag) => tag === 'contested' || tag === 'filtering'),
);
const results = counted.map(({ file }) => evaluate(read(join(folder, file)), recordedLog(join(folder, dirname(file)))));

for (const { id, wanted, found, missed, alarms } of results) {
  const sign = found < wanted || alarms.length > 0 ? '✘' : '✔';
  if (sign === '✘' || loud)
    console.log(
      `${sign} ${id}: ${found} of ${wanted}${missed.map((one) => `\n    missed  ${one}`).join('')}${alarms.map((one) => `\n    alarm   ${one}`).join('')}`,
    );
}
const byMode = new Map<string, { wanted: number; found: number }>();
for (const { modes, wanted, found } of results) {
  for (const mode of modes) {
    const sum = byMode.get(mode) ?? { wanted: 0, found: 0 };
    byMode.set(mode, { wanted: sum.wanted + wanted, found: sum.found + found });
  }
}
console.log('\nBy failure mode:');
for (const [mode, { wanted, found }] of [...byMode].sort(([a], [b]) => a.localeCompare(b)))
  console.log(`  ${mode}  ${found} of ${wanted}`);
const sum = (part: (result: Result) => number) => results.reduce((total, result) => total + part(result), 0);
const [wanted, found, alarms] = [sum((one) => one.wanted), sum((one) => one.found), sum((one) => one.alarms.length)];
console.log(
  `\n${results.length} cases: ${found} of ${wanted} root causes found (${((100 * found) / wanted).toFixed(1)} %), ${alarms} false alarms`,
);

const upgrades = index
  .filter(({ suite }) => suite === 'api-removal')
  .map(({ file }) => evaluateUpgrade(read(join(folder, file))));
for (const { id, wanted, found, missed, alarms } of upgrades) {
  const isRight = found === wanted && alarms.length === 0;
  if (isRight && !loud) continue;
  console.log(`${isRight ? '✔' : '✘'} ${id}: ${found} of ${wanted}`);
  for (const one of missed) console.log(`    missed  ${one}`);
  for (const one of alarms) console.log(`    alarm   ${one}`);
}
if (upgrades.length > 0) {
  const all = (part: (result: (typeof upgrades)[number]) => number) =>
    upgrades.reduce((total, one) => total + part(one), 0);
  console.log(
    `${upgrades.length} upgrade cases: ${all((one) => one.found)} of ${all((one) => one.wanted)} removed APIs found, ${all((one) => one.alarms.length)} false alarms`,
  );
}

function read(file: string): EvaluationCase {
  return parse(readFileSync(file, 'utf8')) as EvaluationCase;
}

/** The lines that somebody recorded where the case was real, if they did. */
function recordedLog(path: string): string[] {
  const folder = join(path, 'upstream');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => /^(kubectl_logs|fetch_pod_logs)/.test(name));
  return files.flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('{"') && !/^std(out|err):$/.test(line)),
  );
}

function evaluate(one: EvaluationCase, log: readonly string[]): Result {
  const { objects, now } = playCase(one);
  // A log is given for what the case asks about: what the reader would read when asked by name.
  const asked = objects.filter(({ kind }) => kind === 'Pod').slice(0, 1);
  const logs = new Map(
    asked.flatMap((pod) =>
      objectsAt(pod, 'spec', 'containers')
        .slice(0, 1)
        .map((container) => [logKey(pod, textAt(container, 'name') ?? ''), log.slice(-200).map(maskLog)] as const),
    ),
  );
  const findings = judge(new Snapshot(objects, { now, logs }), { advice: true }).findings;
  const modes = (one.failure_modes ?? []).map(({ code }) => code);
  const base = { id: one.id, modes };
  const alarmsAmong = (list: Finding[]) => list.map(({ rule, cause, object }) => `${rule}/${cause} ${nameOf(object)}`);
  if (one.kind === 'negative')
    return { ...base, wanted: 0, found: 0, missed: [], alarms: alarmsAmong(findings.filter(isIncident)) };
  if (one.kind === 'lint') return lint(one, base, findings, objects);
  const expected = [...new Set((one.expected.findings ?? []).map(({ object }) => object))];
  if (expected.length > 0) {
    const names = findings.flatMap((finding) => [nameOf(finding.object), ...finding.breaks.map(nameOf)]);
    const missed = expected.filter((name) => !names.some((other) => sameObject(other, listOf(name, objects))));
    return { ...base, wanted: expected.length, found: expected.length - missed.length, missed, alarms: [] };
  }
  // A fault says which way it fails; the root is right when the rule is for that, and the object is one of the case.
  const known = new Set(objects.map((object) => nameOf({ ...object, ...object.metadata })));
  const hit = findings.some(
    ({ rule, object }) => failureModes[rule]?.some((mode) => modes.includes(mode)) && known.has(nameOf(object)),
  );
  return {
    ...base,
    wanted: 1,
    found: hit ? 1 : 0,
    missed: hit ? [] : [`${modes.join(', ')}; found: ${alarmsAmong(findings).join(', ') || 'nothing'}`],
    alarms: [],
  };
}

function lint(
  one: EvaluationCase,
  base: Pick<Result, 'id' | 'modes'>,
  findings: Finding[],
  objects: ClusterObject[],
): Result {
  const rows = one.expected.per_object ?? [];
  const about = (name: string) =>
    findings.filter(
      ({ object }) =>
        (object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`) === name &&
        objects.some(({ metadata }) => metadata.name === object.name),
    );
  const wanted = rows.filter(({ issues }) => issues.length > 0);
  const missed = wanted
    .filter(({ object }) => about(object).length === 0)
    .map(({ object, issues }) => `${object}: ${issues.map(({ message }) => message).join('; ')}`);
  const alarms = rows
    .filter(({ count }) => count === 0)
    .flatMap(({ object }) => about(object).map(({ rule, cause }) => `${rule}/${cause} ${object}`));
  return { ...base, wanted: wanted.length, found: wanted.length - missed.length, missed, alarms };
}

function isIncident({ severity }: Finding): boolean {
  return severity !== 'advice';
}

/** `Kind namespace/name`, where a namespace may be missing on either side, and a suite may put its own name before the kind. */
function sameObject(one: string, other: string): boolean {
  const parts = (text: string) => {
    const [kind = '', path = ''] = text.split(' ');
    return { kind: kind.split('/').at(-1), name: path.split('/').at(-1) };
  };
  return parts(one).kind === parts(other).kind && parts(one).name === parts(other).name;
}

/** The configuration that lists a webhook of this name, where it is one. */
function listOf(name: string, objects: ClusterObject[]): string {
  const hook = name.split('/').at(-1);
  const list = objects.find(
    ({ webhooks }) => Array.isArray(webhooks) && webhooks.some((one) => textAt(one, 'name') === hook),
  );
  return list ? `${list.kind} ${list.metadata.name}` : name;
}
