import { textAt } from '../../fields.ts';
import type { ObservedKind } from '../observed-kinds.ts';
import type { Remedies } from '../remedy.ts';
import { similar } from '../selecting.ts';
import { found, namesBeside } from './workload.ts';

/** A right that is missing: exactly that one, in exactly that namespace; never all of something, never everywhere. */
export const rightsRemedies: Remedies = function* rightsRemedies(finding, snapshot) {
  const fact = (name: string) => textAt(finding.facts, name);
  if (finding.cause === 'role-missing') {
    const kind = fact('roleKind') === 'ClusterRole' ? 'ClusterRole' : 'Role';
    const names = namesBeside(
      snapshot,
      kind satisfies ObservedKind,
      kind === 'Role' ? finding.object.namespace : undefined,
    );
    if (!found(snapshot, finding.object)) return;
    for (const name of similar(fact('role') ?? '', names).slice(0, 2)) {
      yield {
        id: `role-${name}`,
        title: `Let it give the rights of the ${kind} "${name}"`,
        risk: 'disruptive',
        warning:
          'The role of a binding cannot be changed: the binding is made anew. Whoever is named in it then has those rights.',
        undo: 'The former binding is made again, and gives no rights.',
        changes: () => ({ replaces: [{ reference: finding.object, patch: { roleRef: { name } } }] }),
      };
    }
    return;
  }
  const [account, accountNamespace, verb, resource, group = '', namespace] = [
    fact('account'),
    fact('accountNamespace'),
    fact('verb'),
    fact('resource'),
    fact('group'),
    fact('namespace'),
  ];
  if (!account || !accountNamespace || !verb || !resource || namespace === undefined) return;
  if ([verb, resource].includes('*')) return;
  const name = `${account}-${verb}-${resource.replace('/', '-')}`.slice(0, 60);
  yield {
    id: 'give-right',
    title: `Let "${account}" ${verb} ${resource} in ${namespace}`,
    risk: 'reversible',
    warning: `It gets this right and no other${resource === 'secrets' ? '; it can read every secret of that namespace then' : ''}.`,
    undo: 'The role and its binding are deleted again.',
    changes: () => ({
      objects: [
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'Role',
          metadata: { name, namespace },
          rules: [{ apiGroups: [group], resources: [resource], verbs: [verb] }],
        },
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'RoleBinding',
          metadata: { name, namespace },
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
          subjects: [{ kind: 'ServiceAccount', name: account, namespace: accountNamespace }],
        },
      ],
    }),
  };
};
