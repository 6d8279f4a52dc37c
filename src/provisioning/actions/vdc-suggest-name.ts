import { randomInt } from 'node:crypto';
import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { friendlyName } from '../vdc-name.ts';

const TRIES = 20;

/** A friendly name that none of the caller's VDCs has. */
export const vdcSuggestName = defineAction({
  kind: 'read',
  name: 'vdc.suggestName',
  title: 'A friendly name that is free for a new VDC',
  permission: 'vdc.read',
  input: z.strictObject({}),
  output: z.object({ name: z.string() }),
  run: async ({ services, caller }) => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const name = friendlyName(randomInt(256));
      if (!(await services.records.find(caller.owner, name))) return { name };
    }
    return { name: friendlyName(256 + randomInt(256 * 90)) };
  },
  simulate: () => ({ name: friendlyName(0) }),
});
