import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { expect } from 'chai';

const folder = new URL('../../../docs/channels/', import.meta.url);

/**
 * What a person sees on a channel, as it stands in `docs/channels/<channel>.md`: it has to be what was just seen. With
 * WRITE=1 it is written there.
 */
export function expectRecorded(channel: string, journey: string, seen: string): void {
  const file = new URL(`${channel}.md`, folder);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const block = new RegExp(`(<!-- seen: ${journey} -->\\n\`\`\`text\\n)([\\s\\S]*?)(\\n\`\`\`)`);
  const now = withoutChance(seen);
  if (process.env['WRITE'] === '1') {
    if (!block.test(text)) throw new Error(`${file.pathname} has no place for it: <!-- seen: ${journey} -->`);
    writeFileSync(
      file,
      text.replace(block, (_, before: string, __, after: string) => `${before}${now}${after}`),
    );
    return;
  }
  const found = block.exec(text)?.[2] ?? '';
  expect(now, `${journey} in docs/channels/${channel}.md; WRITE=1 writes what was seen`).to.equal(found);
}

/** What differs from one time to the next is left out. */
function withoutChance(text: string): string {
  return (
    text
      .replace(/https?:\/\/127\.0\.0\.1:\d+/g, 'https://wizard.example.org')
      .replace(/(wizard\.example\.org\/\w+\/)[\w-]{16,}/g, '$1…')
      .replace(/\b\d+(\.\d+)? s\b/g, '… s')
      .replace(/-[0-9a-f]{8,10}(-[a-z0-9]{5})?\b/g, '-…')
      .replace(/\b(It took|after) (a moment|… s)\b/g, '$1 …')
      .replace(/\b\d{1,3}(\.\d{1,3}){3}\b/g, '….….….…')
      .replace(/\b\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}(:\d{2})?/g, '…')
      .replace(/\b(Time: )\d+:\d{2}/g, '$1…')
      .replace(/\b[A-Z][a-z]{2} \d{1,2}, \d{4}(, \d{1,2}:\d{2}(:\d{2})?\s[AP]M)?/g, '…')
      // The last that was told of a stage depends on when somebody looked.
      .replace(/^( *✓ [^:\n]+?)(: .*)?( \(… s\))?$/gm, '$1')
      // A name that is proposed is another one each time.
      .replace(/\b(Use|for) [a-z]+-[a-z]+\b/g, '$1 …')
      .replace(/\n{3,}/g, '\n\n')
  );
}
