import type { Access } from '#src/cluster/cluster.ts';
import { objectsAt, textAt, textsAt } from '#src/cluster/fields.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { ApiError } from '../api-error.ts';
import { clusterRoleBindings, clusterRoles, roleBindings, roles } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { StoreReader } from '../object-store.ts';
import type { User } from './user.ts';

/** Throws `403 Forbidden` unless the roles bound to this user allow it. */
export function authorize(store: StoreReader, user: User, attempt: Access): void {
  if (mayDo(store, user, attempt)) return;
  const { verb, group, namespace, name } = attempt;
  const resource = withSubresource(attempt);
  const about = `${group === '' ? attempt.resource : `${attempt.resource}.${group}`}${name === undefined ? '' : ` ${JSON.stringify(name)}`}`;
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace ${JSON.stringify(namespace)}`;
  throw new ApiError(
    403,
    'Forbidden',
    `${about} is forbidden: User ${JSON.stringify(user.name)} cannot ${verb} resource ${JSON.stringify(resource)} in API group ${JSON.stringify(group)} ${where}`,
    { ...(name === undefined ? {} : { name }), ...(group === '' ? {} : { group }), kind: attempt.resource },
  );
}

/** The same for a path that is no object. */
export function authorizePath(store: StoreReader, user: User, verb: string, path: string): void {
  const allowed = (rule: JsonObject) =>
    textsAt(rule, 'verbs').some((one) => one === '*' || one === verb) &&
    textsAt(rule, 'nonResourceURLs').some(
      (url) => url === path || (url.endsWith('*') && path.startsWith(url.slice(0, -1))),
    );
  if (isMaster(user) || rulesFor(store, user, undefined).some(allowed)) return;
  const message = `forbidden: User ${JSON.stringify(user.name)} cannot ${verb} path ${JSON.stringify(path)}`;
  throw new ApiError(403, 'Forbidden', message);
}

export function mayDo(store: StoreReader, user: User, attempt: Access): boolean {
  return isMaster(user) || rulesFor(store, user, attempt.namespace).some((rule) => allows(rule, attempt));
}

/** Every rule that is bound to a user, in the whole cluster or in this namespace. */
export function rulesFor(store: StoreReader, user: User, namespace: string | undefined): JsonObject[] {
  const everywhere = store
    .list(clusterRoleBindings)
    .filter((binding) => isFor(binding, user))
    .flatMap((binding) => objectsAt(store.get(clusterRoles, undefined, roleOf(binding)), 'rules'));
  if (namespace === undefined) return everywhere;
  const here = store
    .list(roleBindings, namespace)
    .filter((binding) => isFor(binding, user))
    .flatMap((binding) =>
      objectsAt(
        textAt(binding, 'roleRef', 'kind') === 'ClusterRole'
          ? store.get(clusterRoles, undefined, roleOf(binding))
          : store.get(roles, namespace, roleOf(binding)),
        'rules',
      ),
    );
  return [...everywhere, ...here];
}

const isMaster = ({ groups }: User): boolean => groups.includes('system:masters');

const roleOf = (binding: KubernetesObject): string => textAt(binding, 'roleRef', 'name') ?? '';

function isFor(binding: KubernetesObject, user: User): boolean {
  return objectsAt(binding, 'subjects').some((subject) => {
    const name = textAt(subject, 'name') ?? '';
    if (subject['kind'] === 'User') return name === user.name;
    if (subject['kind'] === 'Group') return user.groups.includes(name);
    const namespace = textAt(subject, 'namespace') ?? binding.metadata.namespace ?? '';
    return `system:serviceaccount:${namespace}:${name}` === user.name;
  });
}

const withSubresource = ({ resource, subresource }: Access): string =>
  subresource === undefined ? resource : `${resource}/${subresource}`;

function allows(rule: JsonObject, attempt: Access): boolean {
  const has = (field: string, value: string) => textsAt(rule, field).some((one) => one === '*' || one === value);
  const resource = withSubresource(attempt);
  const names = textsAt(rule, 'resourceNames');
  return (
    has('verbs', attempt.verb) &&
    has('apiGroups', attempt.group) &&
    textsAt(rule, 'resources').some(
      (one) =>
        one === '*' || one === resource || (attempt.subresource !== undefined && one === `*/${attempt.subresource}`),
    ) &&
    (names.length === 0 || (attempt.name !== undefined && names.includes(attempt.name)))
  );
}
