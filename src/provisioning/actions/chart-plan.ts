import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { hostProblem } from '../exposure/domain.ts';
import { addressHost, readGateway, usualClass } from '../exposure/gateway.ts';
import { vdcInput } from '../inputs.ts';
import { readSecrets } from '../marketplace/access.ts';
import { scopeOf, workloadsOf } from '../marketplace/brought.ts';
import { fitOf } from '../marketplace/fit.ts';
import { readAnswers } from '../marketplace/given-answers.ts';
import { installationOf, spaceOf } from '../marketplace/install.ts';
import { listInstalled } from '../marketplace/installed.ts';
import { livingSolution, solutionsOf } from '../marketplace/offered.ts';
import { releaseNameProblem, releaseNameTaken } from '../marketplace/release-name.ts';
import { readRoom, wantedBy } from '../marketplace/room.ts';
import { fillText } from '../marketplace/template.ts';
import { saidIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Plans the installation of a solution: its objects, its passwords, and the way to it. Changes nothing. */
export const chartPlan = defineAction({
  kind: 'read',
  name: 'chart.plan',
  title: 'Plans the installation of a solution in a VDC',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    solution: z.string().min(1).max(60),
    name: z.string().min(1).max(60),
    size: z.string().max(40).optional(),
    /** By place or by slot; secrets as handles. */
    answers: z.record(z.string(), z.json()).default({}),
    /** `none`: only from inside; `address`: by the data center's address; `own`: at `host`. */
    reach: z.enum(['none', 'address', 'own']).default('none'),
    host: z.string().max(260).optional(),
    /** A ClusterIssuer; absent: the ingress controller's certificate. */
    issuer: z.string().max(260).optional(),
  }),
  output: plannedSchema.extend({ url: z.string(), after: z.string(), access: z.boolean() }),
  run: async (context, { vdc, solution: id, name, size, answers: given, reach, host: own, issuer }) => {
    const { services, caller, signal, locale } = context;
    const solution = livingSolution(services, id);
    const problem = releaseNameProblem(name);
    if (problem !== undefined) throw new ActionFailure('INVALID_SPEC', problem);
    if (solution.needsHost && reach === 'none') {
      throw new ActionFailure(
        'INVALID_SPEC',
        `${solution.title} needs an address of its own: it does not work without.`,
      );
    }
    const open = await openVdc(services, caller, vdc);
    const { cluster } = open;
    const installed = await listInstalled(cluster, solutionsOf(services), { signal });
    const taken = await releaseNameTaken(cluster, installed, name, { signal });
    if (taken !== undefined) throw new ActionFailure('NAME_TAKEN', taken);
    // Data that was kept at an earlier removal opens only with the passwords of that time.
    const space = spaceOf(solution, name);
    const known = await readSecrets(cluster, { namespace: space, name }, { signal });
    const { answers, secrets } = await readAnswers(solution, given, {
      secrets: services.secrets,
      owner: caller.owner,
      known,
    });
    const gateway = await readGateway(cluster, { signal });
    const host = reach === 'none' ? null : reach === 'own' ? (own ?? '') : addressHost(name, gateway.addresses);
    if (reach === 'address' && host === null) {
      throw new ActionFailure(
        'NO_ADDRESS',
        'This data center has no address to be reached at. Take a domain of your own.',
      );
    }
    const wrongHost = host === null ? undefined : hostProblem(host);
    if (wrongHost !== undefined) throw new ActionFailure('INVALID_SPEC', wrongHost);
    const ingressClass = usualClass(gateway);
    const chosen = { solution: id, size: size ?? solution.sizes[0]?.id ?? '', host, answers };
    const scope = scopeOf(solution, { ...chosen, name, namespace: space, secrets });
    const { fits, text } = fitOf(wantedBy(workloadsOf(solution, scope)), await readRoom(cluster, { signal }));
    if (!fits) throw new ActionFailure('NO_ROOM', text);
    const wanted = installationOf({
      solution,
      name,
      chosen,
      secrets,
      reach: { ...(ingressClass === undefined ? {} : { ingressClass }), ...(issuer === undefined ? {} : { issuer }) },
    });
    const set = await planChanges(context, open, {
      title: `Install ${solution.title} as ${name}`,
      ...wanted,
      notes: [
        ...(solution.note === undefined ? [] : [solution.note]),
        ...(Object.keys(known).length === 0 ? [] : ['The passwords of the earlier installation are kept.']),
        ...(host !== null && ingressClass === undefined
          ? ['There is no ingress controller in this data center: the address answers only when one is installed.']
          : []),
      ],
    });
    const shown = showChanges(set, locale);
    return {
      ...shown,
      url: scope.url ?? '',
      after: saidIn(locale, solution.after === undefined ? '' : fillText(solution.after, scope)),
      access: solution.secrets.some((one) => one.shown),
    };
  },
  simulate: ({ name, reach }) => ({
    ...examplePlanned(`Install Gitea as ${name}`),
    url: reach === 'none' ? '' : `https://${name}.127-0-0-1.nip.io`,
    after: 'Sign in as keeper.',
    access: true,
  }),
});
