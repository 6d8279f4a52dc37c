import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { scopeOf, workloadsOf } from '../marketplace/brought.ts';
import { fitOf } from '../marketplace/fit.ts';
import { bySlot } from '../marketplace/given-answers.ts';
import { CHARTS } from '../marketplace/install.ts';
import { listInstalled } from '../marketplace/installed.ts';
import { livingSolution, solutionsOf } from '../marketplace/offered.ts';
import { freeName } from '../marketplace/release-name.ts';
import { readRoom, wantedBy } from '../marketplace/room.ts';
import { saidIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Whether a solution fits into what is free in a VDC, before anything else is asked. `NO_ROOM` says what is missing. */
export const chartRoom = defineAction({
  kind: 'read',
  name: 'chart.room',
  title: 'Whether a solution fits into a VDC',
  permission: 'vdc.read',
  input: z.strictObject({
    vdc: vdcInput,
    solution: z.string().min(1).max(60),
    size: z.string().max(40).optional(),
    answers: z.record(z.string(), z.json()).default({}),
  }),
  output: z.object({
    /** "It takes 1 CPU and 1 GiB memory; 3 CPU and 6 GiB are free." */
    text: z.string(),
    /** A free name for it. */
    name: z.string(),
  }),
  run: async ({ services, caller, locale, signal }, { vdc, solution: id, size, answers }) => {
    const solution = livingSolution(services, id);
    const { cluster, record } = await openVdc(services, caller, vdc);
    if (solution.chart && (await cluster.kind(CHARTS, { signal })) === null) {
      throw new ActionFailure(
        'UNSUPPORTED',
        `"${record.name}" has no helm controller, which comes with k3s, so I cannot install charts there.`,
      );
    }
    const installed = await listInstalled(cluster, solutionsOf(services), { signal });
    const twin = solution.single ? installed.find((one) => one.solution?.id === id) : undefined;
    if (twin) {
      throw new ActionFailure(
        'ALREADY_INSTALLED',
        `${solution.title} is here already, as "${twin.name}"; one is enough.`,
      );
    }
    const name = freeName(id, installed);
    const scope = scopeOf(solution, {
      name,
      namespace: name,
      answers: bySlot(solution, answers),
      ...(size === undefined ? {} : { size }),
    });
    const { fits, text } = fitOf(wantedBy(workloadsOf(solution, scope)), await readRoom(cluster, { signal }));
    if (!fits) throw new ActionFailure('NO_ROOM', text);
    return { text: saidIn(locale, text), name };
  },
  simulate: ({ solution }) => ({
    text: 'It takes 1 CPU and 1 GiB memory; 3 CPU and 6 GiB are free.',
    name: solution,
  }),
});
