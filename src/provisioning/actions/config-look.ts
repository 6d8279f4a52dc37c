import { z } from 'zod';

import { labelsAt, objectAt } from '#src/cluster/index.ts';

import { usersOf } from '../apps/config-users.ts';
import { openConfig } from '../apps/open-config.ts';
import { namesSecret } from '../changes/differences.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { exampleTable, tableOf, tableSchema } from '../shown.ts';
import { textsIn } from '../texts/texts.ts';

const MASK = '••••';

/** The keys of a ConfigMap or Secret, secret values masked, and the apps that use it. */
export const configLook = defineAction({
  kind: 'read',
  name: 'config.look',
  title: 'The keys of a ConfigMap or Secret, and who uses it',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput, config: z.string().min(1).max(400) }),
  output: z.object({
    name: z.string(),
    kind: z.string(),
    secret: z.boolean(),
    items: z.array(z.object({ key: z.string(), description: z.string() })),
    count: z.int(),
    table: tableSchema,
    /** Apps that use it. */
    users: z.array(z.string()),
    usersText: z.string(),
  }),
  run: async (context, input) => {
    const { locale, signal } = context;
    const { cluster, config, object } = await openConfig(context, input);
    const users = (await usersOf(cluster, config, signal)).map(({ metadata }) => metadata.name);
    const { appTexts: texts, comma } = textsIn(locale);
    const secret = config.kind === 'Secret';
    const texted = Object.entries(labelsAt(object, 'data')).map(([key, value]) => ({
      key,
      description: secret || namesSecret(key) ? MASK : firstLine(value),
    }));
    const binary = Object.keys(objectAt(object, 'binaryData')).map((key) => ({ key, description: texts.binary }));
    const items = [...texted, ...binary];
    return {
      name: config.name,
      kind: config.kind,
      secret,
      items,
      count: items.length,
      table: tableOf(
        [texts.key, texts.value],
        items.map(({ key, description }) => [key, description]),
      ),
      users,
      usersText: users.length === 0 ? texts.noUsers : texts.users(users.join(comma)),
    };
  },
  simulate: () => ({
    name: 'settings',
    kind: 'ConfigMap',
    secret: false,
    items: [{ key: 'COLOUR', description: 'green' }],
    count: 1,
    table: exampleTable,
    users: ['web'],
    usersText: 'Used by web.',
  }),
});

function firstLine(value: string): string {
  const lines = value.trimEnd().split('\n');
  const first = (lines[0] ?? '').slice(0, 80);
  return lines.length > 1 || (lines[0] ?? '').length > 80 ? `${first} …` : first;
}
