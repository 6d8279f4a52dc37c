import { type Finding, reportOf } from '#src/cluster/diagnosis/index.ts';
import type { ClusterObject, ObjectReference } from '#src/cluster/index.ts';
import { maskSecrets } from '#src/conversation/mask-secrets.ts';
import type { Json, JsonObject } from '#src/protocol/index.ts';

import type { Services } from '../services.ts';
import { type Examination, examineVdc, findingIn } from './examine-vdc.ts';

/** What a one-time link of this kind stands for. */
export const BUNDLE_LINK = 'repair-bundle';

/** The version of the file: fields may be added under the same one, never taken away or changed. */
const VERSION = '3bot.io/support/v1';

/** Objects, events of each, and lines of a log that go in. */
const OBJECTS = 40;
const EVENTS = 20;
const LINES = 100;
const HIDDEN = '•••';

/** The file behind a link: made when it is fetched, kept nowhere. Null when the owner has no such VDC, or nothing can be seen. */
export async function readBundle(services: Services, owner: string, subject: string): Promise<string | null> {
  const [vdc = '', finding = ''] = subject.split('/');
  const caller = { owner, name: owner, roles: [], locale: 'en' };
  try {
    const examination = await examineVdc({ services, caller, signal: AbortSignal.timeout(60_000) }, vdc, {
      maxAgeMs: 60_000,
    });
    return `${JSON.stringify(await supportBundle(services, owner, examination, finding), null, 2)}\n`;
  } catch {
    return null;
  }
}

/**
 * Everything that somebody who helps needs: the report, the objects concerned with their events and last lines, versions, and
 * what was tried. No secret, no token, no value of a variable or a setting is in it.
 */
export async function supportBundle(
  services: Services,
  owner: string,
  examination: Examination,
  id: string,
): Promise<JsonObject> {
  const { record, observation, snapshot, cluster, findings, unchecked } = examination;
  const finding = id === '' ? undefined : findingIn(examination, id);
  const about = finding ? [finding] : findings;
  const objects = snapshot ? objectsOf(about, examination) : [];
  const past = (await services.repairs.past(owner, 200)).filter(({ vdc }) => vdc === record.id).slice(0, 20);
  const report = snapshot && reportOf(examination, snapshot, await nameOfCluster(examination));
  return redacted({
    apiVersion: VERSION,
    madeAt: new Date(services.now()).toISOString(),
    about: id,
    vdc: {
      name: record.name,
      engine: record.engine,
      state: observation.state,
      kubernetes: observation.version,
      machines: observation.machines.map(({ name, role, size, state, message }) => ({
        name,
        role,
        size,
        state,
        ...(message === undefined ? {} : { message }),
      })),
      conditions: observation.conditions,
      reachable: cluster !== undefined,
    },
    // Below Kubernetes there is no report of a cluster, but the same findings.
    ...(report ? { report: asJson(report) } : { findings: asJson(findings), unchecked: asJson(unchecked) }),
    objects: objects.map((object) => asJson(object)),
    events: snapshot
      ? objects.flatMap((object) => snapshot.eventsOf(object).slice(0, EVENTS)).map((event) => asJson(event))
      : [],
    logs: snapshot ? logsOf(objects, snapshot) : [],
    repairs: past.map(({ title, summary, well, seconds, at, by }) => ({
      title,
      summary,
      well,
      seconds,
      at: new Date(at).toISOString(),
      by,
    })),
  }) as JsonObject;
}

function objectsOf(about: readonly Finding[], { snapshot }: Examination): ClusterObject[] {
  const references = about.flatMap(({ object, evidence, breaks }): ObjectReference[] => [
    object,
    ...evidence.map((one) => one.object),
    ...breaks,
  ]);
  const found = references.flatMap(
    ({ kind, namespace, name }) => snapshot?.find(kind as Parameters<typeof snapshot.find>[0], namespace, name) ?? [],
  );
  return [...new Set(found)].slice(0, OBJECTS);
}

function logsOf(objects: readonly ClusterObject[], snapshot: NonNullable<Examination['snapshot']>): JsonObject[] {
  return objects
    .filter(({ kind }) => kind === 'Pod')
    .flatMap((pod) => {
      const containers = (pod.spec as { containers?: { name: string }[] } | undefined)?.containers ?? [];
      return containers.flatMap(({ name }) => {
        const lines = snapshot.logOf(pod, name);
        return lines === undefined || lines.length === 0
          ? []
          : [{ pod: pod.metadata.name, container: name, lines: [...lines].slice(-LINES) }];
      });
    });
}

async function nameOfCluster({ cluster, observation, record }: Examination) {
  return { name: record.name, address: cluster?.address ?? '', version: observation.version };
}

/** Values whose name says that they may be anybody's secret. */
const valuesOf = new Set(['data', 'stringData', 'binaryData']);

/** The same without what nobody else may see: contents of secrets and settings, values of variables, tokens in texts. */
function redacted(value: Json, within = ''): Json {
  if (typeof value === 'string') return maskSecrets(value);
  if (Array.isArray(value)) return value.map((one) => (within === 'env' ? hiddenVariable(one) : redacted(one)));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name]) => name !== 'managedFields' && name !== 'kubectl.kubernetes.io/last-applied-configuration',
  );
  return Object.fromEntries(
    kept.map(([name, inner]) => [name, valuesOf.has(name) ? hiddenValues(inner) : redacted(inner, name)]),
  );
}

function hiddenVariable(variable: Json): Json {
  if (typeof variable !== 'object' || variable === null || Array.isArray(variable)) return redacted(variable);
  return redacted('value' in variable ? { ...variable, value: HIDDEN } : variable);
}

/** Which keys there are helps; what is behind them is nobody's business. */
function hiddenValues(values: Json): Json {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return HIDDEN;
  return Object.fromEntries(Object.keys(values).map((key) => [key, HIDDEN]));
}

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
