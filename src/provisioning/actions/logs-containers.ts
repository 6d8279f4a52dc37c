import { z } from 'zod';

import { containersOf } from '../apps/app-logs.ts';
import { podsOfApp } from '../apps/list-apps.ts';
import { openApp } from '../apps/open-app.ts';
import { defineAction } from '../define-action.ts';
import { appInput, vdcInput } from '../inputs.ts';
import { textsIn } from '../texts/texts.ts';

/** The containers of an app whose logs can be read. */
export const logsContainers = defineAction({
  kind: 'read',
  name: 'logs.containers',
  title: 'The containers of an app whose logs can be read',
  permission: 'vdc.logs',
  input: z.strictObject({ vdc: vdcInput, app: appInput }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        description: z.string(),
        restarts: z.int(),
      }),
    ),
    count: z.int(),
    /** The id, where there is only one. */
    only: z.string().optional(),
  }),
  run: async (context, input) => {
    const { cluster, app } = await openApp(context, input);
    const { appTexts: texts } = textsIn(context.locale);
    const containers = containersOf(await podsOfApp(cluster, app, context.signal));
    const items = containers.map(({ id, pod, container, running, restarts }) => ({
      id,
      title: container === app.metadata.name ? pod : `${pod}, ${container}`,
      description: texts.container(running, restarts),
      restarts,
    }));
    const [first] = items;
    return { items, count: items.length, ...(items.length === 1 && first ? { only: first.id } : {}) };
  },
  simulate: () => ({
    items: [{ id: 'web-7d9c/web', title: 'web-7d9c', description: 'running', restarts: 0 }],
    count: 1,
    only: 'web-7d9c/web',
  }),
});
