import type { JsonObject } from '#src/protocol/index.ts';

import { flagAt, numberAt, objectsAt, textAt, valueAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { ailingPods, type Container, containersOf, eventEvidence, fieldEvidence } from '../containers.ts';
import { groupByOwner, type PodFinding } from '../group-by-owner.ts';
import { messageOfEvent, type Snapshot, timeOfEvent } from '../snapshot.ts';

type ProbeName = 'startupProbe' | 'livenessProbe' | 'readinessProbe';

const RECENT_MS = 900_000;
/** A container may be not ready for so long without anybody worrying. */
const GRACE_MS = 60_000;

/** A probe that fails, and so keeps a container from traffic or ends it: a wrong port or path, too little time, or a real fault. */
export const probe: Analyzer = (snapshot) => groupByOwner(snapshot, found(snapshot));

function* found(snapshot: Snapshot): Generator<PodFinding> {
  for (const pod of ailingPods(snapshot)) {
    const events = snapshot.eventsOf(pod).filter((event) => snapshot.age(timeOfEvent(event)) < RECENT_MS);
    for (const container of containersOf(pod).filter(({ init }) => !init)) {
      const { status, spec } = container;
      const running = valueAt(status, 'state', 'running') !== undefined;
      const killing = events.find(
        (event) =>
          textAt(event, 'reason') === 'Killing' &&
          messageOfEvent(event).includes(container.name) &&
          /probe/.test(messageOfEvent(event)),
      );
      const name = killing
        ? /startup/.test(messageOfEvent(killing))
          ? 'startupProbe'
          : 'livenessProbe'
        : running &&
            flagAt(status, 'ready') === false &&
            snapshot.age(textAt(status, 'state', 'running', 'startedAt')) > GRACE_MS + patienceOf(spec)
          ? 'readinessProbe'
          : undefined;
      if (name === undefined) continue;
      const said = events.find((event) => textAt(event, 'reason') === 'Unhealthy' && saysOf(event, name));
      const settings = valueAt(spec, name);
      // Where the pod is not ready and the container is, it is a gate, or a container beside it.
      if (settings === undefined || (!said && flagAt(status, 'started') === false)) continue;
      yield judge(container, name, said ? messageOfEvent(said) : '', [
        ...(said ? [eventEvidence(pod, said)] : [fieldEvidence(pod, `${container.place}.ready`, 'false')]),
        ...(killing ? [eventEvidence(pod, killing)] : []),
      ]);
    }
  }
}

/** How long a readiness check itself gives a container before it calls it not ready. */
function patienceOf(spec: JsonObject): number {
  const seconds = (field: string, otherwise: number) => numberAt(spec, 'readinessProbe', field) ?? otherwise;
  return 1_000 * (seconds('initialDelaySeconds', 0) + seconds('periodSeconds', 10) * seconds('failureThreshold', 3));
}

function judge(container: Container, name: ProbeName, said: string, events: PodFinding['evidence']): PodFinding {
  const { pod, spec, status } = container;
  const handler = handlerOf(spec, name);
  const ports = objectsAt(spec, 'ports');
  const declared = ports.flatMap((port) => numberAt(port, 'containerPort') ?? []);
  const known = ports.some((port) => port['containerPort'] === handler.port || port['name'] === handler.port);
  const code = Number(/statuscode: (\d{3})/.exec(said)?.[1] ?? 0);
  const cause =
    handler.port !== undefined && ports.length > 0 && !known
      ? 'wrong-port'
      : code === 404
        ? 'wrong-path'
        : code >= 500
          ? 'application'
          : code >= 400
            ? 'refused'
            : /connection refused/.test(said)
              ? 'nobody-listens'
              : /timeout|deadline exceeded/i.test(said)
                ? 'too-slow'
                : 'fails';
  const facts: JsonObject = {
    container: container.name,
    probe: name,
    ...handler,
    declared,
    restarts: numberAt(status, 'restartCount') ?? 0,
    ...(code === 0 ? {} : { code }),
  };
  const what = name === 'readinessProbe' ? 'gets no traffic' : 'is restarted again and again';
  return {
    pod,
    cause,
    severity: 'error',
    certainty: cause === 'wrong-port' || cause === 'wrong-path' ? 'certain' : 'likely',
    summary: `The container "${container.name}" ${what}: ${reasonOf(cause, name, handler, declared, code)}.`,
    facts,
    evidence: [
      ...events,
      fieldEvidence(pod, `spec.containers[${container.name}].${name}`, JSON.stringify(valueAt(spec, name))),
    ],
  };
}

function reasonOf(cause: string, name: ProbeName, { port, path }: Handler, declared: number[], code: number): string {
  const word = words[name];
  switch (cause) {
    case 'wrong-port':
      return `its ${word} asks port ${port}, but it listens on ${declared.join(', ') || 'another one'}`;
    case 'wrong-path':
      return `its ${word} asks for ${path ?? '/'}, which does not exist (404)`;
    case 'application':
      return `the program itself answers its ${word} with an error (${code})`;
    case 'refused':
      return `the program refuses its ${word} (${code})`;
    case 'nobody-listens':
      return `nobody listens on port ${port ?? '?'}, where its ${word} asks`;
    case 'too-slow':
      return `it does not answer its ${word} in time`;
    default:
      return `its ${word} fails`;
  }
}

const words: { readonly [name in ProbeName]: string } = {
  startupProbe: 'startup check',
  livenessProbe: 'liveness check',
  readinessProbe: 'readiness check',
};

function saysOf(event: Parameters<typeof messageOfEvent>[0], name: ProbeName): boolean {
  return messageOfEvent(event).toLowerCase().startsWith(name.replace('Probe', ''));
}

interface Handler {
  port?: number | string;
  path?: string;
}

function handlerOf(spec: JsonObject, name: ProbeName): Handler {
  for (const how of ['httpGet', 'tcpSocket', 'grpc']) {
    const port = valueAt(spec, name, how, 'port');
    if (typeof port !== 'number' && typeof port !== 'string') continue;
    const path = textAt(spec, name, how, 'path');
    return { port, ...(path === undefined ? {} : { path }) };
  }
  return {};
}
