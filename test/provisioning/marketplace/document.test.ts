import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { readSolution } from '#src/provisioning/marketplace/catalogue.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/marketplace.md'), 'utf8');

describe('docs/marketplace.md', () => {
  it('shows a solution that can be offered as it is', () => {
    const [, example = ''] = /```yaml\n([^]*?)```/.exec(page) ?? [];
    const solution = readSolution(example);
    expect(solution).to.include({ id: 'wiki', state: 'living' });
    expect(solution.questions.map(({ slot }) => slot)).to.deep.equal(['motto']);
  });
});
