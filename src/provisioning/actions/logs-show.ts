import { z } from 'zod';

import { ClusterError } from '#src/cluster/index.ts';
import { maskSecrets } from '#src/conversation/mask-secrets.ts';

import { ActionFailure } from '../action.ts';
import { lastLines } from '../apps/app-logs.ts';
import { openApp } from '../apps/open-app.ts';
import { defineAction } from '../define-action.ts';
import { appInput, searchInput, vdcInput } from '../inputs.ts';
import { POD_LOG } from '../log-sources/pod-log.ts';
import { textsIn } from '../texts/texts.ts';

/** Lines that are shown at first; what comes after them is seen as it comes. */
const LINES = 200;
const LONGEST_LINE = 2_000;

/** The last lines of a container's log, secrets masked, and a way to see the next ones as they come. */
export const logsShow = defineAction({
  kind: 'read',
  name: 'logs.show',
  title: 'The log of a container, its last lines and those to come',
  permission: 'vdc.logs',
  input: z.strictObject({
    vdc: vdcInput,
    app: appInput,
    /** `pod/container` */
    container: z.string().max(400),
    /** Of the container that ran before this one. */
    previous: z.boolean().default(false),
    /** Only lines that hold this. */
    search: searchInput,
  }),
  output: z.object({
    as: z.literal('log'),
    title: z.string(),
    lines: z.array(z.string()),
    live: z.string().optional(),
    count: z.int(),
  }),
  run: async (context, { container: id, previous, search, ...input }) => {
    const { services, caller, locale, signal } = context;
    const [pod = '', container = ''] = id.split('/');
    const { cluster, record, reference } = await openApp(context, input);
    const { namespace } = reference;
    const lines = await lastLines(
      cluster,
      { namespace, pod, container },
      { count: LINES, previous, search, signal },
    ).catch((error: unknown) => {
      throw inWords(error, pod, previous);
    });
    const { appTexts: texts } = textsIn(locale);
    // What is searched, and what ran before, is over; anything else goes on.
    const over = previous || search.trim() !== '';
    const subject = { vdc: record.id, namespace, pod, container };
    const live = over ? undefined : await services.liveLogs.open({ owner: caller.owner, kind: POD_LOG, subject });
    return {
      as: 'log' as const,
      title: previous ? texts.previousLog(pod) : pod,
      lines: lines.map((line) => maskSecrets(line.slice(0, LONGEST_LINE))),
      ...(live === undefined ? {} : { live }),
      count: lines.length,
    };
  },
  simulate: ({ container, search }) => {
    const lines = ['listening on port 8080', 'GET / 200'].filter((line) => line.includes(search));
    return { as: 'log' as const, title: container.split('/')[0] ?? '', lines, count: lines.length };
  },
});

function inWords(error: unknown, pod: string, previous: boolean): unknown {
  if (!(error instanceof ClusterError)) return error;
  if (error.code === 'NOT_FOUND') {
    return new ActionFailure('NOT_FOUND', `"${pod}" is gone: another copy has taken its place. Please pick one again.`);
  }
  if (error.code === 'INVALID' && previous) {
    return new ActionFailure('NOT_FOUND', `"${pod}" has not run before: there is no earlier log.`);
  }
  if (error.code === 'INVALID') {
    return new ActionFailure('NOT_READY', `"${pod}" has not started yet, so that there is no log.`, {
      retryable: true,
    });
  }
  return error;
}
