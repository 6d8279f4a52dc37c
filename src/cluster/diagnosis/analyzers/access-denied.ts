import type { JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, type ObjectReference, referenceTo } from '../../cluster-object.ts';
import { objectAt, objectsAt, textAt, textsAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { eventEvidence, fieldEvidence } from '../containers.ts';
import type { Evidence, FindingDraft } from '../finding.ts';
import { type Account, mayDo, type Wish } from '../rights.ts';
import { messageOfEvent, observedKinds, type Snapshot, timeOfEvent } from '../snapshot.ts';
import { containersIn, podSources } from '../workloads.ts';

const RECENT_MS = 3_600_000;

/**
 * A program that may not do what it needs to: said by the API server in its log or in an event, or read from a command that
 * its service account has no right for.
 */
export const accessDenied: Analyzer = function* accessDenied(snapshot): Generator<FindingDraft> {
  const told = new Set<string>();
  const once = (draft: FindingDraft): FindingDraft[] => {
    const { account, verb, resource } = draft.facts as { account?: string; verb?: string; resource?: string };
    const key = `${draft.object.namespace}/${account}/${verb}/${resource}`;
    if (told.has(key)) return [];
    told.add(key);
    return [draft];
  };
  for (const draft of inLogs(snapshot)) yield* once(draft);
  for (const draft of inEvents(snapshot)) yield* once(draft);
  for (const draft of inCommands(snapshot)) yield* once(draft);
  yield* brokenBindings(snapshot);
};

interface Denial {
  account: Account;
  wish: Wish;
}

/** `User "system:serviceaccount:a:b" cannot list resource "pods" in API group "" in the namespace "c"` */
function denialIn(text: string): Denial | undefined {
  const [, user = '', verb, resource, group = '', rest = ''] =
    /forbidden: User \\?"([^"\\]+)\\?" cannot (\w+) resource \\?"([^"\\]+)\\?" in API group \\?"([^"\\]*)\\?"(.*)$/.exec(
      text,
    ) ?? [];
  const [, namespace, name] = /^system:serviceaccount:([^:]+):(.+)$/.exec(user) ?? [];
  if (verb === undefined || resource === undefined || namespace === undefined || name === undefined) return undefined;
  const place = /in the namespace \\?"([^"\\]+)/.exec(rest)?.[1];
  return {
    account: { namespace, name },
    wish: { verb, resource, group, ...(place === undefined ? {} : { namespace: place }) },
  };
}

function* inLogs(snapshot: Snapshot): Generator<FindingDraft> {
  for (const { pod, container, lines } of snapshot.logged()) {
    for (const line of lines) {
      const denial = denialIn(line);
      // Granted in the meantime, it is no trouble any more.
      if (!denial || mayDo(snapshot, denial.account, denial.wish) === true) continue;
      const evidence = [fieldEvidence(pod, `log of ${container}`, line)];
      yield denied(snapshot, snapshot.topOwner(pod), denial, 'forbidden', evidence, [referenceTo(pod)]);
    }
  }
}

function* inEvents(snapshot: Snapshot): Generator<FindingDraft> {
  for (const event of snapshot.all('Event')) {
    if (textAt(event, 'type') === 'Normal' || snapshot.age(timeOfEvent(event)) > RECENT_MS) continue;
    const denial = denialIn(messageOfEvent(event));
    if (!denial || mayDo(snapshot, denial.account, denial.wish) === true) continue;
    const about = subjectOf(snapshot, event);
    if (!about) continue;
    yield denied(snapshot, snapshot.topOwner(about), denial, 'forbidden', [eventEvidence(about, event)]);
  }
}

function subjectOf(snapshot: Snapshot, event: ClusterObject): ClusterObject | undefined {
  const kind = textAt(event, 'involvedObject', 'kind');
  const known = observedKinds.find((one) => one.kind === kind);
  return (
    known &&
    snapshot.find(
      known.kind,
      textAt(event, 'involvedObject', 'namespace'),
      textAt(event, 'involvedObject', 'name') ?? '',
    )
  );
}

/** Programs in a shell that call `kubectl`, as jobs for cleaning up and backups do, say beforehand what they need. */
function* inCommands(snapshot: Snapshot): Generator<FindingDraft> {
  for (const { object, spec } of podSources(snapshot)) {
    const account = {
      namespace: object.metadata.namespace ?? 'default',
      name: textAt(spec, 'serviceAccountName') ?? 'default',
    };
    for (const container of containersIn(spec)) {
      const script = [...textsAt(container, 'command'), ...textsAt(container, 'args')].join(' ');
      for (const wish of wishesIn(script, account.namespace)) {
        if (mayDo(snapshot, account, wish) !== false) continue;
        yield denied(snapshot, referenceTo(object), { account, wish }, 'no-right', [
          fieldEvidence(
            object,
            `command of ${textAt(container, 'name') ?? ''}`,
            `kubectl ${wish.verb === 'list' ? 'get' : wish.verb} ${wish.resource}`,
          ),
          fieldEvidence(object, 'spec.template.spec.serviceAccountName', account.name),
        ]);
      }
    }
  }
}

/** What is written in full; what is put together while it runs nobody knows beforehand. */
function wishesIn(script: string, home: string): Wish[] {
  // Another identity, or another cluster, has other rights.
  if (/--(as|token|kubeconfig|server)\b|KUBECONFIG=/.test(script)) return [];
  return [
    ...script.matchAll(
      /\bkubectl((?:\s+(?:-n|--namespace)[\s=]\S+)?)\s+(get|delete)\s+([a-z]+)((?:[ \t]+[^\s;|&)]+)*)/g,
    ),
  ].flatMap(([, before = '', word, plural = '', rest = '']) => {
    const known = resources[plural];
    if (!known) return [];
    const options = `${before} ${rest}`;
    if (/[$`]/.test(/(?:-n|--namespace)[\s=](\S+)/.exec(options)?.[1] ?? '')) return [];
    const namespace = /(?:-n|--namespace)[\s=]([a-z0-9-]+)/.exec(options)?.[1] ?? home;
    const everywhere = /(^|\s)(-A|--all-namespaces)\b/.test(options);
    const words = rest
      .replace(/(-n|--namespace|-o|--output|-l|--selector|--sort-by|--field-selector)[\s=]\S+/g, ' ')
      .split(/\s+/)
      .filter((one) => one !== '' && !one.startsWith('-') && !/^\d?>/.test(one));
    const [name] = words;
    const verb = word === 'delete' ? 'delete' : name === undefined ? 'list' : 'get';
    return [
      {
        verb,
        ...known,
        ...(everywhere ? {} : { namespace }),
        ...(name === undefined ? {} : { name }),
      },
    ];
  });
}

const resources: { readonly [word: string]: { resource: string; group: string } | undefined } = Object.fromEntries(
  [
    ['pods', '', 'pod', 'po'],
    ['services', '', 'service', 'svc'],
    ['configmaps', '', 'configmap', 'cm'],
    ['secrets', '', 'secret'],
    ['events', '', 'event'],
    ['persistentvolumeclaims', '', 'pvc', 'persistentvolumeclaim'],
    ['deployments', 'apps', 'deployment', 'deploy'],
    ['statefulsets', 'apps', 'statefulset', 'sts'],
    ['daemonsets', 'apps', 'daemonset', 'ds'],
    ['replicasets', 'apps', 'replicaset', 'rs'],
    ['jobs', 'batch', 'job'],
    ['cronjobs', 'batch', 'cronjob', 'cj'],
    ['ingresses', 'networking.k8s.io', 'ingress', 'ing'],
  ].flatMap(([resource = '', group = '', ...words]) =>
    [resource, ...words].map((word) => [word, { resource, group }] as const),
  ),
);

function denied(
  snapshot: Snapshot,
  object: ObjectReference,
  { account, wish }: Denial,
  cause: 'forbidden' | 'no-right',
  evidence: Evidence[],
  breaks: ObjectReference[] = [],
): FindingDraft {
  const place = wish.namespace === undefined ? 'in all namespaces' : `in ${wish.namespace}`;
  const facts: JsonObject = {
    account: account.name,
    accountNamespace: account.namespace,
    verb: wish.verb,
    resource: wish.resource,
    group: wish.group,
    ...(wish.namespace === undefined ? {} : { namespace: wish.namespace }),
  };
  return {
    object,
    cause,
    severity: 'error',
    // It was refused once; whether it still would be, only the roles can say.
    certainty: cause === 'forbidden' && mayDo(snapshot, account, wish) === false ? 'certain' : 'likely',
    summary: `The service account "${account.name}" of "${object.name}" has no right to ${wish.verb} ${wish.resource} ${place}${
      cause === 'forbidden' ? '' : ', which its command does'
    }.`,
    facts,
    evidence,
    breaks,
  };
}

/** A binding to a role that is not there gives nothing to anybody, whatever it looks like. */
function* brokenBindings(snapshot: Snapshot): Generator<FindingDraft> {
  const used = new Set(
    podSources(snapshot).map(
      ({ object, spec }) => `${object.metadata.namespace ?? ''}/${textAt(spec, 'serviceAccountName') ?? 'default'}`,
    ),
  );
  for (const binding of [...snapshot.all('RoleBinding'), ...snapshot.all('ClusterRoleBinding')]) {
    const { namespace } = binding.metadata;
    const role = objectAt(binding, 'roleRef');
    const kind = textAt(role, 'kind') === 'ClusterRole' ? 'ClusterRole' : 'Role';
    const name = textAt(role, 'name') ?? '';
    if (!snapshot.knows(kind) || snapshot.find(kind, kind === 'Role' ? namespace : undefined, name)) continue;
    const accounts = objectsAt(binding, 'subjects').filter((subject) => textAt(subject, 'kind') === 'ServiceAccount');
    const inUse = accounts.some((subject) =>
      used.has(`${textAt(subject, 'namespace') ?? namespace ?? ''}/${textAt(subject, 'name') ?? ''}`),
    );
    yield {
      object: referenceTo(binding),
      cause: 'role-missing',
      severity: inUse ? 'warning' : 'advice',
      certainty: 'certain',
      summary: `The ${binding.kind} "${binding.metadata.name}" gives the rights of the ${kind} "${name}", which does not exist: it gives none.`,
      facts: { role: name, roleKind: kind },
      evidence: [fieldEvidence(binding, 'roleRef', `${kind} ${name}`)],
    };
  }
}
