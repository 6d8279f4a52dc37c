import type { Access, Cluster } from '#src/cluster/index.ts';
import { ClusterError, labelsAt, objectAt, textAt } from '#src/cluster/index.ts';

import { allOf } from './all-of.ts';
import type { SizedBy } from './manifests.ts';
import { VDC_ROLE } from './manifests.ts';
import { NAMESPACE_PREFIX } from './names.ts';
import type { KubernetesOptions } from './options.ts';

/** What a host can do, and what keeps it from holding VDCs: each a sentence with the fix. */
export interface Probe {
  problems: string[];
  sizedBy: SizedBy;
  /** Who the wizard is to the host, where it binds itself rights in each namespace; null for an administrator. */
  bindAs: string | null;
}

/** A host that says nothing for so long is not there. */
const PATIENCE_MS = 6_000;

const K3K = { apiVersion: 'k3k.io/v1beta1', kind: 'Cluster' };

/** Looks whether a host can hold VDCs. Never rejects: a host that does not answer is a problem like another. */
export async function probe(host: Cluster, options: KubernetesOptions): Promise<Probe> {
  try {
    return await look(host, options);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { problems: [`The host cluster at ${host.address} cannot be used now. ${said}`], ...unknown };
  }
}

const unknown = { sizedBy: 'limits', bindAs: null } as const;

async function look(host: Cluster, options: KubernetesOptions): Promise<Probe> {
  await host.version({ signal: AbortSignal.timeout(PATIENCE_MS) });
  const k3k = await k3kProblem(host);
  const [fields, rights] = await Promise.all([k3k === undefined ? k3kFields(host) : null, rightsOf(host)]);
  const problems = [
    ...(k3k === undefined ? [] : [k3k]),
    ...exposeProblems(options),
    ...rights.problems,
    ...(rights.problems.length > 0 ? [] : await storageProblems(host, options)),
    ...(options.policy === undefined || k3k !== undefined ? [] : await policyProblems(host, options.policy)),
  ];
  return {
    problems,
    sizedBy: fields === null || fields.has('serverLimit') ? 'limits' : 'resources',
    bindAs: rights.bindAs,
  };
}

async function k3kProblem(host: Cluster): Promise<string | undefined> {
  if (await host.kind(K3K)) return undefined;
  if (await host.kind({ ...K3K, apiVersion: 'k3k.io/v1alpha1' })) {
    return 'The k3k of the host cluster is too old: upgrade its chart to 1.0 or newer, which serves k3k.io/v1beta1.';
  }
  return (
    'The host cluster has no k3k, which runs the VDCs: install it with ' +
    '"helm install k3k k3k --repo https://rancher.github.io/k3k --namespace k3k-system --create-namespace".'
  );
}

/** The fields that this k3k knows of a Cluster; null where the host does not say. */
async function k3kFields(host: Cluster): Promise<ReadonlySet<string> | null> {
  try {
    const document = await host.raw('/openapi/v3/apis/k3k.io/v1beta1');
    const schemas = objectAt(document, 'components', 'schemas');
    const cluster = Object.entries(schemas).find(([name]) => name.endsWith('.v1beta1.Cluster'))?.[1];
    const fields = Object.keys(objectAt(cluster, 'properties', 'spec', 'properties'));
    return fields.length === 0 ? null : new Set(fields);
  } catch (error) {
    if (error instanceof ClusterError) return null;
    throw error;
  }
}

function exposeProblems({ expose, exposeHost }: KubernetesOptions): string[] {
  if (exposeHost !== undefined || expose === 'clusterIP' || expose === 'loadBalancer') return [];
  return [
    expose === 'nodePort'
      ? 'VDCs are exposed by node ports, but on which address is not said: set engines.kubernetes.exposeHost to a name or address of the nodes.'
      : 'VDCs are exposed by ingress, but under which domain is not said: set engines.kubernetes.exposeHost to it.',
  ];
}

async function storageProblems(host: Cluster, { storageClass }: KubernetesOptions): Promise<string[]> {
  const classes = await allOf(host, { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' });
  const names = classes.map(({ metadata }) => metadata.name);
  if (storageClass !== undefined) {
    return names.includes(storageClass)
      ? []
      : [`The host cluster has no StorageClass "${storageClass}". It has: ${names.join(', ') || 'none'}.`];
  }
  const isDefault = (annotations: { [name: string]: string }) =>
    annotations['storageclass.kubernetes.io/is-default-class'] === 'true';
  if (classes.some((one) => isDefault(labelsAt(one, 'metadata', 'annotations')))) return [];
  return [
    'The host cluster has no default StorageClass, so controllers would wait for their disks for ever: mark one as default, ' +
      `or set engines.kubernetes.storageClass to one of: ${names.join(', ') || '(there is none yet)'}.`,
  ];
}

async function policyProblems(host: Cluster, name: string): Promise<string[]> {
  const policy = await host.get({ apiVersion: 'k3k.io/v1beta1', kind: 'VirtualClusterPolicy', name }).catch(() => null);
  if (!policy)
    return [`The host cluster has no VirtualClusterPolicy "${name}": make it, or take engines.kubernetes.policy out.`];
  const mode = textAt(policy, 'spec', 'allowedMode');
  return mode === 'virtual'
    ? []
    : [
        `The VirtualClusterPolicy "${name}" allows the mode ${mode ?? 'shared'}, but VDCs need virtual: set its allowedMode.`,
      ];
}

/** What the wizard does on the whole host … */
const everywhere: readonly Access[] = [
  ...['get', 'list', 'create', 'patch', 'delete'].map((verb) => ({ verb, group: '', resource: 'namespaces' })),
  { verb: 'list', group: '', resource: 'nodes' },
  { verb: 'list', group: '', resource: 'pods' },
  { verb: 'list', group: 'storage.k8s.io', resource: 'storageclasses' },
];

/** … and in the namespaces of VDCs. */
const inside: readonly Access[] = [
  ...['get', 'create', 'patch', 'delete'].map((verb) => ({ verb, group: 'k3k.io', resource: 'clusters' })),
  ...['resourcequotas', 'limitranges'].map((resource) => ({ verb: 'patch', group: '', resource })),
  { verb: 'patch', group: 'networking.k8s.io', resource: 'networkpolicies' },
  { verb: 'patch', group: '', resource: 'pods' },
  ...['pods', 'persistentvolumeclaims'].map((resource) => ({ verb: 'list', group: '', resource })),
  ...['services', 'secrets'].map((resource) => ({ verb: 'get', group: '', resource })),
];

async function rightsOf(host: Cluster): Promise<{ problems: string[]; bindAs: string | null }> {
  const namespace = `${NAMESPACE_PREFIX}0000000000-probe`;
  const missing = async (wanted: readonly Access[]) => {
    const answers = await Promise.all(wanted.map(async (access) => ({ access, may: await host.may(access) })));
    return answers.filter(({ may }) => !may).map(({ access }) => access);
  };
  const [outside, within] = await Promise.all([
    missing(everywhere),
    missing(inside.map((one) => ({ ...one, namespace }))),
  ]);
  const binding: Access[] = [
    { verb: 'patch', group: 'rbac.authorization.k8s.io', resource: 'rolebindings', namespace },
    { verb: 'bind', group: 'rbac.authorization.k8s.io', resource: 'clusterroles', name: VDC_ROLE },
  ];
  // Who may not do it everywhere may bind it to itself in each namespace that it makes.
  const unbindable = within.length === 0 ? [] : await missing(binding);
  const lacking = unbindable.length === 0 ? outside : [...outside, ...within];
  if (lacking.length === 0) return { problems: [], bindAs: within.length === 0 ? null : await whoAmI(host) };
  const list = [...Map.groupBy(lacking, ({ group, resource }) => (group === '' ? resource : `${resource}.${group}`))]
    .map(([resource, accesses]) => `${accesses.map(({ verb }) => verb).join('/')} ${resource}`)
    .join(', ');
  return {
    problems: [
      `The wizard lacks rights on the host cluster: ${list}. Apply config/rbac/host.yaml there, and use its service account.`,
    ],
    bindAs: null,
  };
}

async function whoAmI(host: Cluster): Promise<string> {
  const review = await host.create({
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'SelfSubjectReview',
    metadata: { name: 'who' },
  });
  const name = textAt(review, 'status', 'userInfo', 'username');
  if (name === undefined) throw new ClusterError('SERVER', 'The host does not say who the wizard is to it.');
  return name;
}
