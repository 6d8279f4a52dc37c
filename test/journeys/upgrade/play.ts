import { readFileSync } from 'node:fs';

import { replayJourney } from '#test/support/replay-journey.ts';
import type { WizardClient } from '#test/support/wizard-client.ts';

/** Goes on with one part of the journey of an upgrade, from where the conversation is. */
export async function play(part: string, client: WizardClient): Promise<void> {
  await client.asked();
  await replayJourney(readFileSync(new URL(`./${part}.transcript`, import.meta.url), 'utf8'), client);
}
