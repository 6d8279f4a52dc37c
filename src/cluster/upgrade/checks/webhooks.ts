import type { JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { isReady, takes } from '../../diagnosis/selecting.ts';
import { objectsAt, textAt, textsAt, valueAt } from '../../fields.ts';
import type { Check, LineDraft } from '../check.ts';
import type { Preflight } from '../preflight.ts';
import { changing, setting } from '../remedies.ts';
import type { UpgradeRemedy } from '../report.ts';
import { podsBehind, serviceTrouble } from '../service-trouble.ts';
import { shown } from '../wording.ts';

/** Admission webhooks that stop what an upgrade has to do: because nobody answers, or because their pods leave with a node. */
export const webhooks: Check = {
  subject: 'Admission webhooks',
  needs: ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'Service', 'Pod', 'Node'],
  fine: 'No admission webhook stands in the way.',
  *judge(preflight): Generator<LineDraft> {
    const { snapshot } = preflight;
    for (const configuration of [
      ...snapshot.all('ValidatingWebhookConfiguration'),
      ...snapshot.all('MutatingWebhookConfiguration'),
    ]) {
      for (const hook of objectsAt(configuration, 'webhooks')) {
        if ((textAt(hook, 'failurePolicy') ?? 'Fail') !== 'Fail') continue;
        yield* judgeHook(preflight, configuration, hook);
      }
    }
  },
};

function* judgeHook({ snapshot }: Preflight, configuration: ClusterObject, hook: JsonObject): Generator<LineDraft> {
  const service = textAt(hook, 'clientConfig', 'service', 'name');
  if (service === undefined) return;
  const namespace = textAt(hook, 'clientConfig', 'service', 'namespace');
  const reference = referenceTo(configuration);
  const name = textAt(hook, 'name') ?? '';
  const field = `webhooks[${name}].failurePolicy`;
  const trouble = serviceTrouble(snapshot, namespace, service);
  if (trouble !== undefined) {
    yield {
      verdict: 'blocks',
      title: `The admission webhook "${name}" refuses every change, because ${trouble}.`,
      detail: 'An upgrade makes such changes itself. Let the webhook answer, or let it pass for the time.',
      objects: [reference],
      evidence: [shown(reference, field, 'Fail', 'What it cannot judge, it refuses.')],
      remedies: [ignoring(configuration, name), ...removing(snapshot, configuration, service, namespace)],
    };
    return;
  }
  const what = intercepted(snapshot, hook);
  if (what === undefined) return;
  const found = snapshot.find('Service', namespace, service);
  const pods = found ? podsBehind(snapshot, found).filter((pod) => isReady(pod)) : [];
  const nodes = new Set(pods.map((pod) => textAt(pod, 'spec', 'nodeName')));
  // Where there is one node only, nothing is emptied.
  if (pods.length === 0 || nodes.size > 1 || snapshot.all('Node').length < 2) return;
  const [node = 'one node'] = nodes;
  yield {
    verdict: what === 'pods' ? 'warn' : 'blocks',
    title: `The admission webhook "${name}" has to answer for ${what}, and all that answers runs on ${node}.`,
    detail:
      what === 'pods'
        ? `While ${node} is emptied, no pod can begin, not even the webhook's own.`
        : `While ${node} is emptied, nodes cannot say that they live, and the upgrade would stand still.`,
    objects: [reference],
    evidence: [
      shown(reference, field, 'Fail', `It is asked about ${what}, and what it cannot judge, it refuses.`),
      ...pods
        .slice(0, 3)
        .map((pod) => shown(referenceTo(pod), 'spec.nodeName', node, `"${pod.metadata.name}" answers, on ${node}.`)),
    ],
    remedies: [...spreading(snapshot, pods), ignoring(configuration, name)],
  };
}

/** What an upgrade needs and a webhook is asked about: nodes and their leases, or any pod of the system. */
function intercepted(snapshot: Preflight['snapshot'], hook: JsonObject): string | undefined {
  const asked = (group: string, resource: string, operations: readonly string[]) =>
    objectsAt(hook, 'rules').some(
      (rule) =>
        // Nodes live in no namespace.
        !(resource === 'nodes' && textAt(rule, 'scope') === 'Namespaced') &&
        textsAt(rule, 'apiGroups').some((one) => one === '*' || one === group) &&
        textsAt(rule, 'resources').some(
          (one) => one === '*' || one === '*/*' || one === resource || one === `${resource}/*`,
        ) &&
        textsAt(rule, 'operations').some((one) => one === '*' || operations.includes(one)),
    );
  const system = (namespace: string) => {
    const labels = snapshot.find('Namespace', undefined, namespace)?.metadata.labels ?? {};
    return takes(valueAt(hook, 'namespaceSelector') ?? {}, { 'kubernetes.io/metadata.name': namespace, ...labels });
  };
  if (asked('', 'nodes', ['UPDATE', 'CREATE'])) return 'nodes';
  if (asked('coordination.k8s.io', 'leases', ['UPDATE']) && system('kube-node-lease')) return 'leases of nodes';
  return asked('', 'pods', ['CREATE']) && system('kube-system') ? 'pods' : undefined;
}

/** Lets a webhook pass what it cannot judge. Lists are replaced by a patch, so the others are in it too. */
function ignoring(configuration: ClusterObject, name: string): UpgradeRemedy {
  const webhooks = objectsAt(configuration, 'webhooks').map((hook) =>
    textAt(hook, 'name') === name ? { ...hook, failurePolicy: 'Ignore' } : hook,
  );
  return setting(
    {
      id: `ignore-${name}`,
      title: `Let "${name}" pass what it cannot judge`,
      warning: 'What it would refuse comes through while nobody answers. Set it back after the upgrade.',
    },
    referenceTo(configuration),
    { webhooks },
  );
}

function* removing(
  snapshot: Preflight['snapshot'],
  configuration: ClusterObject,
  service: string,
  namespace: string | undefined,
): Generator<UpgradeRemedy> {
  if (snapshot.find('Service', namespace, service)) return;
  yield changing(
    {
      id: 'remove',
      title: `Take the webhooks of "${configuration.metadata.name}" away`,
      risk: 'disruptive',
      warning: 'What they checked is not checked any more. Right where their program is gone for good.',
      undo: 'They are made again as they were.',
    },
    { deletes: [referenceTo(configuration)] },
  );
}

function* spreading(snapshot: Preflight['snapshot'], pods: readonly ClusterObject[]): Generator<UpgradeRemedy> {
  const [pod] = pods;
  const owner = pod && snapshot.topOwner(pod);
  if (owner?.kind !== 'Deployment') return;
  yield setting(
    {
      id: `scale-${owner.name}`,
      title: `Run "${owner.name}" in ${pods.length + 1} copies`,
      warning: 'One more copy uses more of the cluster. See that it comes to another node.',
    },
    owner,
    { spec: { replicas: pods.length + 1 } },
  );
}
