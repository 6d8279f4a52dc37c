import { clusterKind, namespacedKind } from './define.ts';

export const roles = namespacedKind('rbac.authorization.k8s.io/v1', 'Role', 'roles', { schema: 'rbac.v1.Role' });

export const roleBindings = namespacedKind('rbac.authorization.k8s.io/v1', 'RoleBinding', 'rolebindings', {
  schema: 'rbac.v1.RoleBinding',
});

export const clusterRoles = clusterKind('rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles', {
  schema: 'rbac.v1.ClusterRole',
});

export const clusterRoleBindings = clusterKind(
  'rbac.authorization.k8s.io/v1',
  'ClusterRoleBinding',
  'clusterrolebindings',
  { schema: 'rbac.v1.ClusterRoleBinding' },
);

/** Questions that are answered and not kept. */
const question = { verbs: ['create'] } as const;

export const selfSubjectAccessReviews = clusterKind(
  'authorization.k8s.io/v1',
  'SelfSubjectAccessReview',
  'selfsubjectaccessreviews',
  question,
);

export const selfSubjectRulesReviews = clusterKind(
  'authorization.k8s.io/v1',
  'SelfSubjectRulesReview',
  'selfsubjectrulesreviews',
  question,
);

export const selfSubjectReviews = clusterKind(
  'authentication.k8s.io/v1',
  'SelfSubjectReview',
  'selfsubjectreviews',
  question,
);
