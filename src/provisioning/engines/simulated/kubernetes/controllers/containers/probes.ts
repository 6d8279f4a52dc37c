import { numberAt, objectAt, objectsAt, textAt, textsAt, valueAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { KubernetesObject } from '../../kubernetes-object.ts';
import { listensOn } from './behaviour.ts';
import { familyOf } from './image-family.ts';
import { playedFault } from './played-fault.ts';

export type ProbeKind = 'startup' | 'liveness' | 'readiness';

/** When the probes of a running container say what. Moments in milliseconds; undefined: never. */
export interface Probed {
  /** Passed its startup probe. */
  startedAt: number | undefined;
  readyAt: number | undefined;
  /** Given up by its liveness or startup probe. */
  killedAt: number | undefined;
  killedBy: 'startup' | 'liveness' | undefined;
  /** What fails, from when, how often, and until when. */
  failures: { kind: ProbeKind; message: string; from: number; every: number; until: number }[];
}

interface Probe {
  first: number;
  every: number;
  threshold: number;
  /** Why it fails whatever happens; undefined: it passes once the container serves. */
  problem: string | undefined;
  early: string;
}

/** Computed, not played: from the start of a container everything that its probes will say is known. */
export function probed(
  pod: KubernetesObject,
  container: JsonObject,
  start: number,
  boot: number,
  pace: (milliseconds: number) => number,
): Probed {
  const serves = start + boot;
  const failures: Probed['failures'] = [];
  const read = (kind: ProbeKind, from: number): Probe | undefined => {
    const spec = objectAt(container, `${kind}Probe`);
    const played = kind === 'readiness' && playedFault(pod) === 'unready';
    if (Object.keys(spec).length === 0 && !played) return undefined;
    const seconds = (field: string, otherwise: number) => pace((numberAt(spec, field) ?? otherwise) * 1_000);
    const every = Math.max(1, seconds('periodSeconds', 10));
    return {
      first: from + Math.max(seconds('initialDelaySeconds', 0), pace(100)),
      every,
      threshold: numberAt(spec, 'failureThreshold') ?? 3,
      problem: problemOf(pod, container, spec, kind),
      early: refused(pod, container, spec, kind),
    };
  };
  const passes = ({ first, every, problem }: Probe): number | undefined =>
    problem === undefined ? first + Math.max(0, Math.ceil((serves - first) / every)) * every : undefined;
  const givesUp = ({ first, every, threshold }: Probe): number => first + (threshold - 1) * every;
  const note = (kind: ProbeKind, probe: Probe, until: number | undefined) => {
    if (until !== undefined && until <= probe.first) return;
    failures.push({
      kind,
      message: `${kind[0]?.toUpperCase()}${kind.slice(1)} probe failed: ${probe.problem ?? probe.early}`,
      from: probe.first,
      every: probe.every,
      until: until ?? Infinity,
    });
  };

  let startedAt: number | undefined = start;
  const startup = read('startup', start);
  if (startup) {
    const passed = passes(startup);
    const limit = givesUp(startup);
    const lost = passed === undefined || passed > limit;
    note('startup', startup, lost ? limit + 1 : passed);
    if (lost) return { startedAt: undefined, readyAt: undefined, killedAt: limit, killedBy: 'startup', failures };
    startedAt = passed;
  }
  let killedAt: number | undefined;
  const liveness = read('liveness', startedAt);
  if (liveness) {
    const passed = passes(liveness);
    const limit = givesUp(liveness);
    const lost = passed === undefined || passed > limit;
    note('liveness', liveness, lost ? limit + 1 : passed);
    if (lost) killedAt = limit;
  }
  const readiness = read('readiness', startedAt);
  const readyAt = readiness ? passes(readiness) : startedAt;
  if (readiness)
    note('readiness', readiness, killedAt === undefined ? readyAt : Math.min(readyAt ?? Infinity, killedAt));
  return {
    startedAt,
    readyAt: killedAt !== undefined && readyAt !== undefined && readyAt >= killedAt ? undefined : readyAt,
    killedAt,
    killedBy: killedAt === undefined ? undefined : 'liveness',
    failures,
  };
}

function problemOf(
  pod: KubernetesObject,
  container: JsonObject,
  probe: JsonObject,
  kind: ProbeKind,
): string | undefined {
  if (playedFault(pod) === 'unready' && kind === 'readiness') return 'HTTP probe failed with statuscode: 503';
  const command = textsAt(probe, 'exec', 'command');
  if (command.length > 0) {
    const text = command.join(' ');
    return /(^|\s)(false|exit\s+[1-9])|missing|nonexist|does-not-exist|no-such/.test(text)
      ? `command "${text}" failed with exit code 1`.replace(
          /^command "cat .*$/,
          `cat: can't open '${command.at(-1) ?? ''}': No such file or directory`,
        )
      : undefined;
  }
  const port = portOf(container, probe);
  if (port === undefined) return `couldn't find port: ${String(wantedPort(probe))}`;
  const ports = listensOn(container);
  if (ports !== 'anywhere' && !ports.has(port)) return refused(pod, container, probe, kind);
  const path = textAt(probe, 'httpGet', 'path');
  if (path === undefined) return undefined;
  const { paths } = familyOf(textAt(container, 'image') ?? '');
  const configured = objectsAt(container, 'volumeMounts').some(
    (mount) => textAt(mount, 'mountPath')?.startsWith('/var/run/secrets') !== true,
  );
  const absent =
    /missing|nonexist|does-not-exist|no-such|wrong/.test(path) ||
    (!configured && paths?.includes(path || '/') === false);
  return absent ? 'HTTP probe failed with statuscode: 404' : undefined;
}

function refused(pod: KubernetesObject, container: JsonObject, probe: JsonObject, kind: ProbeKind): string {
  const ip = textAt(pod, 'status', 'podIP') ?? '';
  const port = portOf(container, probe) ?? 0;
  const http = objectAt(probe, 'httpGet');
  const dial = `dial tcp ${ip}:${port}: connect: connection refused`;
  if (Object.keys(objectAt(probe, 'exec')).length > 0) return `${kind} command failed`;
  if (Object.keys(http).length === 0) return dial;
  const scheme = (textAt(http, 'scheme') ?? 'HTTP').toLowerCase();
  return `Get "${scheme}://${ip}:${port}${textAt(http, 'path') ?? '/'}": ${dial}`;
}

function wantedPort(probe: JsonObject): unknown {
  return valueAt(probe, 'httpGet', 'port') ?? valueAt(probe, 'tcpSocket', 'port') ?? valueAt(probe, 'grpc', 'port');
}

function portOf(container: JsonObject, probe: JsonObject): number | undefined {
  const port = wantedPort(probe);
  if (typeof port === 'number') return port;
  const named = objectsAt(container, 'ports').find(({ name }) => name === port);
  if (named) return numberAt(named, 'containerPort');
  return typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : undefined;
}
