import { numberAt, textAt, textsAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { type Container, containersOf, eventEvidence, fieldEvidence, livePods } from '../containers.ts';
import { groupByOwner, type PodFinding } from '../group-by-owner.ts';
import { messageOfEvent, type Snapshot } from '../snapshot.ts';

const RECENT_MS = 600_000;

/** A container that ends again and again, or cannot even begin, for a reason of its own. */
export const crashLoop: Analyzer = (snapshot) => groupByOwner(snapshot, found(snapshot));

function* found(snapshot: Snapshot): Generator<PodFinding> {
  for (const pod of livePods(snapshot)) {
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
  const backOff = snapshot.eventsOf(pod).find((event) => textAt(event, 'reason') === 'BackOff');
  yield {
    pod,
    cause: causeOf(ended),
    severity: 'error',
    certainty: ended === undefined ? 'likely' : 'certain',
    summary: sentence(name, ended, restarts),
    facts: {
      container: name,
      restarts,
      command: textsAt(container.spec, 'command'),
      ...(ended === undefined ? {} : { exitCode: ended }),
    },
    evidence: [
      ...(waiting === '' ? [] : [fieldEvidence(pod, `${place}.state.waiting.reason`, waiting)]),
      ...(ended === undefined ? [] : [fieldEvidence(pod, `${place}.${where}.terminated.exitCode`, String(ended), at)]),
      ...(message === '' ? [] : [fieldEvidence(pod, `${place}.${where}.terminated.message`, message, at)]),
      ...(backOff ? [eventEvidence(pod, backOff)] : []),
    ],
    ...(at === undefined ? {} : { since: at }),
  };
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
  const often = restarts > 0 ? `, ${restarts === 1 ? 'once' : `${restarts} times`} so far` : '';
  switch (causeOf(code)) {
    case 'unknown':
      return `The container "${name}" ends again and again${often}.`;
    case 'ends':
      return `The program of the container "${name}" ends by itself although it should go on${often}.`;
    case 'not-executable':
      return `The program of the container "${name}" may not be executed (exit code 126)${often}.`;
    case 'no-program':
      return `The program of the container "${name}" is not in its image (exit code 127)${often}.`;
    case 'killed':
      return `The container "${name}" was killed from outside (exit code 137)${often}.`;
    default:
      return `The program of the container "${name}" fails with exit code ${code}${often}.`;
  }
}
