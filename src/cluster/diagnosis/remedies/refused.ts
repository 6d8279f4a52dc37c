import type { JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { objectAt, objectsAt, textAt } from '../../fields.ts';
import { parseQuantity, quantity } from '../../quantity.ts';
import type { Finding } from '../finding.ts';
import type { Remedies, Remedy } from '../remedy.ts';
import { similar } from '../selecting.ts';
import type { Snapshot } from '../snapshot.ts';
import { fromQuota, saysNothing } from './quota.ts';
import { fieldRemedy, namesBeside, podPatch, podSpecOf, replacing, rollBack, workloadOf } from './workload.ts';

/** Pods that are not even let in: by a quota, a limit, a policy, or because something that they name is not there. */
export const refusedRemedies: Remedies = function* refusedRemedies(finding, snapshot) {
  const workload = workloadOf(finding, snapshot);
  switch (finding.cause) {
    case 'service-account':
      yield* account(finding, snapshot, workload);
      break;
    case 'quota':
      yield* fromQuota(finding, snapshot, workload);
      break;
    case 'quota-needs-resources':
      yield* saysNothing(finding, workload);
      break;
    case 'limit-range':
      yield* outside(finding, snapshot, workload);
      break;
    case 'pod-security':
      yield* tooManyRights(finding, workload);
      break;
    case 'refused':
      yield* unknownClass(finding, workload);
  }
  yield* rollBack(finding, snapshot);
};

function* account(finding: Finding, snapshot: Snapshot, workload: ClusterObject | undefined): Generator<Remedy> {
  const { namespace } = finding.object;
  const name = textAt(finding.facts, 'account');
  if (name === undefined || namespace === undefined) return;
  yield {
    id: 'create-account',
    title: `Make the service account "${name}"`,
    risk: 'reversible',
    warning: 'It gets no rights: give it those that it needs after.',
    undo: 'It is deleted again.',
    changes: () => ({ objects: [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } }] }),
  };
  if (!workload) return;
  for (const other of similar(name, namesBeside(snapshot, 'ServiceAccount', namespace)).slice(0, 2)) {
    yield {
      id: `use-${other}`,
      title: `Use the service account "${other}" that is there`,
      ...replacing(workload),
      changes: () => podPatch(finding, workload, { serviceAccountName: other, serviceAccount: null }),
    };
  }
}

/** Outside of what a limit range allows: as far as it allows, or a wider range. */
function* outside(finding: Finding, snapshot: Snapshot, workload: ClusterObject | undefined): Generator<Remedy> {
  const message = textAt(finding.facts, 'message') ?? '';
  const [, bound, resource, allowed, field, asked] =
    /(maximum|minimum) (cpu|memory|ephemeral-storage) usage per Container is ([\w.]+), but (limit|request) is ([\w.]+)/.exec(
      message,
    ) ?? [];
  if (resource === undefined || allowed === undefined || asked === undefined) return;
  const most = bound === 'maximum';
  const beyond = (amount: unknown) =>
    parseQuantity(amount) !== undefined &&
    (most ? quantity(amount) > quantity(allowed) : quantity(amount) < quantity(allowed));
  if (workload) {
    const within = (amounts: JsonObject): JsonObject =>
      beyond(amounts[resource]) ? { ...amounts, [resource]: allowed } : amounts;
    const containers = objectsAt(podSpecOf(workload), 'containers').map((one) => {
      const resources = objectAt(one, 'resources');
      const entries = ['limits', 'requests']
        .filter((key) => resources[key] !== undefined)
        .map((key) => [key, within(objectAt(resources, key))]);
      return { ...one, resources: { ...resources, ...(Object.fromEntries(entries) as JsonObject) } };
    });
    yield {
      id: 'within-limits',
      title: `Set its ${resource} ${field} to ${allowed} instead of ${asked}`,
      ...replacing(workload),
      changes: () => podPatch(finding, workload, { containers }),
    };
  }
  const key = most ? 'max' : 'min';
  const range = snapshot
    .all('LimitRange')
    .filter(({ metadata }) => metadata.namespace === finding.object.namespace)
    .find((one) => limitsOf(one).some((limit) => quantity(objectAt(limit, key)[resource] ?? 0) === quantity(allowed)));
  if (!range) return;
  yield fieldRemedy(
    {
      id: 'widen-limits',
      title: `Let containers of this namespace have ${most ? 'up to' : 'as little as'} ${asked} of ${resource}`,
      warning: `The limit range "${range.metadata.name}" then allows it to every container there.`,
    },
    referenceTo(range),
    {
      spec: {
        limits: limitsOf(range).map((limit) =>
          objectAt(limit, key)[resource] === undefined
            ? limit
            : { ...limit, [key]: { ...objectAt(limit, key), [resource]: asked } },
        ),
      },
    },
  );
}

const limitsOf = (range: ClusterObject): JsonObject[] => objectsAt(range, 'spec', 'limits');

/** What the policy of a namespace demands, and what each demand means in the settings of a container. */
const demands: readonly { said: RegExp; set: JsonObject }[] = [
  { said: /allowPrivilegeEscalation != false \([^)]*\)/, set: { allowPrivilegeEscalation: false } },
  { said: /unrestricted capabilities \((?:[^()]|\([^)]*\))*\)/, set: { capabilities: { drop: ['ALL'] } } },
  { said: /runAsNonRoot != true \([^)]*\)/, set: { runAsNonRoot: true } },
  { said: /seccompProfile \([^)]*\)/, set: { seccompProfile: { type: 'RuntimeDefault' } } },
  { said: /privileged \([^)]*\)/, set: { privileged: false } },
];

/** Fewer rights, exactly those that the policy names. Not where it names something else too: that would not be enough. */
function* tooManyRights(finding: Finding, workload: ClusterObject | undefined): Generator<Remedy> {
  const message = textAt(finding.facts, 'message') ?? '';
  const said = /violates PodSecurity "[^"]*": (.*)$/s.exec(message)?.[1] ?? '';
  const asked = demands.filter((demand) => demand.said.test(said));
  const rest = asked.reduce((text, demand) => text.replace(demand.said, ''), said).replace(/[\s,]/g, '');
  if (!workload || asked.length === 0 || rest !== '') return;
  const set = Object.assign({}, ...asked.map((demand) => demand.set)) as JsonObject;
  const limited = (list: JsonObject[]) =>
    list.map((one) => ({ ...one, securityContext: { ...objectAt(one, 'securityContext'), ...set } }));
  const spec = podSpecOf(workload);
  const first = objectsAt(spec, 'initContainers');
  const { warning, ...others } = replacing(workload);
  yield {
    id: 'fewer-rights',
    title: `Run it with the rights that this namespace allows (${Object.keys(set).join(', ')})`,
    ...others,
    warning: `${'runAsNonRoot' in set ? 'An image that runs as root will then say so, and not begin. ' : ''}${warning}`,
    changes: () =>
      podPatch(finding, workload, {
        containers: limited(objectsAt(spec, 'containers')),
        ...(first.length === 0 ? {} : { initContainers: limited(first) }),
      }),
  };
}

/** A class that nobody made: of priority, or of runtime. */
function* unknownClass(finding: Finding, workload: ClusterObject | undefined): Generator<Remedy> {
  const message = textAt(finding.facts, 'message') ?? '';
  const [, priority] = /no PriorityClass with name (\S+) was found/.exec(message) ?? [];
  if (workload && priority !== undefined) {
    yield {
      id: 'usual-priority',
      title: `Run it with the usual priority instead of "${priority}"`,
      ...replacing(workload),
      changes: () => podPatch(finding, workload, { priorityClassName: null, priority: null }),
    };
    yield {
      id: 'create-priority',
      title: `Make the priority class "${priority}"`,
      risk: 'reversible',
      warning: 'Pods of it may push others aside when room is short.',
      question: {
        text: 'How important, as a number? 0 is the usual, 1000000 is high.',
        type: 'text',
        suggestions: ['0', '1000000'],
      },
      undo: 'It is deleted again.',
      changes: (answer = '') => {
        if (!/^-?\d{1,9}$/.test(answer.trim())) throw new RangeError('Write a whole number, like 1000.');
        const metadata = { name: priority };
        const object = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata, value: Number(answer) };
        return { objects: [object] };
      },
    };
  }
  const [, runtime] = /RuntimeClass "([^"]+)" not found/.exec(message) ?? [];
  if (workload && runtime !== undefined) {
    const { warning, ...rest } = replacing(workload);
    yield {
      id: 'usual-runtime',
      title: `Run it with the usual runtime instead of "${runtime}"`,
      ...rest,
      warning: `It was to be kept apart more strictly, perhaps for a reason. ${warning}`,
      changes: () => podPatch(finding, workload, { runtimeClassName: null }),
    };
  }
}
