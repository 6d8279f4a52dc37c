import { z } from 'zod';

import { appNameProblem, namespaceProblem } from '../apps/app-wish.ts';
import { answersOf, firstAnswers, standingApp } from '../apps/standing-app.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Whether there is an app of this name, and how it is: the answers to begin with. */
export const appLook = defineAction({
  kind: 'read',
  name: 'app.look',
  title: 'What is there already under the name of an app',
  permission: 'vdc.read',
  input: z.strictObject({
    vdc: vdcInput,
    namespace: z.string().max(63).default('default'),
    name: z.string().max(200),
  }),
  output: z.object({
    exists: z.boolean(),
    image: z.string(),
    replicas: z.int(),
    size: z.string(),
    cpu: z.number(),
    memory: z.int(),
    ports: z.string(),
    env: z.string(),
    secretNames: z.string(),
    volume: z.int(),
    mountPath: z.string(),
    health: z.string(),
    healthPath: z.string(),
  }),
  run: async ({ services, caller, signal }, { vdc, namespace, name }) => {
    if (appNameProblem(name) ?? namespaceProblem(namespace)) return { exists: false, ...firstAnswers };
    const { cluster } = await openVdc(services, caller, vdc);
    const standing = await standingApp(cluster, { namespace, name }, signal);
    return { exists: standing.deployment !== null, ...answersOf(standing) };
  },
  simulate: () => ({ exists: false, ...firstAnswers }),
});
