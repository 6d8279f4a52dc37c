/**
 * Whose people somebody belongs to: what stands before the first slash of an owner's id (`acme/ada`). Ids without one
 * belong to the one tenant of a wizard that has no others.
 */
export function tenantOf(owner: string): string {
  const slash = owner.indexOf('/');
  return slash < 0 ? '' : owner.slice(0, slash);
}
