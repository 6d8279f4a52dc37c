import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { advisers, analyzers, judge, reportOf } from '#src/cluster/diagnosis/index.ts';

import { broken } from './broken-clusters.ts';
import { snapshotOf } from './fixtures.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/diagnosis.md'), 'utf8');

describe('docs/diagnosis.md', () => {
  it('names every rule there is, in their order, and no other', () => {
    const [, table = ''] = page.split('## What it knows');
    const named = [...(table.split('## The report')[0] ?? '').matchAll(/^\| `([\w-]+)` \|/gm)].map(([, rule]) => rule);
    expect(named).to.deep.equal([...Object.keys(analyzers), ...Object.keys(advisers)]);
  });

  it('explains every field of a report', () => {
    const [, table = ''] = page.split('## The report');
    const first = broken.find(({ rule }) => rule === 'image-pull/not-found');
    const snapshot = snapshotOf(first?.objects() ?? []);
    const report = reportOf(judge(snapshot), snapshot, { name: 'a', address: 'b', version: 'v1.36.3' });
    const [finding] = report.findings;
    for (const field of Object.keys(report)) expect(table, field).to.match(new RegExp(`\\| \`${field}(\\[\\])?\` \\|`));
    for (const field of Object.keys(finding ?? {}))
      expect(table, field).to.match(new RegExp(`findings\\[\\]\\.${field}(\\[\\])?\``));
    for (const field of Object.keys(finding?.remedies[0] ?? {})) expect(table, field).to.contain(`\`${field}`);
  });
});
