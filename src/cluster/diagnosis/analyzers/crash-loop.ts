import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { numberAt, textAt, textsAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { ailingPods, type Container, containersOf, eventEvidence, fieldEvidence } from '../containers.ts';
import type { Evidence } from '../finding.ts';
import { groupByOwner, type PodFinding } from '../group-by-owner.ts';
import { type LogSign, lastWords, signIn } from '../log-signs.ts';
import { similar } from '../selecting.ts';
import { messageOfEvent, type Snapshot } from '../snapshot.ts';

const RECENT_MS = 600_000;

/** A container that ends again and again, or cannot even begin, for a reason of its own. */
export const crashLoop: Analyzer = (snapshot) => groupByOwner(snapshot, found(snapshot));

function* found(snapshot: Snapshot): Generator<PodFinding> {
  for (const pod of ailingPods(snapshot)) {
    for (const container of containersOf(pod)) {
      const { status } = container;
      const waiting = textAt(status, 'state', 'waiting', 'reason') ?? '';
      if (startErrors.has(waiting)) yield cannotStart(container, waiting);
      else if (crashes(snapshot, container, waiting)) yield* crash(snapshot, container, waiting);
    }
  }
}

const startErrors = new Set([
  'RunContainerError',
  'CreateContainerError',
  'PreCreateHookError',
  'PreStartHookError',
  'PostStartHookError',
]);

function crashes(snapshot: Snapshot, { status, init }: Container, waiting: string): boolean {
  if (waiting === 'CrashLoopBackOff') return true;
  const ended = numberAt(status, 'state', 'terminated', 'exitCode');
  if (ended !== undefined) return ended !== 0;
  const before = numberAt(status, 'lastState', 'terminated', 'exitCode');
  const restarts = numberAt(status, 'restartCount') ?? 0;
  return (
    before !== undefined &&
    before !== 0 &&
    restarts >= (init ? 1 : 2) &&
    snapshot.age(textAt(status, 'lastState', 'terminated', 'finishedAt')) < RECENT_MS
  );
}

function cannotStart({ pod, name, spec, status, place }: Container, reason: string): PodFinding {
  const message = textAt(status, 'state', 'waiting', 'message') ?? '';
  const missing = /executable file not found|no such file or directory/i.test(message);
  const program = /exec: "([^"]+)"/.exec(message)?.[1] ?? textsAt(spec, 'command')[0] ?? '';
  const cause = missing ? 'no-program' : /permission denied/i.test(message) ? 'permission' : 'cannot-start';
  return {
    pod,
    cause,
    severity: 'error',
    certainty: 'certain',
    summary: missing
      ? `The container "${name}" cannot begin: there is no program "${program}" in its image.`
      : `The container "${name}" cannot begin: ${message || reason}.`,
    facts: { container: name, program, command: textsAt(spec, 'command') },
    evidence: [
      fieldEvidence(pod, `${place}.state.waiting.reason`, reason),
      ...(message === '' ? [] : [fieldEvidence(pod, `${place}.state.waiting.message`, message)]),
    ],
  };
}

function* crash(snapshot: Snapshot, container: Container, waiting: string): Generator<PodFinding> {
  const { pod, name, status, place } = container;
  const [where, ended] = ['state', 'lastState']
    .map((state) => [state, numberAt(status, state, 'terminated', 'exitCode')] as const)
    .find(([, code]) => code !== undefined) ?? ['lastState', undefined];
  const reason = textAt(status, where, 'terminated', 'reason') ?? '';
  // Memory has a rule of its own, and so has a probe that ends what is well.
  if (reason === 'OOMKilled') return;
  const killed = snapshot
    .eventsOf(pod)
    .find(
      (event) => textAt(event, 'reason') === 'Killing' && /failed (liveness|startup) probe/.test(messageOfEvent(event)),
    );
  if (killed && (ended === undefined || ended === 137 || ended === 143)) return;
  const restarts = numberAt(status, 'restartCount') ?? 0;
  const at = textAt(status, where, 'terminated', 'finishedAt');
  const message = textAt(status, where, 'terminated', 'message') ?? '';
  const log = snapshot.logOf(pod, name);
  const sign = signIn([...message.split('\n'), ...log]);
  // A full disk and a missing right have rules of their own, and so has what the node's clock does.
  if (sign && (sign.cause === 'disk-full' || sign.cause === 'forbidden')) return;
  const backOff = snapshot.eventsOf(pod).find((event) => textAt(event, 'reason') === 'BackOff');
  const dependency = sign && dependencyOf(snapshot, pod, sign);
  yield {
    pod,
    cause: sign && ended !== 0 ? sign.cause : causeOf(ended),
    severity: 'error',
    certainty: ended === undefined || sign ? 'likely' : 'certain',
    summary:
      sign && ended !== 0 ? inItsWords(name, sign, dependency, often(restarts)) : sentence(name, ended, restarts),
    facts: {
      container: name,
      restarts,
      command: textsAt(container.spec, 'command'),
      ...(ended === undefined ? {} : { exitCode: ended }),
      ...(sign?.about === undefined ? {} : { about: sign.about }),
      ...(dependency === undefined ? {} : { service: dependency.name, similar: dependency.similar }),
    },
    evidence: [
      ...(waiting === '' ? [] : [fieldEvidence(pod, `${place}.state.waiting.reason`, waiting)]),
      ...(ended === undefined ? [] : [fieldEvidence(pod, `${place}.${where}.terminated.exitCode`, String(ended), at)]),
      ...(message === '' ? [] : [fieldEvidence(pod, `${place}.${where}.terminated.message`, message, at)]),
      ...logEvidence(pod, name, sign, log),
      ...(backOff ? [eventEvidence(pod, backOff)] : []),
    ],
    ...(at === undefined ? {} : { since: at }),
    ...(dependency?.found ? { because: [referenceTo(dependency.found)] } : {}),
  };
}

/** The line that decided, else the last ones that say something. */
function logEvidence(pod: ClusterObject, name: string, sign: LogSign | undefined, log: readonly string[]): Evidence[] {
  const lines = sign && log.some((line) => line.trim() === sign.line) ? [sign.line] : lastWords(log);
  return lines.map((line) => fieldEvidence(pod, `log of ${name}`, line));
}

interface Dependency {
  name: string;
  found: ClusterObject | undefined;
  similar: string[];
}

/** The service that a line of a log speaks of: `db:5432`, `db.shop.svc.cluster.local`. */
function dependencyOf(snapshot: Snapshot, pod: ClusterObject, { cause, about }: LogSign): Dependency | undefined {
  if (about === undefined || !['name-unknown', 'refused', 'too-late'].includes(cause)) return undefined;
  const [host = ''] = about.split(':');
  const [name = '', place, ...rest] = host.split('.');
  const inside = /^[a-z][a-z0-9-]*$/.test(name) && (place === undefined || rest.length === 0 || rest[0] === 'svc');
  const namespace = place ?? pod.metadata.namespace;
  if (!inside || name === 'localhost' || !snapshot.knows('Service', namespace)) return undefined;
  const names = snapshot.in('Service', namespace).map(({ metadata }) => metadata.name);
  return { name, found: snapshot.find('Service', namespace, name), similar: similar(name, names) };
}

/** What the program's own last words say. */
function inItsWords(
  name: string,
  { cause, about }: LogSign,
  dependency: Dependency | undefined,
  often: string,
): string {
  const what = about === undefined ? '' : ` "${about}"`;
  const near = dependency?.similar[0];
  switch (cause) {
    case 'name-unknown':
      return dependency && !dependency.found
        ? `The container "${name}" ends because it looks for the service "${dependency.name}", which does not exist${
            near === undefined ? '' : `; there is one called "${near}"`
          }${often}.`
        : `The container "${name}" ends because it cannot look up${about === undefined ? ' a name' : what}${often}.`;
    case 'refused':
      return `The container "${name}" ends because nobody answers at${about === undefined ? ' an address it needs' : what}${often}.`;
    case 'too-late':
      return `The container "${name}" ends because${about === undefined ? ' what it needs' : what} does not answer in time${often}.`;
    case 'password':
      return `The container "${name}" ends because what it connects to refuses its password or user${what}${often}.`;
    case 'database-missing':
      return `The container "${name}" ends because the database${what} does not exist${often}.`;
    case 'port-in-use':
      return `The container "${name}" ends because its port${about === undefined ? '' : ` ${about}`} is taken by another program of the pod or node${often}.`;
    case 'read-only':
      return `The container "${name}" ends because it wants to write${about === undefined ? '' : ` to ${about}`} on a file system that is read-only${often}.`;
    case 'permission':
      return `The container "${name}" ends because it may not do what it wants as its user${about === undefined ? '' : ` (${about})`}${often}.`;
    case 'variable-missing':
      return `The container "${name}" ends because the environment variable${what} is not set${often}.`;
    case 'file-missing':
      return `The container "${name}" ends because it does not find${about === undefined ? ' a file it needs' : what}${often}.`;
    case 'clock':
      return `The container "${name}" ends because a certificate is not valid yet by its node's clock, which seems to be wrong${often}.`;
    default:
      return `The container "${name}" ends because it cannot read its configuration${what}${often}.`;
  }
}

/** By the exit codes that shells and kernels use. */
function causeOf(code: number | undefined): string {
  switch (code) {
    case undefined:
      return 'unknown';
    case 0:
      return 'ends';
    case 126:
      return 'not-executable';
    case 127:
      return 'no-program';
    case 128:
      return 'cannot-start';
    case 134:
      return 'aborted';
    case 137:
      return 'killed';
    case 139:
      return 'segmentation-fault';
    case 143:
      return 'terminated';
    default:
      return 'application';
  }
}

function sentence(name: string, code: number | undefined, restarts: number): string {
  const soFar = often(restarts);
  switch (causeOf(code)) {
    case 'unknown':
      return `The container "${name}" ends again and again${soFar}.`;
    case 'ends':
      return `The program of the container "${name}" ends by itself although it should go on${soFar}.`;
    case 'not-executable':
      return `The program of the container "${name}" may not be executed (exit code 126)${soFar}.`;
    case 'no-program':
      return `The program of the container "${name}" is not in its image (exit code 127)${soFar}.`;
    case 'killed':
      return `The container "${name}" was killed from outside (exit code 137)${soFar}.`;
    default:
      return `The program of the container "${name}" fails with exit code ${code}${soFar}.`;
  }
}

const often = (restarts: number): string =>
  restarts > 0 ? `, ${restarts === 1 ? 'once' : `${restarts} times`} so far` : '';
