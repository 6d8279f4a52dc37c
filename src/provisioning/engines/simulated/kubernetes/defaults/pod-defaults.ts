import type { JsonObject } from '#src/protocol/index.ts';

import { isObject } from '../schema/conform.ts';
import { fill, inside, members } from './fill.ts';

/** What a container is when its author said no more. */
export function containerDefaults(container: JsonObject): void {
  const image = typeof container['image'] === 'string' ? container['image'] : '';
  const newest = image.endsWith(':latest') || !/[:@][^/]*$/.test(image);
  fill(container, {
    imagePullPolicy: newest ? 'Always' : 'IfNotPresent',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
}

export function podSpecDefaults(spec: JsonObject): void {
  fill(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  });
  // The older name of the same field follows.
  const account = spec['serviceAccountName'] ?? spec['serviceAccount'];
  if (account !== undefined) fill(spec, { serviceAccountName: account, serviceAccount: account });
}

/** A pod itself, unlike a template, asks for what it may use at most. */
export function podDefaults(pod: JsonObject): void {
  const spec = inside(pod, 'spec');
  fill(spec, { enableServiceLinks: true });
  for (const container of [...members(spec, 'containers'), ...members(spec, 'initContainers')]) {
    const resources = inside(container, 'resources');
    const limits = resources['limits'];
    if (isObject(limits)) fill(inside(resources, 'requests'), limits);
  }
  fill(inside(pod, 'status'), { phase: 'Pending', qosClass: serviceClass(spec) });
}

/** How a pod is treated when its node has too little. */
function serviceClass(spec: JsonObject): string {
  const all = [...members(spec, 'containers'), ...members(spec, 'initContainers')].map((one) =>
    inside(one, 'resources'),
  );
  const amounts = (resources: JsonObject, field: string) => {
    const found = resources[field];
    return isObject(found) ? found : {};
  };
  if (all.every((one) => Object.keys({ ...amounts(one, 'limits'), ...amounts(one, 'requests') }).length === 0))
    return 'BestEffort';
  const guaranteed = all.every((one) =>
    ['cpu', 'memory'].every((name) => {
      const limit = amounts(one, 'limits')[name];
      return limit !== undefined && limit === (amounts(one, 'requests')[name] ?? limit);
    }),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

export function probeDefaults(probe: JsonObject): void {
  fill(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
}

const sources = ['secret', 'configMap', 'projected', 'downwardAPI'];

export function volumeDefaults(volume: JsonObject): void {
  if (Object.keys(volume).every((field) => field === 'name')) volume['emptyDir'] = {};
  for (const source of sources) {
    const found = volume[source];
    if (isObject(found)) fill(found, { defaultMode: 420 });
  }
  const host = volume['hostPath'];
  if (isObject(host)) fill(host, { type: '' });
}
