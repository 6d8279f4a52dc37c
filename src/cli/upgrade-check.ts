import { parseArgs } from 'node:util';
import { connectCluster, nameOf } from '#src/cluster/index.ts';
import {
  checkUpgrade,
  judgeManifests,
  type ManifestReport,
  parseVersion,
  type UpgradeLine,
  type UpgradeReport,
} from '#src/cluster/upgrade/index.ts';
import { colors } from './colors.ts';

import { manifestFiles } from './manifest-files.ts';
import { readKubeconfig } from './read-kubeconfig.ts';
import { UsageError } from './usage-error.ts';

export const help = `3bot upgrade-check: what stands between a cluster and a newer Kubernetes

  3bot upgrade-check --to VERSION [options]
  3bot upgrade-check --to VERSION --manifests FOLDER

  --to VERSION        where to go: v1.36, or exactly v1.36.3+k3s1
  --kubeconfig FILE   the cluster (default: $KUBECONFIG, then ~/.kube/config)
  --backup DATE       when the newest backup was made, where the cluster does not show it
  --manifests FOLDER  instead of a cluster: files in git, charts, one file
  --all               also what is in order
  --strict            fail on warnings too
  --json              the whole report as JSON (docs/upgrade-check.md)

Reads the cluster once and changes nothing. No wizard has to run. Exit codes: 0 nothing stops it, 1 something does,
2 called in a wrong way, 3 the cluster could not be read.
`;

const UNREADABLE = 3;

/** Checks from the command line whether a cluster, or a folder of manifests, is fit for a newer Kubernetes. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      to: { type: 'string' },
      kubeconfig: { type: 'string' },
      backup: { type: 'string' },
      manifests: { type: 'string' },
      all: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { to } = values;
  if (to === undefined) throw new UsageError('Say where to go: --to v1.36');
  if (!parseVersion(to))
    throw new UsageError(`--to is a version such as v1.36 or v1.36.3+k3s1, but this one is "${to}".`);
  if (values.manifests !== undefined && values.kubeconfig !== undefined) {
    throw new UsageError('Name a cluster (--kubeconfig) or manifests (--manifests), not both.');
  }
  const failing = ['blocked', ...(values.strict ? ['warnings'] : [])];
  try {
    const { verdict, json, words } =
      values.manifests === undefined ? await ofCluster({ ...values, to }) : ofManifests(values.manifests, to);
    process.stdout.write(values.json ? `${JSON.stringify(json, null, 2)}\n` : words);
    return failing.includes(verdict) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ClusterError') throw error;
    process.stderr.write(`${error.message}\n`);
    return UNREADABLE;
  }
}

interface Outcome {
  verdict: string;
  json: object;
  words: string;
}

async function ofCluster({
  kubeconfig,
  to,
  backup,
  all,
  json,
}: {
  kubeconfig?: string | undefined;
  to: string;
  backup?: string | undefined;
  all: boolean;
  json: boolean;
}): Promise<Outcome> {
  const cluster = await connectCluster(readKubeconfig(kubeconfig), { trusted: true });
  const shows = !json && process.stderr.isTTY;
  try {
    const report = await checkUpgrade(cluster, {
      to,
      now: new Date(),
      ...(backup === undefined ? {} : { backups: { newest: dateIn(backup) } }),
      progress: (read, of) => {
        if (shows) process.stderr.write(`\r${read === of ? ' '.repeat(30) : `Reading ${read} of ${of} …`}\r`);
      },
    });
    return { verdict: report.verdict, json: report, words: inWords(report, cluster.name, all) };
  } finally {
    cluster.close();
  }
}

function ofManifests(place: string, to: string): Outcome {
  const { files, passedBy } = manifestFiles(place);
  const report = judgeManifests(files, to);
  const json: ManifestReport & { notLookedAt: string[] } = { ...report, notLookedAt: passedBy };
  const words = [
    `${place}, ${files.length} ${files.length === 1 ? 'file' : 'files'}, for Kubernetes ${to}`,
    '',
    ...report.lines.flatMap((line) => lineInWords(line, { brief: true })),
    ...gapsInWords(passedBy),
    report.lines.length === 0 ? `${colors.green('✔')} Nothing in there is removed or deprecated.` : sumOf(report.lines),
    '',
  ].join('\n');
  return { verdict: report.verdict, json, words };
}

function dateIn(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) {
    throw new UsageError(`--backup is a date such as 2026-06-01 or 2026-06-01T12:00:00Z, but this one is "${text}".`);
  }
  return date;
}

const signs = { blocks: colors.red('✘'), warn: colors.yellow('!'), ok: colors.green('✔') };
/** Evidence and objects of one line: all of them are in the JSON. */
const MOST = 5;
const LONGEST = 400;

function inWords({ from, to, hops, lines, notLookedAt }: UpgradeReport, name: string, all: boolean): string {
  const found = lines.filter(({ verdict }) => verdict !== 'ok');
  const fine = lines.filter(({ verdict }) => verdict === 'ok');
  return [
    `${name}, Kubernetes ${[from, ...(hops.length > 0 ? hops : [to])].join(' → ')}`,
    '',
    ...found.flatMap((line) => lineInWords(line)),
    ...(all
      ? [
          ...fine.map(
            ({ title, detail }) => `${signs.ok} ${title}${detail === undefined ? '' : colors.dim(` ${detail}`)}`,
          ),
          '',
        ]
      : []),
    ...gapsInWords(notLookedAt),
    found.length === 0
      ? `${signs.ok} Nothing stands in the way: ${fine.length} checks found nothing.`
      : `${sumOf(found)} ${colors.dim(`${fine.length} checks found nothing.`)}`,
    '',
  ].join('\n');
}

/** `brief`: the same steps are not told again under every line. */
function lineInWords(
  { verdict, title, detail, evidence, objects, remedies, hop }: UpgradeLine,
  { brief = false }: { brief?: boolean } = {},
): string[] {
  const more = objects.length - MOST;
  return [
    `${signs[verdict]} ${colors.bold(plain(title))}${hop === undefined ? '' : colors.dim(` (from ${hop} on)`)}`,
    ...(detail === undefined ? [] : [`  ${plain(detail)}`]),
    ...evidence.slice(0, MOST).map((one) => {
      const object = one.object ? `${nameOf(one.object)} ` : '';
      const said = brief
        ? `${one.value} ${one.text}`
        : `${one.field === undefined ? '' : `${one.field}: `}${one.value}`;
      return `  ${colors.dim(plain(`${object}${said}`))}`;
    }),
    ...(more > 0 ? [`  ${colors.dim(`and ${more} more`)}`] : []),
    ...remedies.flatMap(({ title: way, risk, steps, preview }) => [
      `  ${colors.cyan('→')} ${plain(way)} ${colors.dim(`(${risk})`)}`,
      ...(preview || brief ? [] : steps.map((step) => `    ${colors.dim(plain(step))}`)),
    ]),
    '',
  ];
}

/** What a cluster or a file says, without what would move a terminal's cursor or hide behind it; never longer than a screen. */
function plain(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

const gapsInWords = (gaps: readonly string[]): string[] =>
  gaps.length === 0 ? [] : ['Not looked at:', ...gaps.map((gap) => `  ${colors.dim('·')} ${gap}`), ''];

function sumOf(lines: readonly UpgradeLine[]): string {
  const blocks = lines.filter(({ verdict }) => verdict === 'blocks').length;
  const warns = lines.length - blocks;
  const knowing = warns === 1 ? '1 thing is worth knowing first' : `${warns} things are worth knowing first`;
  if (blocks === 0) return `${colors.yellow('It can be done')}; ${knowing}.`;
  const stops = `${blocks === 1 ? '1 thing has' : `${blocks} things have`} to be put right first`;
  return `${colors.red('Not yet')}: ${stops}${warns === 0 ? '' : `, ${knowing.replace(' first', '')}`}.`;
}
