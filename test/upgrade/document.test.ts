import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { help } from '#src/cli/upgrade-check.ts';
import { checks, judgeManifests, judgeUpgrade } from '#src/cluster/upgrade/index.ts';
import { deployed } from '../diagnosis/fixtures.ts';
import { budget, preflightOf, spread } from './fixtures.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/upgrade-check.md'), 'utf8');
const part = (heading: string): string => page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

describe('docs/upgrade-check.md', () => {
  it('names every check there is, in their order, and no other', () => {
    const named = [...part('What is checked').matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
    expect(named).to.deep.equal(Object.keys(checks));
  });

  it('explains every field of a report', () => {
    const objects = [
      ...spread(deployed('web', [{}, {}]), 'worker-1', 'worker-2'),
      budget('web', { maxUnavailable: 0 }, { expected: 2, desired: 2 }),
    ];
    const report = judgeUpgrade(preflightOf({ objects }));
    const line = report.lines.find(({ remedies }) => remedies.length > 0);
    const table = part('The report');
    for (const field of Object.keys(report)) expect(table, field).to.contain(`| \`${field}\` |`);
    for (const field of [...Object.keys(line ?? {}), 'hop']) expect(table).to.contain(`| \`lines[].${field}\` |`);
    for (const field of Object.keys(line?.remedies[0] ?? {})) expect(table).to.match(new RegExp(`\\b${field}\\b`));
    for (const field of Object.keys(line?.evidence[0] ?? {})) expect(table).to.match(new RegExp(`\\b${field}\\b`));
    for (const field of Object.keys(judgeManifests([], 'v1.36'))) expect(table).to.contain(`\`${field}\``);
  });

  it('shows every option of the command', () => {
    const options = [...help.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option]) => option as string);
    expect(options).to.have.length.above(5);
    for (const option of options) expect(page).to.contain(option);
  });
});
