import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { knownSettings } from '#src/config/known-settings.ts';

describe('settings', () => {
  const src = join(import.meta.dirname, '../../src');

  it('each do something: one that nothing reads is a promise nobody keeps', () => {
    const files = globSync('**/*.ts', { cwd: src }).filter((file) => !file.startsWith('config/'));
    const words = new Set(files.flatMap((file) => readFileSync(join(src, file), 'utf8').match(/\w+/g) ?? []));
    const unread = [...knownSettings().keys()].filter((path) => !words.has(path.slice(path.lastIndexOf('.') + 1)));
    expect(unread).to.deep.equal([]);
  });
});
