import type { Json, JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { numberAt, objectAt, objectsAt, textAt } from '../../fields.ts';
import { parseQuantity, quantity } from '../../quantity.ts';
import type { Finding } from '../finding.ts';
import type { Remedies, Remedy } from '../remedy.ts';
import type { Snapshot } from '../snapshot.ts';
import { fieldRemedy, podPatch, podSpecOf, replacing } from './workload.ts';

/** A quota that is too small for what its workloads ask for, told before anything is refused. */
export const quotaRemedies: Remedies = function* quotaRemedies(finding, snapshot) {
  const quota = snapshot.find('ResourceQuota', finding.object.namespace, finding.object.name);
  const resource = textAt(finding.facts, 'resource');
  const wanted = textAt(finding.facts, 'wanted');
  if (quota && resource !== undefined) {
    const room = wanted === undefined ? '' : ` Its workloads ask for ${wanted} altogether.`;
    yield raised(quota, resource, room, wanted === undefined ? [] : [wanted]);
  }
};

/** A quota that refuses pods: more of it, or as many copies as there are. */
export function* fromQuota(
  finding: Finding,
  snapshot: Snapshot,
  workload: ClusterObject | undefined,
): Generator<Remedy> {
  const { namespace } = finding.object;
  const name = textAt(finding.facts, 'quota');
  const object = name === undefined ? undefined : snapshot.find('ResourceQuota', namespace, name);
  const [resource, asked] = (textAt(finding.facts, 'asked') ?? '').split(',')[0]?.split('=') ?? [];
  const wanted = workload ? (numberAt(workload, 'spec', 'replicas') ?? 1) : 0;
  const there = workload ? (numberAt(workload, 'status', 'replicas') ?? 0) : 0;
  if (object && resource !== undefined && resource !== '') {
    const missing = wanted - there;
    const each =
      asked === undefined || missing <= 0
        ? ''
        : ` ${missing === 1 ? 'The missing pod' : `Each of the ${missing} missing pods`} needs ${asked}.`;
    yield raised(object, resource, each, []);
  }
  if (workload && there > 0 && there < wanted && ['Deployment', 'StatefulSet'].includes(workload.kind)) {
    yield fieldRemedy(
      {
        id: 'fewer-copies',
        title: `Do with ${there === 1 ? 'one copy' : `${there} copies`} instead of ${wanted}`,
        warning: 'Those that run go on; fewer of them answer.',
      },
      referenceTo(workload),
      { spec: { replicas: there } },
    );
  }
}

function raised(quota: ClusterObject, resource: string, room: string, suggestions: string[]): Remedy {
  const hard = String(objectAt(quota, 'spec', 'hard')[resource] ?? '');
  return {
    id: 'raise-quota',
    title: `Raise the quota "${quota.metadata.name}"`,
    risk: 'reversible',
    warning: 'The namespace may then use more of the cluster.',
    question: {
      text: `How much ${resource} may the namespace use${hard === '' ? '' : ` instead of ${hard}`}?${room}`,
      type: 'text',
      suggestions,
    },
    undo: 'The present quota is kept, and can be brought back.',
    changes: (answer = '') => {
      if (!((parseQuantity(answer.trim()) ?? 0) > quantity(hard)))
        throw new RangeError(`Write an amount of more than ${hard}.`);
      return { patches: [{ reference: referenceTo(quota), patch: { spec: { hard: { [resource]: answer.trim() } } } }] };
    },
  };
}

/** A quota counts what containers ask for, and these say nothing: for all such containers here, or for these alone. */
export function* saysNothing(finding: Finding, workload: ClusterObject | undefined): Generator<Remedy> {
  const { namespace } = finding.object;
  const question = {
    text: 'How much CPU and memory does one container need? Write both, like 100m 128Mi.',
    type: 'text' as const,
    suggestions: ['100m 128Mi'],
  };
  if (workload) {
    yield {
      id: 'say-needs',
      title: `Say how much the containers of "${workload.metadata.name}" need`,
      ...replacing(workload),
      question,
      changes: (answer = '') => {
        const needs = needsOf(answer);
        const containers = objectsAt(podSpecOf(workload), 'containers').map((one) => {
          const resources = objectAt(one, 'resources');
          return {
            ...one,
            resources: {
              ...resources,
              requests: { ...needs, ...objectAt(resources, 'requests') },
              limits: { ...needs, ...objectAt(resources, 'limits') },
            },
          };
        });
        return podPatch(finding, workload, { containers });
      },
    };
  }
  if (namespace === undefined) return;
  yield {
    id: 'usual-needs',
    title: 'Set what a container gets that says nothing',
    risk: 'reversible',
    warning: 'It counts for every new container in this namespace that does not say how much it needs.',
    question,
    undo: 'It is deleted again; pods that run keep what they have.',
    changes: (answer = '') => {
      const needs = needsOf(answer);
      const limits: Json = [{ type: 'Container', default: needs, defaultRequest: needs }];
      const metadata = { name: 'usual-needs', namespace };
      return { objects: [{ apiVersion: 'v1', kind: 'LimitRange', metadata, spec: { limits } }] };
    },
  };
}

function needsOf(answer: string): JsonObject {
  const [cpu, memory, ...more] = answer.trim().split(/[\s,]+/);
  const fits = more.length === 0 && (parseQuantity(cpu) ?? 0) > 0 && (parseQuantity(memory) ?? 0) >= 2 ** 20;
  if (!fits || cpu === undefined || memory === undefined)
    throw new RangeError('Write the CPU, then the memory, like 100m 128Mi.');
  return { cpu, memory };
}
