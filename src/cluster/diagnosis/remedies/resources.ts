import type { JsonObject } from '#src/protocol/index.ts';

import { objectAt, textAt } from '../../fields.ts';
import { quantity } from '../../quantity.ts';
import type { Remedies } from '../remedy.ts';
import { containerOf, containerPatch, fieldRemedy, found, rollBack, workloadOf } from './workload.ts';

const MEBIBYTE = 2 ** 20;

/** Too little memory: half as much again, where a node has it; never without a limit. */
export const memoryRemedies: Remedies = function* memoryRemedies(finding, snapshot) {
  const workload = workloadOf(finding, snapshot);
  const container = textAt(finding.facts, 'container');
  const limit = textAt(finding.facts, 'limit');
  if (workload && container !== undefined && limit !== undefined) {
    const more = `${Math.ceil((quantity(limit) * 1.5) / MEBIBYTE / 16) * 16}Mi`;
    const largest = Math.max(
      0,
      ...snapshot.all('Node').map((node) => quantity(objectAt(node, 'status', 'allocatable')['memory'] ?? 0)),
    );
    if (largest === 0 || quantity(more) < largest) {
      yield {
        id: 'more-memory',
        title: `Let "${container}" have ${more} of memory instead of ${limit}`,
        risk: 'disruptive',
        warning: `The pods of "${workload.metadata.name}" are replaced one after the other. If the program loses memory, this only wins time.`,
        undo: 'The present limit is kept, and can be brought back.',
        changes: () => containerPatch(workload, container, (one) => withMemory(one, more)),
      };
    }
  }
  yield* rollBack(finding, snapshot);
};

function withMemory(container: JsonObject, memory: string): JsonObject {
  const resources = objectAt(container, 'resources');
  return { ...container, resources: { ...resources, limits: { ...objectAt(resources, 'limits'), memory } } };
}

/** No node takes a pod: ask for less, open a node, or take away a wish that no node fulfils. */
export const pendingRemedies: Remedies = function* pendingRemedies(finding, snapshot) {
  const workload = workloadOf(finding, snapshot);
  const nodes = finding.cause === 'cordoned' ? (finding.facts['nodes'] ?? []) : [];
  for (const node of Array.isArray(nodes) ? nodes : []) yield openNode(String(node));
  if (!workload) return;
  if (
    finding.cause === 'selector' &&
    Object.keys(objectAt(workload, 'spec', 'template', 'spec', 'nodeSelector')).length > 0
  ) {
    yield fieldRemedy(
      {
        id: 'any-node',
        title: 'Let any node run it',
        risk: 'disruptive',
        warning: 'It may then run on nodes that it was kept away from on purpose.',
      },
      finding.object,
      { spec: { template: { spec: { nodeSelector: null } } } },
    );
  }
  const resource = textAt(finding.facts, 'resource');
  const container = textAt(objectAt(workload, 'spec', 'template', 'spec'), 'containers', 0, 'name');
  if ((finding.cause === 'too-big' || finding.cause === 'full') && resource !== undefined && container !== undefined) {
    const asked = objectAt(containerOf(workload, container), 'resources', 'requests')[resource];
    yield {
      id: 'ask-for-less',
      title: `Ask for less ${resource}`,
      risk: 'disruptive',
      warning: 'Its pods are replaced. With too little it may become slow, or be ended.',
      question: {
        text: `How much ${resource} should "${container}" ask for${asked === undefined ? '' : ` instead of ${String(asked)}`}?`,
        type: 'text',
        suggestions: [],
      },
      undo: 'The present request is kept, and can be brought back.',
      changes: (answer = '') => {
        if (!(quantity(answer) > 0))
          throw new RangeError('Write an amount such as "500m" of CPU or "256Mi" of memory.');
        return containerPatch(workload, container, (one) => {
          const resources = objectAt(one, 'resources');
          return {
            ...one,
            resources: { ...resources, requests: { ...objectAt(resources, 'requests'), [resource]: answer } },
          };
        });
      },
    };
  }
  yield* rollBack(finding, snapshot);
};

/** A node that was closed and forgotten. */
export const nodeRemedies: Remedies = function* nodeRemedies(finding) {
  if (finding.cause === 'cordoned') yield openNode(finding.object.name);
};

function openNode(name: string) {
  return fieldRemedy(
    { id: `open-${name}`, title: `Open the node "${name}" for new pods`, warning: 'Only if nobody is working on it.' },
    { apiVersion: 'v1', kind: 'Node', name },
    { spec: { unschedulable: null } },
  );
}

/** Pods that a quota or a missing account keeps out. */
export const refusedRemedies: Remedies = function* refusedRemedies(finding, snapshot) {
  const { namespace } = finding.object;
  const account = textAt(finding.facts, 'account');
  if (finding.cause === 'service-account' && account !== undefined && namespace !== undefined) {
    yield {
      id: 'create-account',
      title: `Make the service account "${account}"`,
      risk: 'reversible',
      warning: 'It gets no rights: give it those that it needs after.',
      undo: 'It is deleted again.',
      changes: () => ({
        objects: [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account, namespace } }],
      }),
    };
  }
  const quota = textAt(finding.facts, 'quota');
  const object = quota === undefined ? undefined : snapshot.find('ResourceQuota', namespace, quota);
  const [resource] = (textAt(finding.facts, 'asked') ?? '').split('=');
  if (finding.cause === 'quota' && object && resource !== undefined && resource !== '') {
    const hard = String(objectAt(object, 'spec', 'hard')[resource] ?? '');
    yield {
      id: 'raise-quota',
      title: `Raise the quota "${quota}"`,
      risk: 'reversible',
      warning: 'The namespace may then use more of the cluster.',
      question: {
        text: `How much ${resource} may the namespace use${hard === '' ? '' : ` instead of ${hard}`}?`,
        type: 'text',
        suggestions: [],
      },
      undo: 'The present quota is kept, and can be brought back.',
      changes: (answer = '') => {
        if (!(quantity(answer) > quantity(hard))) throw new RangeError(`Write an amount of more than ${hard}.`);
        return {
          patches: [
            {
              reference: {
                apiVersion: 'v1',
                kind: 'ResourceQuota',
                name: quota ?? '',
                ...(namespace === undefined ? {} : { namespace }),
              },
              patch: { spec: { hard: { [resource]: answer } } },
            },
          ],
        };
      },
    };
  }
  if (found(snapshot, finding.object)) yield* rollBack(finding, snapshot);
};
