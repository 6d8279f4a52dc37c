import { parseArgs } from 'node:util';

import { parse } from 'yaml';

import {
  type DiagnosisReport,
  judge,
  observedKinds,
  readSnapshot,
  reportOf,
  type Snapshot,
  similar,
} from '#src/cluster/diagnosis/index.ts';
import { type Cluster, ClusterError, connectCluster, nameOf, objectsAt, textAt } from '#src/cluster/index.ts';

import { diagnosisInWords } from './diagnosis-in-words.ts';
import { readKubeconfig } from './read-kubeconfig.ts';
import { UsageError } from './usage-error.ts';

export const help = `3bot diagnose: what is wrong in a cluster, and how it can be mended

  3bot diagnose [options]

  --kubeconfig FILE   the cluster (default: $KUBECONFIG, then ~/.kube/config)
  --namespace NAME    only this namespace
  --object KIND/NAME  only what this object has or breaks because of it; its log is read, too
  --advice            also what works and could be better
  --json              the whole report as JSON (docs/diagnosis.md)

Reads the cluster once and changes nothing. No wizard has to run. Who may only read one namespace gets that one, and
what could not be looked at is said. Exit codes: 0 nothing is broken, 1 something is, 2 called in a wrong way, 3 the
cluster could not be read.
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
  const text = readKubeconfig(values.kubeconfig);
  // A server that is away is asked again after a pause, and pauses alone do not keep a process going.
  const awake = setInterval(() => undefined, 60_000);
  try {
    const report = await reportOn(text, values);
    const findings = report.findings.filter(
      (finding) => values.object === undefined || isAbout(finding, values.object),
    );
    const shown = { ...report, findings };
    const width = Math.min(process.stdout.columns ?? 100, 120);
    process.stdout.write(values.json ? `${JSON.stringify(shown, null, 2)}\n` : diagnosisInWords(shown, width));
    return findings.some(({ severity }) => severity === 'error' || severity === 'critical') ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ClusterError') throw error;
    process.stderr.write(`${error.message}\n`);
    return UNREADABLE;
  } finally {
    clearInterval(awake);
  }
}

interface Asked {
  namespace?: string | undefined;
  object?: string | undefined;
  json: boolean;
  advice: boolean;
}

async function reportOn(kubeconfig: string, asked: Asked): Promise<DiagnosisReport> {
  const cluster = await connectCluster(kubeconfig, { trusted: true });
  try {
    const version = await cluster.version();
    const snapshot = await snapshotOf(cluster, kubeconfig, asked);
    if (asked.object !== undefined) mustBeThere(snapshot, asked.object);
    const about = { name: cluster.name, address: cluster.address, version };
    return reportOf(judge(snapshot, { advice: asked.advice }), snapshot, about);
  } finally {
    cluster.close();
  }
}

/** The whole cluster; for whom that is forbidden, the namespace that the kubeconfig names. */
async function snapshotOf(cluster: Cluster, kubeconfig: string, asked: Asked): Promise<Snapshot> {
  const shows = !asked.json && process.stderr.isTTY;
  const [kind = '', name = ''] = asked.object?.split('/') ?? [];
  const read = async (namespace: string | undefined) =>
    await readSnapshot(cluster, {
      now: Date.now,
      ...(namespace === undefined ? {} : { namespace }),
      ...(asked.object === undefined ? {} : { about: { kind, name } }),
      progress: (done, of) => {
        if (shows) process.stderr.write(`\r${done === of ? ' '.repeat(30) : `Reading ${done} of ${of} …`}\r`);
      },
    });
  const snapshot = await read(asked.namespace);
  if (asked.namespace !== undefined) mustExist(snapshot, asked.namespace);
  if (seesWork(snapshot)) return snapshot;
  const own = asked.namespace ?? namespaceIn(kubeconfig);
  const narrow = own === asked.namespace ? snapshot : await read(own);
  if (seesWork(narrow)) return narrow;
  const where = own === undefined ? 'in all namespaces' : `in the namespace "${own}"`;
  throw new ClusterError(
    'FORBIDDEN',
    `These credentials may read no workloads ${where}. Name a namespace that they may read with --namespace NAME, or ask for the role "view".`,
  );
}

/** An empty list is what a server answers for a namespace that does not exist. */
function mustExist(snapshot: Snapshot, namespace: string): void {
  if (!snapshot.knows('Namespace') || snapshot.find('Namespace', undefined, namespace)) return;
  const near = similar(
    namespace,
    snapshot.all('Namespace').map(({ metadata }) => metadata.name),
  );
  throw new UsageError(
    `There is no namespace "${namespace}".${near[0] === undefined ? '' : ` Did you mean "${near[0]}"?`}`,
  );
}

/** Of what is not there, nobody should hear that it is well. */
function mustBeThere(snapshot: Snapshot, wanted: string): void {
  const [kind = '', name = ''] = wanted.split('/');
  const known = observedKinds.find((one) => one.kind.toLowerCase() === kind.toLowerCase())?.kind;
  if (known === undefined) {
    const near = similar(
      kind,
      observedKinds.map((one) => one.kind),
    );
    throw new UsageError(
      `No check looks at the kind "${kind}"${near[0] === undefined ? '. Write it like Deployment/web.' : `. Did you mean ${near[0]}?`}`,
    );
  }
  if (!snapshot.knows(known) || snapshot.all(known).some(({ metadata }) => metadata.name === name)) return;
  const near = similar(name, new Set(snapshot.all(known).map(({ metadata }) => metadata.name)));
  throw new UsageError(
    `There is no ${known} "${name}"${snapshot.namespace === undefined ? '' : ` in the namespace "${snapshot.namespace}"`}.${
      near[0] === undefined ? '' : ` Did you mean "${near[0]}"?`
    }`,
  );
}

/** Without these there is nothing to judge. */
const seesWork = (snapshot: Snapshot): boolean => snapshot.knows('Pod') || snapshot.knows('Deployment');

/** The namespace of the current context, if it names one. */
function namespaceIn(kubeconfig: string): string | undefined {
  const config: unknown = parse(kubeconfig);
  const current = textAt(config, 'current-context');
  const context = objectsAt(config, 'contexts').find((one) => textAt(one, 'name') === current);
  return textAt(context, 'context', 'namespace');
}

function isAbout({ object, cause }: DiagnosisReport['findings'][number], wanted: string): boolean {
  const [kind = '', name = ''] = wanted.split('/');
  const is = (text: string) => {
    const [ofKind = '', path = ''] = text.split(' ');
    return ofKind.toLowerCase() === kind.toLowerCase() && path.split('/').at(-1) === name;
  };
  return is(nameOf(object)) || cause.some((link) => is(link.object));
}
