import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { knownSettings } from '#src/config/known-settings.ts';

const root = join(import.meta.dirname, '../..');

/** How a code gets into an error: constructed with it, as a constant of its class, or as plain data. */
const forms = [
  /new (?:ActionFailure|TurnRefused|TokenRefused|RedisTrouble)\(\s*'([A-Z][A-Z_]+)'/g,
  /\b(?:refusal|failing)\((?:[\w.]+, )*'([A-Z][A-Z_]+)'/g,
  /\bcode(?: = |: )'([A-Z][A-Z_]+)'/g,
  /\bcode = [^;]*\? '([A-Z][A-Z_]+)' : '[A-Z_]+'/g,
  /\bcode = [^;]*\? '[A-Z_]+' : '([A-Z][A-Z_]+)'/g,
  /readonly code: '([A-Z][A-Z_]+)'/g,
  /readonly code: '[A-Z_]+' \| '([A-Z][A-Z_]+)'/g,
  /'(REDIS_[A-Z_]+)'/g,
  /'(CLUSTER_[A-Z_]+)'/g,
];

/** Environment variables look like codes. */
const variables = new Set([...knownSettings().values()].map(({ env = '' }) => env));

describe('docs/errors.md', () => {
  const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.+) \| (.+) \|$/gm)];
  const documented = rows.map(([, code = '']) => code);
  const inCode = new Map<string, string>();
  for (const file of globSync('src/**/*.ts', { cwd: root })) {
    const source = readFileSync(join(root, file), 'utf8');
    for (const form of forms)
      for (const [, code = ''] of source.matchAll(form)) if (!variables.has(code)) inCode.set(code, file);
  }

  it('has a row for every code there is', () => {
    expect(inCode.size).to.be.greaterThan(40);
    const missing = [...inCode]
      .filter(([code]) => !documented.includes(code))
      .map(([code, file]) => `${code} (${file})`);
    expect(missing).to.deep.equal([]);
  });

  it('has no row for a code that is gone, and none twice', () => {
    expect(documented.filter((code) => !inCode.has(code))).to.deep.equal([]);
    expect(documented).to.have.length(new Set(documented).size);
  });

  it('says of each what it means and what to do', () => {
    for (const [, code, means = '', fix = ''] of rows) {
      expect(means.trim(), code).to.match(/^[A-Z].{8,}\.$/);
      expect(fix.trim(), code).to.match(/^[A-Z].{3,}\.$/);
    }
  });
});
