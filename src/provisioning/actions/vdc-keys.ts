import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { givesTokens, listKeys, type PersonalKey } from '../personal-kubeconfig.ts';
import { choiceSchema, tableOf, tableSchema } from '../shown.ts';
import { momentIn } from '../texts/moment-in.ts';
import { saidIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** The kubeconfigs of a VDC that people were given and that have not ended. */
export const vdcKeys = defineAction({
  kind: 'read',
  name: 'vdc.keys',
  title: 'The kubeconfigs that people were given and that have not ended',
  permission: 'vdc.credentials',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({
    items: z.array(choiceSchema),
    count: z.int(),
    table: tableSchema,
  }),
  run: async ({ services, caller, locale }, { vdc }) => {
    const { cluster } = await openVdc(services, caller, vdc);
    const keys = (await givesTokens(cluster)) ? await listKeys(cluster, services.now()) : [];
    const say = (text: string): string => saidIn(locale, text);
    const until = ({ expiresAt }: PersonalKey): string => momentIn(locale, Date.parse(expiresAt));
    const rows = keys.map((key) => [key.name, say(mayDo(key)), momentIn(locale, Date.parse(key.madeAt)), until(key)]);
    return {
      items: keys.map((key) => ({ id: key.name, title: say(mayDo(key)), description: say(`until ${until(key)}`) })),
      count: keys.length,
      table: tableOf(['Key', 'Its holder may', 'Made', 'Ends'].map(say), rows),
    };
  },
  simulate: () => ({
    items: [{ id: 'view-0123456789', title: 'Look at everything but secrets', description: 'until tomorrow' }],
    count: 1,
    table: tableOf(['Key', 'Its holder may'], [['view-0123456789', 'Look at everything but secrets']]),
  }),
});

function mayDo({ access, namespace }: PersonalKey): string {
  const what = {
    view: 'Look at everything but secrets',
    edit: 'Change what runs',
    admin: 'Do everything',
  }[access];
  return namespace === undefined ? what : `${what}, in ${namespace} only`;
}
