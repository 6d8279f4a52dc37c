import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { knownSettings } from '#src/config/known-settings.ts';
import { loadConfig } from '#src/config/load-config.ts';

describe('docs/configuration.md', () => {
  const root = join(import.meta.dirname, '../..');

  it('has one row for each setting, as the schema and the defaults say', () => {
    const text = readFileSync(join(root, 'docs/configuration.md'), 'utf8');
    const rows = text.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows, 'the right rows are below').to.deep.equal(rowsOfTheSchema());
  });

  function rowsOfTheSchema(): string[] {
    const defaults: unknown = loadConfig({});
    return [...knownSettings()].map(([path, { env, expects, description }]) => {
      const value = path.split('.').reduce<unknown>((part, key) => (isRecord(part) ? part[key] : undefined), defaults);
      const shown =
        value === undefined ? '' : `\`${JSON.stringify(value).replaceAll(`${root}/`, '').replaceAll('"', '')}\``;
      return `| \`${path}\` | ${env === undefined ? '' : `\`${env}\``} | ${shown} | ${expects} | ${description} |`;
    });
  }
});

function isRecord(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null;
}
