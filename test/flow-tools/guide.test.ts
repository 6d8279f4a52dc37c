import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';

import { flowSchema } from '#src/flow-tools/flow-schema.ts';
import { openFlows } from '#src/flow-tools/open-flows.ts';
import { actionInfos } from '#src/provisioning/action-registry.ts';
import { actions } from '#src/provisioning/actions/index.ts';

import { folderWith } from './command.ts';
import { schemaErrors } from './json-schema-check.ts';
import { rehearseAt } from './rehearsing.ts';

const guide = readFileSync('docs/chatflows.md', 'utf8');
const blocks = [...guide.matchAll(/^```yaml (\S+)\n(.*?)^```$/gms)].map(([, name = '', text = '']) => ({ name, text }));
const flows = blocks.filter(({ name }) => name.endsWith('.flow.yaml'));

const shipped = join(import.meta.dirname, '../../chatflows');

describe('the guide for authors', function () {
  this.timeout(60_000);

  it('leads from five lines to sixty in ten examples', () => {
    expect(flows).to.have.length(10);
    const lines = flows.map(({ text }) => text.trimEnd().split('\n').length);
    expect(lines[0]).to.equal(5);
    expect(lines.at(-1)).to.be.within(55, 65);
    expect(lines).to.deep.equal(lines.toSorted((one, other) => one - other));
  });

  it('shows only what works: checked without a warning, walked through without a flaw', async () => {
    const folder = folderWith(Object.fromEntries(blocks.map(({ name, text }) => [name, text])));
    const infos = actionInfos(actions);
    const { files } = await openFlows({
      folders: [shipped],
      paths: [folder],
      actions: infos,
    });
    expect(files.flatMap(({ problems }) => problems)).to.deep.equal([]);
    for (const { name, text } of flows) expect(schemaErrors(flowSchema(infos), parse(text)), name).to.deep.equal([]);
    for (const { path, walks, tests, walked, problems } of await rehearseAt(folder, { walks: 30, beside: [shipped] })) {
      expect(problems, path).to.deep.equal([]);
      expect(walks?.flaws, path).to.deep.equal([]);
      expect(walks?.stuck, path).to.deep.equal([]);
      expect(
        tests.flatMap(({ failures }) => failures),
        path,
      ).to.deep.equal([]);
      if (path.endsWith('storage.flow.yaml')) expect(tests).to.have.length(2);
      // What the simulated world never does: a data center that is not ready.
      const never = path.endsWith('status.flow.yaml') ? 1 : 0;
      expect(walked?.steps.reached, path).to.equal((walked?.steps.all ?? 0) - never);
    }
  });

  it('names every step and every expectation of a test', () => {
    const words = guide.slice(guide.indexOf('## Test it'), guide.indexOf('## When something is wrong'));
    const steps = ['user', 'tap', 'fill', 'expect', 'restart', 'clock', 'approve', 'refuse', 'event', 'finish'];
    const looks = [
      'asked',
      'not_asked',
      'at',
      'slots',
      'text',
      'not_text',
      'shown',
      'offered',
      'called',
      'ended',
      'output',
      'never_shown',
    ];
    for (const word of [...steps, ...looks]) expect(words).to.match(new RegExp(`\`${word}[:\`]`));
  });
});

describe('the flows that are shipped', function () {
  this.timeout(120_000);

  it('pass their tests and the checks every flow gets', async () => {
    const results = await rehearseAt(shipped, { walks: 15 });
    for (const { path, problems, tests, walks, coverage } of results) {
      expect(problems, path).to.deep.equal([]);
      expect(
        tests.flatMap(({ name, failures }) => failures.map((one) => ({ name, ...one }))),
        path,
      ).to.deep.equal([]);
      expect(walks?.flaws, path).to.deep.equal([]);
      expect(tests.length, `${path} has tests`).to.be.greaterThan(0);
      expect(coverage?.missed, path).to.deep.equal([]);
    }
  });
});
