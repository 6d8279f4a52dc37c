import { expect } from 'chai';

import { matches, transcriptLines } from './transcript.ts';
import type { WizardClient } from './wizard-client.ts';

/** Images that are not there are waited for a while before somebody gives up. */
const PATIENCE_MS = 60_000;

/** Says the `you` lines of a journey, from where the conversation is, and expects everything else in the order it is written. */
export async function replayJourney(
  journey: string,
  client: WizardClient,
  patienceMs: number = PATIENCE_MS,
): Promise<void> {
  const lines = journey.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const actual = () => client.entries.flatMap(transcriptLines);
  let seen = actual().length;
  if (seen === 0) await client.open();
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('you  ')) {
      // The wizard has finished speaking when it asks: then it is our turn.
      await client.asked(undefined, patienceMs);
      const before = actual().length;
      expect(actual().slice(seen), `before line ${index + 1}, ${line}`).to.deep.equal([]);
      await client.say(line.slice('you  '.length).replace(/^\[(.*)\]$/, '$1'));
      await client.until(() => actual().length > before, 'the answer to arrive');
      seen = before + (actual()[before]?.startsWith('you  ') ? 1 : 0);
      continue;
    }
    await client.until(() => actual().length > seen, line, patienceMs);
    const said = actual()[seen] ?? '';
    expect(matches(line, said), `line ${index + 1}\n  written: ${line}\n  said:    ${said}`).to.equal(true);
    seen += 1;
  }
}
