import { above, type HostileCase, many, question, steps } from '../hostile-case.ts';

/** Files that are just beyond what is taken. */
export const limitCases: HostileCase[] = [
  [
    'an alias that holds itself',
    'title: &t [*t]\nsteps: []\n',
    '1:11 alias',
    'anchors and aliases (`&`, `*`) cannot be used here',
  ],
  [
    '600 levels of lists, each in a line of its own',
    () => `title: x\nsteps:\n${many(600, (n) => `${' '.repeat(n + 1)}-\n`)}`,
    '67:66 too-deep',
    'the file is nested deeper than 64 levels',
  ],
  [
    '66 levels: two more than there may be',
    () => `title: x\nsteps:\n${many(66, (n) => `${' '.repeat(n + 1)}a:\n`)}`,
    '67:66 too-deep',
    'the file is nested deeper than 64 levels',
  ],
  [
    'one byte more than 256 KB',
    () => `title: x\nsteps: [{ say: x }]\n#${'x'.repeat(262_144 - 29)}\n`,
    '1:1 file-too-large',
    'the file has more than 256 KB',
  ],
  [
    '256 KB of letters that take two bytes each',
    () => `title: x\nsteps: [{ say: x }]\n#${'é'.repeat(140_000)}\n`,
    '1:1 file-too-large',
    'the file has more than 256 KB',
  ],
  [
    '501 steps',
    () => steps(...Array.from({ length: 501 }, () => '- say: x')),
    '3:3 too-many',
    'a flow has at most 500 steps',
  ],
  [
    'a form of 41 fields',
    () => steps('- form: f', '  fields:', ...Array.from({ length: 41 }, (_, n) => `    - slot: s${n}`)),
    '3:5 too-many',
    'a form has at most 40 fields',
  ],
  [
    '400 choices with labels',
    () => question('choices:', ...Array.from({ length: 400 }, (_, n) => `  - { value: c${n}, label: C }`)),
    '3:5 too-many',
    'one step has at most 1000',
  ],
  [
    '5,000 phrases that start it',
    () => above(`triggers: { phrases: [${many(5_000, (n) => `say ${n}, `)}] }`),
    '1:1 too-many',
    '`triggers` has at most 1000 values',
  ],
  [
    '100 mistakes, and 300 more',
    () => steps(...Array.from({ length: 400 }, (_, n) => `- say: "\${{ nobody${n} }}"`)),
    '3:15 unknown-name',
    '`nobody0` is not known here',
  ],
  [
    'a pattern that backtracks for ever elsewhere, with a look-ahead',
    question('pattern: "^(?=(a+)+$).*$"'),
    '4:14 pattern',
    'this is not a regular expression that can be used here',
  ],
  [
    'a pattern with more repetitions than are taken',
    question('pattern: "a{1001}"'),
    '4:14 pattern',
    'this is not a regular expression that can be used here',
  ],
  [
    'a pattern of 10,000 characters',
    () => question(`pattern: "${many(10_000, 'a')}"`),
    '4:14 pattern',
    'a pattern has at most 500 characters',
  ],
  [
    'a pattern that is short and compiles to much',
    question('pattern: "(?:(?:[a-z]?){99}(?:[0-9]?)){99}"'),
    '4:14 pattern',
    'this is not a regular expression that can be used here',
  ],
  [
    '500 levels of groups in a pattern',
    () => question(`pattern: "${many(240, '(')}a${many(240, ')')}*"`, `extract: { patterns: ["${many(240, '(?:')}"] }`),
    '5:26 pattern',
    'a pattern has at most 500 characters',
  ],
  [
    'an expression of 300 sums',
    () => steps('- say: x', `  when: ${many(300, '1+')}1 > 1`),
    '4:11 syntax',
    'an expression has at most 200 parts',
  ],
  [
    'an expression 50 brackets deep',
    () => steps('- say: x', `  when: ${many(50, '(')}true${many(50, ')')}`),
    '4:31 syntax',
    'an expression is nested at most 20 deep',
  ],
  [
    'a list of 150 numbers in an expression',
    () => steps('- say: x', `  when: "1 in [${many(150, '1,')}1]"`),
    '4:218 syntax',
    'a list, a map or a call in an expression has at most 100 parts',
  ],
  [
    'a map of 150 keys in an expression',
    () => steps('- say: x', `  when: "{${many(150, (n) => `${n}: 1,`)} 999: 1} == {}"`),
    '4:603 syntax',
    'an expression has at most 200 parts',
  ],
  [
    'a regular expression as a function',
    steps('- ask: n', '- say: x', '  when: matches(n, "(a|a)*$")'),
    '5:11 refused',
    'matches() is not available: put the regular expression into',
  ],
  [
    'a regular expression inside a loop',
    steps('- set: { l: [a] }', '- say: x', '  when: l.exists(a, a.matches("x"))'),
    '5:23 refused',
    'matches() is not available: put the regular expression into',
  ],
  [
    'a text of 200 KB between two places',
    () => steps(`- say: "\${{ nobody }}${'x'.repeat(200_000)}\${{ nothing }}"`),
    '3:15 unknown-name',
    '`nobody` is not known here',
  ],
  [
    'a string of 2,500 characters in an expression',
    () => steps('- say: x', `  when: "'${'x'.repeat(2_500)}' == ''"`),
    '4:12 refused',
    'an expression may have at most 2000 characters',
  ],
];
