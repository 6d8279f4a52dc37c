import type { JsonObject } from '#src/protocol/index.ts';

import { referenceTo } from '../../../cluster-object.ts';
import { flagAt, numberAt, objectAt, objectsAt, textAt, textsAt, valueAt } from '../../../fields.ts';
import type { Analyzer } from '../../analyzer.ts';
import { fieldEvidence } from '../../containers.ts';
import type { FindingDraft } from '../../finding.ts';
import { isSystem, type PodSource, podSources } from '../../workloads.ts';

/** How pods are written down: what works today, and will hurt on a bad day. */
export const podSettings: Analyzer = function* podSettings(snapshot): Generator<FindingDraft> {
  for (const source of podSources(snapshot)) {
    if (isSystem(source.object)) continue;
    for (const [cause, judge] of Object.entries(rules)) {
      const containers = objectsAt(source.spec, 'containers').filter((container) => judge.holds(container, source));
      const names = containers.map((container) => textAt(container, 'name') ?? '');
      const [first] = containers;
      if (!first) continue;
      yield {
        object: referenceTo(source.object),
        cause,
        severity: 'advice',
        certainty: 'certain',
        summary: `${judge.says(names.map((name) => `"${name}"`).join(', '), first)} (${source.object.kind} "${source.object.metadata.name}").`,
        facts: { containers: names },
        evidence: [
          fieldEvidence(source.object, `containers[${names[0]}].${judge.field}`, written(valueAt(first, judge.field))),
        ],
      };
    }
  }
};

interface Rule {
  field: string;
  holds(container: JsonObject, source: PodSource): boolean;
  says(names: string, first: JsonObject): string;
}

/** Stays, and is asked by others: a job and a program without a port need no check. */
function serves(container: JsonObject, { object }: PodSource): boolean {
  return !['Job', 'CronJob'].includes(object.kind) && objectsAt(container, 'ports').length > 0;
}

const rules: { readonly [cause: string]: Rule } = {
  'no-limit': {
    field: 'resources',
    holds: (container) => valueAt(container, 'resources', 'limits', 'memory') === undefined,
    says: (names) => `Nothing limits the memory of ${names}: a leak there takes it from everything else on its node`,
  },
  'no-request': {
    field: 'resources',
    holds: (container) => {
      const asked = { ...objectAt(container, 'resources', 'limits'), ...objectAt(container, 'resources', 'requests') };
      return asked['cpu'] === undefined || asked['memory'] === undefined;
    },
    says: (names) => `${names} does not say how much CPU and memory it needs: the scheduler can only guess`,
  },
  'no-readiness-check': {
    field: 'readinessProbe',
    holds: (container, source) => serves(container, source) && valueAt(container, 'readinessProbe') === undefined,
    says: (names) => `${names} has no readiness check: it gets traffic before it can answer`,
  },
  'no-liveness-check': {
    field: 'livenessProbe',
    holds: (container, source) => serves(container, source) && valueAt(container, 'livenessProbe') === undefined,
    says: (names) => `${names} has no liveness check: if it hangs, nobody restarts it`,
  },
  'no-fixed-version': {
    field: 'image',
    holds: (container) => isLoose(textAt(container, 'image') ?? ''),
    says: (names, first) =>
      `${names} runs whatever ${textAt(first, 'image')} is at the time: nobody can tell which version, or go back to it`,
  },
  privileged: {
    field: 'securityContext',
    holds: (container) => flagAt(container, 'securityContext', 'privileged') === true,
    says: (names) => `${names} is privileged: whoever gets into it has the whole node`,
  },
  'may-be-root': {
    field: 'securityContext',
    holds: (container, { spec }) =>
      (numberAt(container, 'securityContext', 'runAsUser') ?? numberAt(spec, 'securityContext', 'runAsUser')) === 0,
    says: (names) => `${names} runs as root by its own settings`,
  },
  'host-folder': {
    field: 'volumeMounts',
    holds: (container, { spec, object }) => {
      const folders = objectsAt(spec, 'volumes').filter((volume) => isDelicate(textAt(volume, 'hostPath', 'path')));
      const names = folders.map((volume) => textAt(volume, 'name'));
      return (
        object.kind !== 'DaemonSet' &&
        objectsAt(container, 'volumeMounts').some((mount) => names.includes(textAt(mount, 'name')))
      );
    },
    says: (names) => `${names} reaches into a folder of its node`,
  },
  'added-rights': {
    field: 'securityContext',
    holds: (container) =>
      textsAt(container, 'securityContext', 'capabilities', 'add').some((right) =>
        /^(SYS_ADMIN|ALL|NET_ADMIN|SYS_PTRACE|SYS_MODULE)$/.test(right),
      ),
    says: (names) => `${names} has rights of the node's administrator added to it`,
  },
};

const isDelicate = (path: string | undefined): boolean =>
  path !== undefined &&
  (/^\/(etc|var\/run|var\/lib|run|root|proc|sys)?(\/|$)/.test(path) || path.endsWith('docker.sock'));

/** No tag, or one that moves. A digest is always the same. */
function isLoose(image: string): boolean {
  if (image === '' || image.includes('@sha256:')) return false;
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest';
}

const written = (value: unknown): string =>
  value === undefined ? 'not set' : typeof value === 'string' ? value : JSON.stringify(value);
