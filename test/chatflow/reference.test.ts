import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { inputTypes, loadFlow } from '#src/chatflow/index.ts';
import { flowKeys, partKeys, stepKeys, verbKeys } from '#src/chatflow/parse/keys.ts';
import { drawings } from '#src/chatflow/parse/show.ts';
import { verbs } from '#src/chatflow/step.ts';
import { slotTypes } from '#src/protocol/index.ts';

import { catalogue, flowOf, Talk } from './stand.ts';

const page = readFileSync(new URL('../../docs/chatflows-reference.md', import.meta.url), 'utf8');

/** The section under a heading, up to the next one. */
function section(heading: string): string {
  const found = page.split(/^##+ /m).find((one) => one.startsWith(`${heading}\n`));
  if (found === undefined) throw new Error(`no section ${heading}`);
  return found;
}

/** The words in code style in the first cells of the table of a section. */
function firstCells(heading: string): string[] {
  const rows = section(heading)
    .split('\n')
    .filter((line) => /^\| .*`/.test(line));
  return rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''));
}

describe('the reference of chatflow files', () => {
  it('lists the keys of flows and steps', () => {
    expect(firstCells('The flow')).to.have.members([...flowKeys]);
    expect(firstCells('Every step')).to.have.members([...stepKeys]);
  });

  for (const verb of verbs) {
    it(`lists the keys of ${verb}`, () => {
      const text = section(verb);
      expect(text).to.include(`\`${verb}: `);
      if (verbKeys[verb].length === 0) expect(text).to.include('no further keys');
      else expect(firstCells(verb)).to.have.members([...verbKeys[verb]]);
    });
  }

  it('lists the keys of what stands inside', () => {
    expect(firstCells('Choices from an action')).to.have.members([...partKeys.choicesFrom]);
    for (const [part, keys] of Object.entries(partKeys)) {
      for (const key of keys) expect(page, `${part}: ${key}`).to.match(new RegExp(`[\`{ ]${key}[\`,: }]`));
    }
  });

  it('lists the types of slots, inputs and drawings', () => {
    expect(firstCells('Types of slots')).to.have.members([...slotTypes]);
    for (const type of inputTypes) expect(section('The flow')).to.include(`\`${type}\``);
    for (const drawing of drawings) expect(section('show')).to.include(`\`${drawing}\``);
  });

  it('lists the codes of everything that can be wrong', () => {
    const used = new Set<string>();
    for (const folder of ['src/chatflow', 'src/flow-library']) {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!name.endsWith('.ts')) continue;
        const source = readFileSync(join(folder, name), 'utf8');
        for (const pattern of [
          /problems\.(?:error|warning)\(\s*'([a-z-]+)'/g,
          /code: '([a-z-]+)'/g,
          /problem\(\s*\w+,\s*'([a-z-]+)'/g,
        ]) {
          for (const match of source.matchAll(pattern)) used.add(match[1] ?? '');
        }
      }
    }
    const computed = ['unknown-name', 'not-yet-known', 'unknown-field', 'maybe-unset', 'type', 'syntax', 'refused'];
    const told = firstCells('What can be wrong');
    for (const code of computed) used.add(code);
    expect(
      [...used].filter((code) => !told.includes(code)),
      'not told',
    ).to.deep.equal([]);
    expect(
      told.filter((code) => !used.has(code)),
      'told, but never used',
    ).to.deep.equal([]);
  });

  it('begins with a flow that works', () => {
    const source = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    expect(new Talk(flowOf(source)).said).to.deep.equal(['Hello, Ada!']);
    expect(loadFlow(source, 'hello.flow.yaml', catalogue).flow?.id).to.equal('hello');
  });
});
