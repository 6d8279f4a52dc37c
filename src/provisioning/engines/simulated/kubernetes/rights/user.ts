/** Who asks. */
export interface User {
  name: string;
  groups: readonly string[];
  uid?: string;
}

/** Who holds the VDC's own token. */
export const owner: User = { name: 'system:admin', groups: ['system:masters', 'system:authenticated'] };

/** A service account, as rules name it. */
export const accountUser = (namespace: string, name: string, uid: string): User => ({
  name: `system:serviceaccount:${namespace}:${name}`,
  groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
  uid,
});
