import { above, type HostileCase, many, question, steps } from '../hostile-case.ts';

const laughs = (open: string, close: string): string =>
  many(12, (n) => `l${n}: &l${n} ${open}${n === 0 ? 'ha' : many(9, `*l${n - 1}, `)}${close}\n`);

/** Files that would cost time or memory without end: each is checked in a process of its own. */
export const bombCases: HostileCase[] = [
  ['an alias bomb of lists', () => laughs('[', ']'), '1:9 alias', 'anchors and aliases (`&`, `*`) cannot be used here'],
  [
    'an alias bomb of maps',
    () =>
      `a: &a { x: 1 }\n${many(20, (n) => `b${n}: &b${n} { p: *${n ? `b${n - 1}` : 'a'}, q: *${n ? `b${n - 1}` : 'a'} }\n`)}`,
    '1:7 alias',
    'anchors and aliases (`&`, `*`) cannot be used here',
  ],
  [
    'an alias bomb in the steps',
    () => steps(...Array.from({ length: 30 }, (_, n) => `- &s${n} [${n ? `*s${n - 1}, *s${n - 1}` : 'x'}]`)),
    '3:9 alias',
    'anchors and aliases (`&`, `*`) cannot be used here',
  ],
  [
    'an alias bomb of merge keys',
    () => `a: &a { k: 1 }\n${many(50, (n) => `m${n}: &m${n} { <<: *${n ? `m${n - 1}` : 'a'} }\n`)}`,
    '1:7 alias',
    'anchors and aliases (`&`, `*`) cannot be used here',
  ],
  ['80,000 anchors', () => many(80_000, '&a '), '1:45001 too-many', 'the file has more than 30000'],
  ['80,000 aliases', () => steps(`- [${many(80_000, '*a,')}]`), '3:44988 too-many', 'the file has more than 30000'],
  [
    '20,000 levels of brackets',
    () => `title: x\nsteps: ${many(20_000, '[')}${many(20_000, ']')}\n`,
    '2:72 too-deep',
    'the file is nested deeper than 64 levels',
  ],
  [
    '20,000 levels of braces',
    () => `title: x\nsteps: ${many(20_000, '{a: ')}x${many(20_000, '}')}\n`,
    '2:264 too-deep',
    'the file is nested deeper than 64 levels',
  ],
  [
    '20,000 open brackets and nothing else',
    () => many(20_000, '['),
    '1:65 too-deep',
    'the file is nested deeper than 64 levels',
  ],
  [
    '20,000 levels of dashes in one line',
    () => `title: x\nsteps:\n  ${many(20_000, '- ')}x\n`,
    '3:131 too-deep',
    'the file is nested deeper than 64 levels',
  ],
  [
    '20,000 levels of question marks in one line',
    () => `title: x\nsteps:\n  ${many(20_000, '? ')}x\n`,
    '3:131 too-deep',
    'the file is nested deeper than 64 levels',
  ],
  [
    '20,000 levels, brackets and braces in turns',
    () => `title: x\nsteps: ${many(10_000, '[{a: ')}`,
    '2:168 too-deep',
    'the file is nested deeper than 64 levels',
  ],
  [
    '20,000 levels, dashes first and brackets then',
    () => `title: x\nsteps:\n  ${many(60, '- ')}${many(20_000, '[')}\n`,
    '3:127 too-deep',
    'the file is nested deeper than 64 levels',
  ],
  [
    '700 levels of maps, each in a line of its own',
    () => `title: x\n${many(700, (n) => `${' '.repeat(n)}a:\n`)}`,
    '67:66 too-deep',
    'the file is nested deeper than 64 levels',
  ],
  [
    'a text of 100 MB',
    () => `title: x\ndescription: ${'x'.repeat(100_000_000)}\nsteps: []\n`,
    '1:1 file-too-large',
    'the file has more than 256 KB',
  ],
  ['260,000 blank lines', () => many(260_000, '\n'), '30001:1 too-many', 'the file has more than 30000'],
  [
    '60,000 comments',
    () => `title: x\nsteps:\n${many(60_000, '#\n')}  - say: x\n`,
    '14999:1 too-many',
    'the file has more than 30000',
  ],
  [
    '20,000 keys in one map',
    () => steps(`- say: { ${many(20_000, (n) => `k${n}: 1, `)} }`),
    '3:48878 too-many',
    'the file has more than 30000',
  ],
  [
    '1,200 unknown keys in a step',
    () => steps('- say: x', ...Array.from({ length: 1_200 }, (_, n) => `  key_${n}: 1`)),
    '3:5 too-many',
    'one step has at most 1000',
  ],
  [
    '20,000 steps',
    () => steps(...Array.from({ length: 20_000 }, () => '- say: x')),
    '3752:1 too-many',
    'the file has more than 30000',
  ],
  [
    '85,000 empty lists',
    () => steps(`- say: [${many(85_000, '[],')}]`),
    '3:29996 too-many',
    'the file has more than 30000',
  ],
  ['20,000 tags', () => steps(`- say: [${many(20_000, '!a b,')}]`), '3:37493 too-many', 'the file has more than 30000'],
  [
    '20,000 quotes that are never closed',
    () => steps(...Array.from({ length: 20_000 }, () => '- say: "')),
    '3752:1 too-many',
    'the file has more than 30000',
  ],
  [
    'a form of 10,000 fields',
    () => steps('- form: f', '  fields:', ...Array.from({ length: 10_000 }, (_, n) => `  - slot: s${n}`)),
    '3752:11 too-many',
    'the file has more than 30000',
  ],
  [
    '10,000 choices',
    () => question(`choices: [${many(10_000, (n) => `c${n}, `)}]`),
    '4:68856 too-many',
    'the file has more than 30000',
  ],
  [
    '10,000 outputs',
    () => above(`output: { ${many(10_000, (n) => `o${n}: 1, `)} }`),
    '1:48896 too-many',
    'the file has more than 30000',
  ],
  [
    '30,000 places in one text',
    () => steps('- ask: n', `- say: "${many(30_000, '${{ n }}')}"`),
    '4:10 too-many',
    'the expressions of one step are too many, or too long, together',
  ],
  [
    '80,000 places that are never closed',
    () => steps('- ask: n', `- say: "${many(80_000, '${{')}"`),
    '4:11 unclosed',
    '`${{` without its `}}`',
  ],
  [
    '250 unknown names among 250 known ones',
    () =>
      steps(
        ...Array.from({ length: 250 }, (_, n) => `- ask: slot_${n}`),
        ...Array.from({ length: 249 }, (_, n) => `- say: "\${{ slat_${n} + solt_${n} }}"`),
      ),
    '253:15 unknown-name',
    '`slat_0` is not known here',
  ],
  [
    'a pattern whose repetitions multiply',
    question('pattern: "((a{100}){100}){100}"'),
    '4:14 pattern',
    'the repetitions of this pattern multiply too far',
  ],
  [
    'a pattern of 100 million letters',
    question('pattern: "a{100000000}"'),
    '4:14 pattern',
    'the repetitions of this pattern multiply too far',
  ],
  [
    'a pattern of all letters there are, a thousand times',
    question('pattern: "(?:\\\\pL\\\\pN\\\\pS){1000}"'),
    '4:14 pattern',
    'this pattern is too large',
  ],
  [
    '400 large patterns',
    () => steps(...Array.from({ length: 400 }, (_, n) => `- { ask: s${n}, pattern: "[a-z0-9]{1,900}" }`)),
    '14:26 pattern',
    'the patterns here are, together, too large',
  ],
  [
    '300 patterns in one question',
    () => question('extract:', '  patterns:', ...Array.from({ length: 300 }, (_, n) => `    - "(?:${n}x){90}"`)),
    '6:9 pattern',
    'the patterns here are, together, too large',
  ],
  [
    'an expression with 3,000 exclamation marks',
    () => steps('- say: x', `  when: "${many(3_000, '!')}true"`),
    '4:12 refused',
    'an expression may have at most 2000 characters',
  ],
  [
    'an expression with 900 minus signs',
    () => steps('- say: x', `  when: "${many(900, '-')}1 > 0"`),
    '4:712 syntax',
    'an expression has at most 200 parts',
  ],
  [
    'loops in loops in loops',
    steps('- set: { l: [1] }', '- say: x', '  when: l.all(a, l.all(b, l.all(c, true)))'),
    '5:11 refused',
    'at most one loop may stand inside another',
  ],
  [
    'a loop in a loop over a list that is computed',
    steps('- set: { l: [1] }', '- say: x', '  when: l.map(a, l.map(b, b)).all(c, c.all(d, true))'),
    '5:11 refused',
    'a loop with a loop inside may only go over a plain list: `name`',
  ],
  [
    'a regular expression in an expression',
    steps('- ask: n', '- say: x', '  when: n.matches("(a+)+$")'),
    '5:11 refused',
    'matches() is not available: put the regular expression into',
  ],
  [
    '300 expressions in one step',
    () =>
      steps(
        '- set:',
        ...Array.from({ length: 300 }, (_, n) => `    v${n}: "\${{ [${many(40, '1, ')}1].all(a, a > 0) }}"`),
      ),
    '66:12 too-many',
    'the expressions of one step are too many, or too long, together',
  ],
  [
    '500 questions that jump around each other',
    () =>
      steps(
        ...Array.from(
          { length: 249 },
          (_, n) => `- goto: last\n    when: channel == '${n}'\n  - { ask: q${n}, type: int }`,
        ),
        '- say: x',
        '  id: last',
        `  when: ${many(60, (n) => `q${n} > 1 || `)}false`,
      ),
    '752:557 syntax',
    'an expression has at most 200 parts',
  ],
];
