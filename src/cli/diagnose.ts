import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import picocolors from 'picocolors';

import { type DiagnosisReport, judge, readSnapshot, reportOf } from '#src/cluster/diagnosis/index.ts';
import { connectCluster, nameOf } from '#src/cluster/index.ts';

import { UsageError } from './usage-error.ts';

export const help = `3bot diagnose: what is wrong in a cluster, and how it can be mended

  3bot diagnose [options]

  --kubeconfig FILE   the cluster (default: $KUBECONFIG, then ~/.kube/config)
  --namespace NAME    only this namespace
  --object KIND/NAME  only what this object has or breaks because of it
  --advice            also what works and could be better
  --json              the whole report as JSON (docs/diagnosis.md)

Reads the cluster once and changes nothing. No wizard has to run. Exit codes: 0 nothing is broken, 1 something is,
2 called in a wrong way, 3 the cluster could not be read.
`;

const UNREADABLE = 3;

/** Diagnoses a cluster from the command line. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      kubeconfig: { type: 'string' },
      namespace: { type: 'string' },
      object: { type: 'string' },
      advice: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.object !== undefined && !/^[A-Za-z]+\/[\w.-]+$/.test(values.object)) {
    throw new UsageError(`--object is written KIND/NAME, like Deployment/web, but this one is "${values.object}".`);
  }
  const text = kubeconfigIn(values.kubeconfig);
  try {
    const report = await reportOn(text, values);
    const findings = report.findings.filter(
      (finding) => values.object === undefined || isAbout(finding, values.object),
    );
    const shown = { ...report, findings };
    process.stdout.write(values.json ? `${JSON.stringify(shown, null, 2)}\n` : inWords(shown));
    return findings.some(({ severity }) => severity === 'error' || severity === 'critical') ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ClusterError') throw error;
    process.stderr.write(`${error.message}\n`);
    return UNREADABLE;
  }
}

async function reportOn(
  kubeconfig: string,
  { namespace, json, advice }: { namespace?: string | undefined; json: boolean; advice: boolean },
): Promise<DiagnosisReport> {
  const cluster = await connectCluster(kubeconfig, { trusted: true });
  const shows = !json && process.stderr.isTTY;
  try {
    const version = await cluster.version();
    const snapshot = await readSnapshot(cluster, {
      now: Date.now,
      ...(namespace === undefined ? {} : { namespace }),
      progress: (read, of) => {
        if (shows) process.stderr.write(`\r${read === of ? ' '.repeat(30) : `Reading ${read} of ${of} …`}\r`);
      },
    });
    return reportOf(judge(snapshot, { advice }), snapshot, { name: cluster.name, address: cluster.address, version });
  } finally {
    cluster.close();
  }
}

function kubeconfigIn(given: string | undefined): string {
  const file = given ?? process.env['KUBECONFIG'] ?? join(homedir(), '.kube/config');
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`There is no kubeconfig at ${file}. Name one with --kubeconfig FILE.`);
  }
}

function isAbout({ object, cause }: DiagnosisReport['findings'][number], wanted: string): boolean {
  const [kind = '', name = ''] = wanted.split('/');
  const is = (text: string) => {
    const [ofKind = '', path = ''] = text.split(' ');
    return ofKind.toLowerCase() === kind.toLowerCase() && path.split('/').at(-1) === name;
  };
  return is(nameOf(object)) || cause.some((link) => is(link.object));
}

const signs = {
  critical: picocolors.red('✘'),
  error: picocolors.red('✘'),
  warning: picocolors.yellow('!'),
  advice: picocolors.dim('·'),
};

function inWords({ cluster, findings, checked, unchecked }: DiagnosisReport): string {
  const gaps = unchecked.filter(({ reason }) => !reason.includes('does not have this kind'));
  const lines = findings.flatMap(({ severity, object, summary, evidence, cause, remedies }) => [
    `${signs[severity]} ${picocolors.bold(summary)}`,
    `  ${picocolors.dim(nameOf(object))}`,
    ...evidence.map(({ field, value }) => `  ${picocolors.dim(`${field}: ${value}`)}`),
    ...(cause.length > 1
      ? [
          `  breaks ${cause
            .slice(1, 6)
            .map((link) => link.object)
            .join(', ')}${cause.length > 6 ? ` and ${cause.length - 6} more` : ''}`,
        ]
      : []),
    ...remedies.map(({ title, risk }) => `  ${picocolors.cyan('→')} ${title} ${picocolors.dim(`(${risk})`)}`),
    '',
  ]);
  return [
    `${cluster.name}, Kubernetes ${cluster.version}`,
    '',
    ...lines,
    ...(gaps.length > 0 ? [`Not checked: ${gaps.map(({ what, reason }) => `${what} (${reason})`).join(', ')}`] : []),
    findings.length === 0
      ? `${picocolors.green('✔')} ${checked.length} checks found nothing wrong.`
      : `${findings.length} found by ${checked.length} checks.`,
    '',
  ].join('\n');
}
