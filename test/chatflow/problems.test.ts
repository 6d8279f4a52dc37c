import { expect } from 'chai';

import { loadFlow } from '#src/chatflow/index.ts';

import { catalogue } from './stand.ts';

describe('the problems of a flow file', () => {
  it('are one for each mistake, at its line, with what was probably meant', () => {
    const source = [
      'title: Four mistakes',
      'steps:',
      '  - ask: workers',
      '    type: integer',
      '  - ask: size',
      '    txet: How big?',
      '  - say: "${{ workres }} workers"',
      '  - say: many',
      '    when: workers +',
    ].join('\n');
    const { problems } = loadFlow(source, 'four.flow.yaml', catalogue);
    expect(problems.map(({ code, line }) => [code, line])).to.deep.equal([
      ['unknown-type', 4],
      ['unknown-key', 6],
      ['unknown-name', 7],
      ['syntax', 9],
    ]);
    expect(problems.map(({ fix }) => fix)).to.deep.include.members([
      'did you mean `int`?',
      'did you mean `text`?',
      'did you mean `workers`?',
    ]);
  });

  it('point at the very character of an expression', () => {
    const source = [
      'title: Places',
      'steps:',
      '  - ask: a',
      '    type: int',
      '  - say: "so ${{ a + bb }}"',
      '  - say: |',
      '      one',
      '      two ${{ cc }}',
      '  - say: "\\"quoted\\" ${{ dd }}"',
    ].join('\n');
    const { problems } = loadFlow(source, 'places.flow.yaml', catalogue);
    expect(problems.map(({ line, column }) => [line, column])).to.deep.equal([
      [5, 22],
      [8, 15],
      [9, 26],
    ]);
  });

  it('know the trap of a comma in braces, also with one word behind it', () => {
    const source = 'title: x\nsteps:\n  - { ask: a, text: Go back, pause, choices: [b] }\n';
    const [problem, ...others] = loadFlow(source, 'comma.flow.yaml', catalogue).problems;
    expect(others).to.deep.equal([]);
    expect(problem).to.include({ code: 'unknown-key', line: 3, column: 30 });
    expect(problem?.fix).to.include('put a text with a comma in quotes');
  });

  it('end after a hundred, and a hundred warnings never hide an error', () => {
    const wrong = Array.from({ length: 150 }, (_, index) => `  - say: "\${{ nobody${index} }}"\n`).join('');
    expect(loadFlow(`title: x\nsteps:\n${wrong}`, 'many.flow.yaml', catalogue).problems).to.have.length(100);
    const stray = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`stray.${index}`, 'x']));
    const { flow, problems } = loadFlow('title: x\nsteps:\n  - sey: x\n', 'x.flow.yaml', catalogue, { nl: stray });
    expect(flow).to.equal(undefined);
    expect(problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)).to.deep.equal(['no-verb']);
    expect(problems).to.have.length(101);
  });
});
