import type { JsonObject } from '#src/protocol/index.ts';

import { objectAt, objectsAt, textAt, textsAt } from '../fields.ts';
import type { Snapshot } from './snapshot.ts';

/** A service account. */
export interface Account {
  namespace: string;
  name: string;
}

/** What somebody wants to do; without a namespace, in all of them. */
export interface Wish {
  verb: string;
  group: string;
  resource: string;
  namespace?: string;
  /** One object of this name. */
  name?: string;
}

/** Whether roles allow an account to do something, as far as roles say; undefined where they could not be read. */
export function mayDo(snapshot: Snapshot, account: Account, wish: Wish): boolean | undefined {
  const { namespace } = wish;
  const bindings = [
    ...snapshot.all('ClusterRoleBinding'),
    ...(namespace === undefined ? [] : snapshot.in('RoleBinding', namespace)),
  ];
  const allowed = bindings
    .filter((binding) =>
      objectsAt(binding, 'subjects').some((subject) => isMeant(subject, account, binding.metadata.namespace)),
    )
    .some((binding) => {
      const role = objectAt(binding, 'roleRef');
      const name = textAt(role, 'name') ?? '';
      const found =
        textAt(role, 'kind') === 'ClusterRole'
          ? snapshot.find('ClusterRole', undefined, name)
          : snapshot.find('Role', binding.metadata.namespace, name);
      return objectsAt(found, 'rules').some((rule) => allows(rule, wish));
    });
  const seen =
    snapshot.knows('ClusterRoleBinding') &&
    snapshot.knows('ClusterRole') &&
    (namespace === undefined || (snapshot.knows('RoleBinding', namespace) && snapshot.knows('Role', namespace)));
  return allowed || (seen ? false : undefined);
}

function isMeant(subject: JsonObject, { namespace, name }: Account, home: string | undefined): boolean {
  const subjectName = textAt(subject, 'name');
  switch (textAt(subject, 'kind')) {
    case 'ServiceAccount':
      return subjectName === name && (textAt(subject, 'namespace') ?? home) === namespace;
    case 'User':
      return subjectName === `system:serviceaccount:${namespace}:${name}`;
    case 'Group':
      return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'].includes(
        subjectName ?? '',
      );
    default:
      return false;
  }
}

function allows(rule: JsonObject, { verb, group, resource, name }: Wish): boolean {
  const has = (field: string, value: string) => {
    const values = textsAt(rule, field);
    return values.includes('*') || values.includes(value);
  };
  const names = textsAt(rule, 'resourceNames');
  return (
    has('verbs', verb) &&
    has('apiGroups', group) &&
    (has('resources', resource) || textsAt(rule, 'resources').includes(`*/${resource.split('/')[1] ?? ''}`)) &&
    (names.length === 0 || (name !== undefined && names.includes(name)))
  );
}
