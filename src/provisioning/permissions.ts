import type { Caller } from '#src/conversation/ports.ts';

const looking = ['catalog.read', 'vdc.read', 'work.read'];
const working = [
  ...looking,
  'vdc.deploy',
  'vdc.adopt',
  'vdc.scale',
  'vdc.delete',
  'vdc.credentials',
  'vdc.change',
  'vdc.logs',
];

/** Rights of whoever is signed in: a request for consent names itself who may decide on it, and accounts are one's own. */
const everybody = ['approval.read', 'approval.decide', 'account.own'];

/** What each role may do; `*` is everything. */
export const rightsOfRoles: { readonly [role: string]: readonly string[] } = {
  viewer: looking,
  user: working,
  /** Helps people of the same tenant who ask for a person. */
  operator: [...looking, 'handoff.read', 'handoff.answer'],
  admin: ['*'],
  owner: ['*'],
};

/** Whether one of the caller's roles carries this right. A role that nobody defined carries none. */
export function mayUse(caller: Caller, permission: string): boolean {
  if (everybody.includes(permission)) return true;
  return caller.roles.some((role) => {
    const rights = Object.hasOwn(rightsOfRoles, role) ? rightsOfRoles[role] : undefined;
    return rights !== undefined && (rights.includes('*') || rights.includes(permission));
  });
}
