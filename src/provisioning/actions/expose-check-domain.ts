import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { checkDomain, hostProblem } from '../exposure/domain.ts';
import { readGateway } from '../exposure/gateway.ts';
import { nameResolver } from '../exposure/resolver.ts';
import { vdcInput } from '../inputs.ts';
import { saidIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Whether a domain leads to a VDC by now; otherwise the record to create. */
export const exposeCheckDomain = defineAction({
  kind: 'read',
  name: 'expose.checkDomain',
  title: 'Whether a domain leads to a VDC',
  permission: 'vdc.read',
  input: z.strictObject({
    vdc: vdcInput,
    host: z.string().max(300),
    /** Only whether it is well-formed: the record will be made later. */
    later: z.boolean().default(false),
  }),
  output: z.object({ ok: z.boolean(), text: z.string() }),
  run: async ({ services, caller, locale, signal }, { vdc, host, later }) => {
    const problem = hostProblem(host);
    if (problem !== undefined) return { ok: false, text: saidIn(locale, problem) };
    if (later) return { ok: true, text: '' };
    const { cluster } = await openVdc(services, caller, vdc);
    const { addresses } = await readGateway(cluster, { signal });
    const { ok, text } = await checkDomain(services.resolver ?? nameResolver(), host, addresses, signal);
    return { ok, text: saidIn(locale, text) };
  },
  simulate: ({ host }) => {
    const problem = hostProblem(host);
    return problem === undefined ? { ok: true, text: `${host} leads here.` } : { ok: false, text: problem };
  },
});
