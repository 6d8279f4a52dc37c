import { z } from 'zod';

import { type ClusterObject, referenceTo } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { type ActionContext, ActionFailure } from '../action.ts';
import { isName } from '../apps/app-reference.ts';
import { invalid, namespaceProblem } from '../apps/app-wish.ts';
import { type ConfigName, usersOf } from '../apps/config-users.ts';
import { configOf, openConfig } from '../apps/open-config.ts';
import { restartPatch } from '../apps/restart-patch.ts';
import {
  examplePlanned,
  type ObjectPatch,
  planChanges,
  plannedSchema,
  showChanges,
  type WantedChanges,
} from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import type { Services } from '../services.ts';
import { textsIn } from '../texts/texts.ts';
import { type OpenVdc, openVdc } from '../vdc-clusters.ts';

const input = z.strictObject({
  vdc: vdcInput,
  what: z.enum(['create', 'set', 'unset', 'delete']),
  /** `namespace/ConfigMap/name`; absent for `create`. */
  config: z.string().max(400).optional(),
  /** For `create`. */
  kind: z.enum(['ConfigMap', 'Secret']).default('ConfigMap'),
  namespace: z.string().max(63).default('default'),
  name: z.string().max(253).optional(),
  key: z.string().max(253).optional(),
  value: z.string().max(500_000).optional(),
  /** The value of a Secret's key, as a handle. */
  secretValue: z.string().max(200).optional(),
  /** Apps that use it start anew, so that they see the change. */
  restart: z.boolean().default(false),
});

/** What making, editing or deleting a ConfigMap or a Secret would change. */
export const configPlan = defineAction({
  kind: 'read',
  name: 'config.plan',
  title: 'Shows what a change of a ConfigMap or Secret would change',
  permission: 'vdc.change',
  input,
  output: plannedSchema.extend({
    /** Apps that use it. */
    users: z.array(z.string()),
    usersText: z.string(),
  }),
  run: async (context, wish) => {
    const { cluster, config, changes, ...vdc } = await changesFor(context, wish);
    const users = wish.what === 'create' ? [] : await usersOf(cluster, config, context.signal);
    const restarts: ObjectPatch[] = wish.restart
      ? users.map((app) => ({ reference: referenceTo(app), patch: restartPatch(context.services.now()) }))
      : [];
    const set = await planChanges(
      context,
      { cluster, ...vdc },
      {
        ...changes,
        patches: [...(changes.patches ?? []), ...restarts],
        notes: notesOn(wish.what, users, wish.restart),
      },
    );
    const names = users.map(({ metadata }) => metadata.name);
    const { appTexts: texts, comma } = textsIn(context.locale);
    return {
      ...showChanges(set, context.locale),
      users: names,
      usersText: names.length === 0 ? texts.noUsers : texts.users(names.join(comma)),
    };
  },
  simulate: ({ what, config, name }) => ({
    ...examplePlanned(`${what} ${name ?? config?.split('/').at(-1) ?? ''}`),
    users: ['web'],
    usersText: 'Used by web.',
  }),
});

type Opened = Pick<OpenVdc, 'cluster' | 'record'> & { config: ConfigName; changes: WantedChanges };

async function changesFor(context: ActionContext<Services>, wish: z.infer<typeof input>): Promise<Opened> {
  const { services, caller } = context;
  if (wish.what === 'create') return await creation(context, wish);
  const config = configOf(wish.config ?? '');
  const { name, kind } = config;
  const reference = { apiVersion: 'v1', ...config };
  const opened = await openConfig(context, { vdc: wish.vdc, config: wish.config ?? '' });
  if (wish.what === 'delete') {
    return { ...opened, changes: { title: `Delete ${kind} ${name}`, deletes: [reference] } };
  }
  const key = checkedKey(wish.key);
  if (opened.object['immutable'] === true) {
    throw new ActionFailure(
      'UNSUPPORTED',
      `"${name}" is marked as immutable: make a new one and let the apps use that.`,
    );
  }
  if (wish.what === 'unset') {
    return {
      ...opened,
      changes: { title: `Remove ${key} from ${name}`, patches: [{ reference, patch: { data: { [key]: null } } }] },
    };
  }
  const value = await valueOf(services, caller.owner, wish, kind);
  const data: JsonObject = { [key]: kind === 'Secret' ? Buffer.from(value).toString('base64') : value };
  // A value is text or bytes, never both.
  const patch: JsonObject = { data, ...(isBinary(opened.object, key) ? { binaryData: { [key]: null } } : {}) };
  return { ...opened, changes: { title: `Set ${key} in ${name}`, patches: [{ reference, patch }] } };
}

async function creation(context: ActionContext<Services>, wish: z.infer<typeof input>): Promise<Opened> {
  const { services, caller, signal } = context;
  const { namespace, name = '', kind } = wish;
  const problem = namespaceProblem(namespace);
  if (problem !== undefined) throw invalid(problem);
  if (!isName(name)) throw invalid('A name has lower-case letters, digits, dashes and dots, like web-settings.');
  const config: ConfigName = { kind, namespace, name };
  const vdc = await openVdc(services, caller, wish.vdc);
  const reference = { apiVersion: 'v1', ...config };
  if (await vdc.cluster.get(reference, { signal })) {
    throw new ActionFailure(
      'NAME_TAKEN',
      `There is a ${kind} "${name}" in "${namespace}" already. Edit that one, or take another name.`,
    );
  }
  const home = await vdc.cluster.get({ apiVersion: 'v1', kind: 'Namespace', name: namespace }, { signal });
  const key = checkedKey(wish.key);
  const value = await valueOf(services, caller.owner, wish, kind);
  const content: JsonObject =
    kind === 'Secret'
      ? { type: 'Opaque', data: { [key]: Buffer.from(value).toString('base64') } }
      : { data: { [key]: value } };
  return {
    ...vdc,
    config,
    changes: {
      title: `Make ${kind} ${name}`,
      objects: [
        ...(home ? [] : [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }]),
        { apiVersion: 'v1', kind, metadata: { name, namespace }, ...content },
      ],
    },
  };
}

function checkedKey(key = ''): string {
  if (/^[-._a-zA-Z0-9]{1,253}$/.test(key)) return key;
  throw invalid('A key has letters, digits, dashes, dots and underscores, like DB_HOST or app.conf.');
}

async function valueOf(
  services: Services,
  owner: string,
  { value, secretValue }: z.infer<typeof input>,
  kind: ConfigName['kind'],
): Promise<string> {
  if (kind === 'Secret') {
    if (secretValue !== undefined) return await services.secrets.open(owner, secretValue);
    throw invalid('The value of a Secret is typed where nobody sees it: please enter it there.');
  }
  if (value !== undefined) return value;
  throw invalid('Please say what the value shall be.');
}

function isBinary(object: ClusterObject, key: string): boolean {
  const binary = object['binaryData'];
  return typeof binary === 'object' && binary !== null && Object.hasOwn(binary, key);
}

function notesOn(what: z.infer<typeof input>['what'], users: readonly ClusterObject[], restart: boolean): string[] {
  if (users.length === 0) return [];
  const names = users.map(({ metadata }) => metadata.name).join(', ');
  if (what === 'delete') return [`${names} cannot start without it any more.`];
  return restart
    ? [`${names} will be restarted, one copy after the other.`]
    : [`${names} will see it after the next restart.`];
}
