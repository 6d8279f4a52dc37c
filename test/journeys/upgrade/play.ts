import { readFileSync } from 'node:fs';

import { replayJourney } from '#test/support/replay-journey.ts';
import type { WizardClient } from '#test/support/wizard-client.ts';

/** Goes on with one part of the journey of an upgrade, from where the conversation is; without lines that a place has not. */
export async function play(part: string, client: WizardClient, without?: string): Promise<void> {
  await client.asked();
  const lines = readFileSync(new URL(`./${part}.transcript`, import.meta.url), 'utf8').split('\n');
  const told = lines.filter((line) => without === undefined || !line.includes(without));
  await replayJourney(told.join('\n'), client);
}
