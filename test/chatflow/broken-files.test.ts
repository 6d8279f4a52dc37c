import { expect } from 'chai';

import { loadFlow } from '#src/chatflow/index.ts';

import { catalogue, written } from './stand.ts';

/** What is wrong, the file, and the code and line it has to be reported with. */
type Case = [what: string, source: string, code: string, line: number];

const head = 'title: Broken\nsteps:\n';
const ask = (more: string): string => `${head}  - ask: name\n${more}`;

const cases: Case[] = [
  // The file as such.
  ['an empty file', '', 'empty', 1],
  ['only a comment', '# nothing\n', 'empty', 1],
  ['no YAML at all', 'title: [unclosed\n', 'yaml', 2],
  ['a tab as indentation', 'title: x\nsteps:\n\t- say: hello\n', 'yaml', 3],
  ['a list instead of a flow', '- say: hello\n', 'flow', 1],
  ['a text instead of a flow', 'hello\n', 'flow', 1],
  ['duplicate keys', 'title: one\ntitle: two\nsteps:\n  - say: hello\n', 'duplicate-key', 2],
  ['duplicate keys in a step', `${head}  - say: one\n    say: two\n`, 'duplicate-key', 4],
  ['two documents', 'title: x\nsteps: [{ say: a }]\n---\ntitle: y\n', 'yaml', 3],
  ['an alias', `title: x\nsteps:\n  - &a { say: hello }\n  - *a\n`, 'alias', 3],
  [
    'an alias bomb',
    `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c]\n`,
    'alias',
    1,
  ],
  ['a merge key', `title: x\nbase: &b { say: x }\nsteps:\n  - <<: *b\n`, 'alias', 2],
  ['a tag', `${head}  - say: !js "process.exit()"\n`, 'tag', 3],
  ['20,000 levels of brackets', `title: x\nsteps: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`, 'too-deep', 2],
  ['20,000 levels in one line', `title: x\nsteps:\n  ${'- '.repeat(20_000)}x\n`, 'too-deep', 3],
  [
    '100 levels of maps',
    `title: x\nsteps:\n${Array.from({ length: 100 }, (_, n) => `${' '.repeat(n + 1)}a:`).join('\n')}\n`,
    'too-deep',
    67,
  ],
  ['a file of 300 KB', `title: x\ndescription: ${'x'.repeat(300_000)}\n`, 'file-too-large', 1],
  ['a number out of range', ask('    max: 1e999\n'), 'number', 4],
  ['__proto__ as a key', `title: x\n__proto__: { polluted: true }\nsteps:\n  - say: x\n`, 'key', 2],
  ['constructor as a key of inputs', `title: x\ninputs:\n  constructor: string\nsteps:\n  - say: x\n`, 'key', 3],
  ['a map as a key', `title: x\nsteps:\n  - say: x\n    ? { a: b }\n    : c\n`, 'key', 4],
  ['a text that YAML reads as a map', `${head}  - say: {{ name }}\n`, 'key', 3],
  ['a character that cannot be seen', `title: x\u202e\nsteps:\n  - say: x\n`, 'control-character', 1],

  // The flow's own keys.
  ['no title', 'steps:\n  - say: hello\n', 'missing-key', 1],
  ['no steps', 'title: x\n', 'missing-key', 1],
  ['no step at all', 'title: x\nsteps: []\n', 'no-steps', 2],
  ['steps that are a map', 'title: x\nsteps: { say: hello }\n', 'wrong-type', 2],
  ['too many steps', `title: x\nsteps:\n${'  - say: x\n'.repeat(501)}`, 'too-many', 3],
  ['a misspelt key', `titel: x\nsteps:\n  - say: hello\n`, 'unknown-key', 1],
  ['an id with blanks', `id: my flow\n${head}  - say: x\n`, 'id', 1],
  ['an id that climbs out of its folder', `id: ../../etc/passwd\n${head}  - say: x\n`, 'id', 1],
  ['an id of look-alike letters', `id: dеploy\n${head}  - say: x\n`, 'id', 1],
  ['a version that is no number', `version: latest\n${head}  - say: x\n`, 'wrong-type', 1],
  ['an unknown api version', `apiVersion: wizard.3bot/v9\n${head}  - say: x\n`, 'api-version', 1],
  ['an unknown kind', `kind: Recipe\n${head}  - say: x\n`, 'kind', 1],
  ['a command without a slash', `triggers: { commands: [deploy] }\n${head}  - say: x\n`, 'command', 1],
  ['triggers that are a list', `triggers: [/deploy]\n${head}  - say: x\n`, 'wrong-type', 1],
  ['an unknown input type', `inputs: { name: text }\n${head}  - say: x\n`, 'unknown-value', 1],
  ['an idle reminder without a time', `on: { idle: { text: hello } }\n${head}  - say: x\n`, 'missing-key', 1],
  [
    'migration to a slot that is not there',
    `migrate: { rename: { nodes: workers } }\n${head}  - say: x\n`,
    'unknown-slot',
    1,
  ],

  // Steps.
  ['a step that is a text', `${head}  - hello\n`, 'step', 3],
  ['a step without a verb', `${head}  - tell: hello\n`, 'no-verb', 3],
  ['two verbs', `${head}  - say: hello\n    ask: name\n`, 'two-verbs', 3],
  ['two steps of one id', `${head}  - say: a\n    id: x\n  - say: b\n    id: x\n`, 'duplicate-id', 5],
  ['an id that is a state of the machine', `${head}  - say: a\n    id: $done\n`, 'id', 4],
  ['an id with a slash', `${head}  - say: a\n    id: a/failed\n`, 'id', 4],
  ['an unknown key in a step', `${head}  - say: hello\n    colour: red\n`, 'unknown-key', 4],
  ['goto backwards', `${head}  - say: a\n    id: top\n  - goto: top\n`, 'backwards', 5],
  ['goto to itself', `${head}  - goto: here\n    id: here\n`, 'backwards', 3],
  ['goto to nowhere', `${head}  - goto: there\n`, 'unknown-step', 3],
  ['an endless loop of jumps', `${head}  - goto: b\n    id: a\n  - goto: a\n    id: b\n`, 'backwards', 5],
  ['set without a map', `${head}  - set: x\n`, 'set', 3],
  ['an end that is none', `${head}  - end: finished\n`, 'unknown-value', 3],
  ['wait for nothing', `${head}  - wait: {}\n`, 'wait', 3],
  ['wait for a number without a unit', `${head}  - wait: 10\n`, 'wrong-type', 3],
  ['handoff to nobody', `${head}  - handoff:\n`, 'wrong-type', 3],
  ['a tone that is none', `${head}  - say: x\n    tone: loud\n`, 'unknown-value', 4],
  ['an approval by nobody', `${head}  - approve: spend\n    text: ok?\n`, 'missing-key', 3],
  ['an approval by something else', `${head}  - approve: spend\n    text: ok?\n    by: billing\n`, 'approver', 5],

  // Questions.
  ['an unknown type', ask('    type: integer\n'), 'unknown-type', 4],
  ['a type from the prototype', ask('    type: constructor\n'), 'unknown-type', 4],
  ['a slot with a dash', `${head}  - ask: node-count\n`, 'slot-name', 3],
  ['a slot with a name of CEL', `${head}  - ask: true\n`, 'reserved-name', 3],
  ['a slot that hides the user', `${head}  - ask: user\n`, 'reserved-name', 3],
  ['a slot called constructor', `${head}  - ask: constructor\n`, 'reserved-name', 3],
  ['the same slot twice', `${head}  - ask: a\n  - ask: a\n    id: other\n`, 'duplicate-slot', 4],
  ['a choice without choices', ask('    type: choice\n'), 'missing-key', 3],
  ['choices of a number', ask('    type: int\n    choices: [1, 2]\n'), 'choices', 5],
  ['the same choice twice', ask('    choices: [a, a]\n'), 'choices', 4],
  [
    'choices from an action that is not there',
    ask('    choices: { from: catalog.size, value: it.id }\n'),
    'unknown-action',
    4,
  ],
  [
    'choices from an action that changes things',
    ask('    choices: { from: vdc.deploy, value: it.id }\n'),
    'lasting-action',
    4,
  ],
  ['choices without a value', ask('    choices: { from: catalog.sizes }\n'), 'missing-key', 4],
  [
    'a field that the list does not have',
    ask('    choices: { from: catalog.sizes, value: it.name }\n'),
    'unknown-field',
    4,
  ],
  [
    'choices that depend on a later answer',
    `${head}  - ask: a\n    choices: { from: catalog.sizes, value: it.id, depends: b }\n  - ask: b\n`,
    'unknown-slot',
    4,
  ],
  ['bounds the wrong way round', ask('    type: int\n    min: 5\n    max: 2\n'), 'bounds', 5],
  ['a bound that is a flag', ask('    type: int\n    min: true\n'), 'wrong-type', 5],
  ['a pattern with look-ahead', ask('    pattern: "(?=a)b"\n'), 'pattern', 4],
  ['a pattern with a back-reference', ask('    pattern: "(a)\\\\1"\n'), 'pattern', 4],
  ['an unclosed pattern', ask('    pattern: "(a"\n'), 'pattern', 4],
  ['a pattern that multiplies', ask('    pattern: "((a{100}){100}){100}"\n'), 'pattern', 4],
  ['a check by an action that is not there', ask('    check: names.chek\n'), 'unknown-action', 4],
  ['validate without a condition', ask('    validate: [{ text: no }]\n'), 'missing-key', 4],
  ['validate that is no list', ask('    validate: name == "x"\n'), 'wrong-type', 4],
  ['a secret with a default', ask('    type: secret\n    default: hunter2\n'), 'secret-kept', 3],
  ['a secret that is remembered', ask('    type: secret\n    remember: user\n'), 'secret-kept', 5],
  ['a secret in a text', `${ask('    type: secret\n')}  - say: "it is \${{ name }}"\n`, 'secret-shown', 5],
  [
    'a secret in a value that could be shown',
    `${ask('    type: secret\n')}  - set: { copy: "\${{ name }}" }\n`,
    'secret-shown',
    5,
  ],
  ['a secret in the output', `output: { it: "\${{ name }}" }\n${ask('    type: secret\n')}`, 'secret-shown', 1],
  ['optional that is a text', ask('    optional: maybe\n'), 'wrong-type', 4],
  ['a form without fields', `${head}  - form: ports\n`, 'missing-key', 3],
  ['a field without a slot', `${head}  - form: ports\n    fields: [{ type: int }]\n`, 'missing-key', 4],

  // Expressions and texts.
  ['an unknown name', `${head}  - ask: workers\n    type: int\n  - say: x\n    when: workres > 3\n`, 'unknown-name', 6],
  ['an unknown name in a text', `${head}  - ask: name\n  - say: "Hello \${{ nam }}"\n`, 'unknown-name', 4],
  ['a name that is only known later', `${head}  - say: "\${{ name }}"\n  - ask: name\n`, 'not-yet-known', 3],
  ['a condition that is a text', `${head}  - ask: name\n  - say: x\n    when: name\n`, 'not-a-condition', 5],
  ['comparing text with a number', `${head}  - ask: name\n  - say: x\n    when: name > 3\n`, 'type', 5],
  ['broken CEL', `${head}  - say: x\n    when: 1 +\n`, 'syntax', 4],
  ['a place that is not closed', `${head}  - ask: name\n  - say: "Hello \${{ name"\n`, 'unclosed', 4],
  ['matches() in a condition', `${head}  - ask: name\n  - say: x\n    when: name.matches("(a+)+$")\n`, 'refused', 5],
  [
    'three loops',
    `${head}  - set: { l: [1] }\n  - say: x\n    when: l.all(a, l.all(b, l.all(c, true)))\n`,
    'refused',
    5,
  ],
  [
    'an expression of 300 parts',
    `${head}  - say: x\n    when: ${Array.from({ length: 300 }, () => '1').join(' + ')} > 1\n`,
    'syntax',
    4,
  ],
  [
    'an expression nested 50 deep',
    `${head}  - say: x\n    when: ${'('.repeat(50)}true${')'.repeat(50)}\n`,
    'syntax',
    4,
  ],
  ['the prototype of a value', `${head}  - say: "\${{ user.constructor }}"\n`, 'unknown-field', 3],
  ['a global of the program', `${head}  - say: "\${{ process.env }}"\n`, 'unknown-name', 3],
  [
    'an answer that may be missing',
    `${head}  - ask: n\n    type: int\n    optional: true\n  - say: x\n    when: n > 3\n`,
    'maybe-unset',
    7,
  ],
  [
    'an answer whose question may not be asked',
    `${head}  - ask: n\n    type: int\n  - ask: ha\n    type: bool\n    when: n > 3\n  - say: "\${{ ha ? 1 : 2 }}"\n`,
    'maybe-unset',
    8,
  ],
  [
    'an answer that a jump leads around',
    `${head}  - ask: a\n    type: int\n  - goto: end\n    when: a > 1\n  - ask: b\n    type: int\n  - say: x\n    id: end\n    when: b > 1\n`,
    'maybe-unset',
    11,
  ],
  [
    'a field that an action does not give',
    `${head}  - ask: s\n  - run: pricing.quote\n    with: { size: "\${{ s }}" }\n    save: quote\n  - say: "\${{ quote.totl }}"\n`,
    'unknown-field',
    7,
  ],
  ['a text that is a list', `${head}  - say: [a, b]\n`, 'text', 3],

  // Actions.
  ['an unknown action', `${head}  - run: vdc.deplyo\n`, 'unknown-action', 3],
  ['an action from the prototype', `${head}  - run: toString\n`, 'unknown-action', 3],
  [
    'an input that the action does not have',
    `${head}  - run: pricing.quote\n    with: { size: s, nodes: 3 }\n`,
    'unknown-input',
    4,
  ],
  ['a missing input', `${head}  - run: pricing.quote\n`, 'missing-input', 3],
  [
    'an input of the wrong type',
    `${head}  - run: pricing.quote\n    with: { size: s, workers: three }\n`,
    'input-type',
    4,
  ],
  [
    'an input whose expression has the wrong type',
    `${head}  - ask: s\n  - run: pricing.quote\n    with: { size: "\${{ s }}", workers: "\${{ s }}" }\n`,
    'input-type',
    5,
  ],
  ['with that is a list', `${head}  - run: report.make\n    with: [a]\n`, 'with', 4],
  ['commit of a read', `${head}  - run: report.make\n    commit: true\n`, 'read-action', 4],
  [
    'a way back that changes nothing',
    `${head}  - run: vdc.deploy\n    compensate: { run: report.make }\n`,
    'compensate',
    4,
  ],
  [
    'an offer to edit what is not asked',
    `${head}  - run: report.make\n    on_error: [{ offer: [edit:size] }]\n`,
    'unknown-slot',
    4,
  ],
  ['an offer that is none', `${head}  - run: report.make\n    on_error: [{ offer: [again] }]\n`, 'offer', 4],
  [
    'an offer to go back',
    `${head}  - say: x\n    id: top\n  - run: report.make\n    on_error: [{ offer: [goto:report-make] }]\n`,
    'backwards',
    6,
  ],
  [
    'an action outside of what the file asks for',
    `access: { actions: [vdc.*] }\n${head}  - run: report.make\n`,
    'action-not-asked',
    4,
  ],
  ['a value saved over a slot', `${head}  - ask: s\n  - run: report.make\n    save: s\n`, 'duplicate-slot', 5],
  ['a summary of what is not asked', `${head}  - confirm: order\n    show: [size]\n`, 'unknown-slot', 4],
  ['a call of a flow that is not there', `${head}  - call: nothing\n`, 'unknown-flow', 3],
  [
    'an input that the called flow does not have',
    `${head}  - call: other\n    with: { what: 1 }\n`,
    'unknown-input',
    4,
  ],
  ['a timeout without a unit', `${head}  - run: report.make\n    timeout: 20\n`, 'wrong-type', 4],

  // Showing.
  ['a drawing that is none', `${head}  - show: user\n    as: hologram\n`, 'unknown-value', 4],
  ['a key of another drawing', `${head}  - show: user\n    as: qr\n    columns: []\n`, 'unknown-key', 5],
  ['a card without a title', `${head}  - show: card\n`, 'missing-key', 3],
  ['a link to nowhere', `${head}  - show: link\n`, 'missing-key', 3],
];

const flows = new Map([['other', { id: 'other', inputs: new Map(), output: [], lasting: false, calls: [] }]]);

describe('a broken flow file', () => {
  for (const [what, source, code, line] of cases) {
    it(`is refused for ${what}`, () => {
      const started = performance.now();
      const { flow, problems } = loadFlow(source, 'broken.flow.yaml', { ...catalogue, flows });
      const took = performance.now() - started;
      expect(flow, 'no flow').to.equal(undefined);
      const errors = problems.filter(({ severity }) => severity === 'error');
      expect(errors.map(({ code: one, line: at }) => `${one} in line ${at}`)).to.include(
        `${code} in line ${line}`,
        problems.map(written).join('\n'),
      );
      expect(took).to.be.below(500);
      for (const problem of problems) {
        expect(problem.message).to.match(/\S.{5,}/);
        expect(problem.column).to.be.at.least(1);
      }
    });
  }

  it('is told apart in at least 120 ways', () => {
    expect(cases).to.have.length.above(120);
    expect(new Set(cases.map(([what]) => what)).size).to.equal(cases.length);
  });

  it('gets one message for each mistake, at its line', () => {
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

  it('points at the very character of an expression', () => {
    const source = `${head}  - ask: a\n    type: int\n  - say: "so \${{ a + bb }}"\n  - say: |\n      one\n      two \${{ cc }}\n`;
    const { problems } = loadFlow(source, 'places.flow.yaml', catalogue);
    expect(problems.map(({ line, column }) => [line, column])).to.deep.equal([
      [5, 22],
      [8, 15],
    ]);
  });

  it('never pollutes anything', () => {
    for (const [, source] of cases) loadFlow(source, 'broken.flow.yaml', catalogue);
    expect(Object.hasOwn(Object.prototype, 'polluted')).to.equal(false);
  });
});
