import { readFileSync } from 'node:fs';

import { replayJourney } from '#test/support/replay-journey.ts';
import type { WizardClient } from '#test/support/wizard-client.ts';

/** Where a part differs: lines that a place has not, and how long one line may take there. */
interface Place {
  without?: string;
  patienceMs?: number;
}

/** Goes on with one part of the journey of an upgrade, from where the conversation is. */
export async function play(part: string, client: WizardClient, place: Place = {}): Promise<void> {
  const { without, patienceMs } = place;
  await client.asked(undefined, patienceMs);
  const lines = readFileSync(new URL(`./${part}.transcript`, import.meta.url), 'utf8').split('\n');
  const told = lines.filter((line) => without === undefined || !line.includes(without));
  await replayJourney(told.join('\n'), client, patienceMs);
}
