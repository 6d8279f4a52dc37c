import { readFileSync } from 'node:fs';

import { expectRecorded } from './recording.ts';
import { replayOn } from './replay-on.ts';
import type { Surface } from './surface.ts';

/** The journeys that every channel goes, one after the other, as the same person. */
export const journeys = ['deploy', 'repair', 'upgrade'] as const;

const files: { readonly [journey in (typeof journeys)[number]]: string } = {
  deploy: 'deploy.transcript',
  repair: 'repair.transcript',
  upgrade: 'older-and-newer.transcript',
};

/** Goes a journey on this channel, and compares what was seen with what docs/channels has. */
export async function tell(channel: string, journey: (typeof journeys)[number], surface: Surface): Promise<void> {
  const transcript = readFileSync(new URL(`../${files[journey]}`, import.meta.url), 'utf8');
  expectRecorded(channel, journey, await replayOn(surface, transcript));
}
