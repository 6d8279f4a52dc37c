import { numberAt, textAt } from '#src/cluster/fields.ts';
import type { Json } from '#src/protocol/index.ts';

import type { KubernetesObject } from './kubernetes-object.ts';

/** The names of one field in the two views. */
const names = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['reportingComponent', 'reportingController'],
] as const;

/** An event of `v1` as `events.k8s.io/v1` shows it. */
export function asNewEvent(event: KubernetesObject): KubernetesObject {
  const { reportingInstance, ...rest } = renamed(event, (core, newer) => [core, newer]);
  const count = numberAt(event, 'series', 'count') ?? numberAt(event, 'count') ?? 1;
  const last = textAt(event, 'lastTimestamp');
  return {
    ...rest,
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    reportingInstance: reportingInstance ?? '',
    eventTime: rest['eventTime'] ?? null,
    ...(count > 1 && rest['series'] === undefined && last !== undefined
      ? { series: { count, lastObservedTime: last.replace(/Z$/, '.000000Z') } }
      : {}),
  };
}

/** An event of `events.k8s.io/v1` as it is kept: in the view of `v1`. */
export function asCoreEvent(event: KubernetesObject): KubernetesObject {
  return { ...renamed(event, (core, newer) => [newer, core]), apiVersion: 'v1', kind: 'Event' };
}

function renamed(
  event: KubernetesObject,
  direction: (core: string, newer: string) => readonly [string, string],
): KubernetesObject {
  const table = new Map(names.map(([core, newer]) => direction(core, newer)));
  const { apiVersion, kind, metadata, ...fields } = event;
  const moved = Object.entries(fields).map(([name, value]): [string, Json] => [table.get(name) ?? name, value]);
  return { apiVersion, kind, metadata, ...Object.fromEntries(moved) };
}
