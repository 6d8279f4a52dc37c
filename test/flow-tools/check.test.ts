import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

import type { Problem } from '#src/chatflow/index.ts';
import { openFlows } from '#src/flow-tools/open-flows.ts';
import { printProblem } from '#src/flow-tools/print-problems.ts';
import { actionInfos } from '#src/provisioning/action-registry.ts';
import { actions } from '#src/provisioning/actions/index.ts';

import { flowCommand, folderWith } from './command.ts';

const infos = actionInfos(actions);
const shipped = join(import.meta.dirname, '../../chatflows');

const fourMistakes = `title: Four mistakes
steps:
  - ask: size
    type: choise
    choices: [small, large]
  - ask: workers
    typ: int
  - say: "\${{ workres }} workers"
  - run: vdc.plam
    when: true
`;

describe('flow check', function () {
  this.timeout(60_000);

  const check = async (source: string, options: { granted?: (kind: string) => boolean } = {}): Promise<Problem[]> => {
    const folder = folderWith({ 'one.flow.yaml': source });
    const { granted } = options;
    const { files } = await openFlows({
      folders: [],
      paths: [join(folder, 'one.flow.yaml')],
      actions: infos,
      ...(granted ? { granted: (_file, { kind }) => granted(kind) } : {}),
    });
    return files.flatMap(({ problems }) => problems);
  };

  it('gives four messages for four mistakes, each at its line and with its fix', async () => {
    const problems = await check(fourMistakes);
    expect(problems.map(({ line, column, message, fix }) => [line, column, message, fix])).to.deep.equal([
      [4, 11, '`choise` is no type of slot', 'did you mean `choice`?'],
      [7, 5, '`typ` is not known here', 'did you mean `type`?'],
      [8, 15, '`workres` is not known here', 'did you mean `workers`?'],
      [9, 10, 'there is no action `vdc.plam`', 'did you mean `vdc.plan`?'],
    ]);
  });

  it('shows the line and points at the place', async () => {
    const [problem] = await check(fourMistakes);
    const plain = { error: String, warning: String, dim: String };
    expect(printProblem(problem!, 'one.flow.yaml', fourMistakes, plain).split('\n')).to.deep.equal([
      'one.flow.yaml:4:11 error `choise` is no type of slot (did you mean `choice`?)',
      '  4 |     type: choise',
      '    |           ^',
    ]);
  });

  it('warns of buttons that are too long for the smallest channel, and of too many', async () => {
    const problems = await check(`title: Buttons
steps:
  - ask: one
    choices:
      - { value: a, label: Twenty-four characters!! }
      - { value: b, label: Twenty-five characters!!! }
  - ask: many
    choices: [a, b, c, d, e, f, g, h, i, j, k]
  - confirm: sure
    no: "No, \${{ one }}, I would rather not do it"
  - run: vdc.list
    on_error:
      - offer: [{ offer: retry, label: Try the same thing once more }]
`);
    expect(problems.map(({ severity, code, line, column }) => [severity, code, line, column])).to.deep.equal([
      ['warning', 'label-too-long', 6, 28],
      ['warning', 'too-many-choices', 8, 14],
      ['warning', 'label-too-long', 10, 9],
      ['warning', 'label-too-long', 13, 40],
    ]);
  });

  it('says what the usual traps of YAML mean, once for each', async () => {
    const trap = async (lines: string): Promise<unknown[]> =>
      (await check(`title: Traps\nsteps:\n${lines}\n`)).map(({ line, fix }) => [line, fix]);
    expect(await trap('  - say: Note: this')).to.deep.equal([[3, 'put a text with a colon in it in quotes']]);
    expect(await trap('\t- say: Hi')).to.deep.equal([[3, 'indent with spaces']]);
    expect(await trap('  - say: `code`')).to.deep.equal([[3, 'put the text in quotes']]);
    expect(await trap('  - ask: x\n    type: bool\n    when: !x')).to.deep.equal([
      [5, 'remove the tag, or put a condition that begins with `!` in quotes'],
    ]);
    expect(await trap('  - ask: x\n    when: ${{ true }}\n    else: a')).to.deep.equal([
      [4, 'for example `when: workers > 3`'],
    ]);
    expect(await trap('  - ask: x\n    choices: [{ value: a, label: ${{ user.name }} }]')).to.have.length(1);
    expect(await trap('  - ask: x\n    choices: [{ value: a, label: Fast, and good }]')).to.deep.equal([
      [4, 'inside `{ }`, put a text with a comma in quotes'],
    ]);
    expect(await trap('  - say: "Hello {{ user.name }} and ${{ user.name }}" # {{ x }}')).to.deep.equal([
      [3, 'write `${{ … }}`'],
    ]);
  });

  it('says which actions are not granted', async () => {
    const source = 'title: Grants\nsteps:\n  - run: vdc.list\n  - run: vdc.delete\n    with: { vdc: demo }\n';
    expect(await check(source)).to.deep.equal([]);
    const problems = await check(source, { granted: (kind) => kind === 'read' });
    expect(problems.map(({ code, line }) => [code, line])).to.deep.equal([['not-granted', 4]]);
  });

  it('warns of translations that lack texts or were made for others', async () => {
    const folder = folderWith({ 'greet.flow.yaml': 'title: Greet\nsteps: [{ say: Good morning }, { say: Bye }]\n' });
    mkdirSync(join(folder, 'locales/fr'), { recursive: true });
    const lines = ['# source 00000000: Good evening', 'say-1: Bonsoir', 'title: Saluer', ''];
    writeFileSync(join(folder, 'locales/fr/greet.yaml'), lines.join('\n'));
    const { files } = await openFlows({ folders: [shipped], paths: [folder], actions: infos });
    expect(files[0]?.problems.map(({ code, message }) => [code, message])).to.deep.equal([
      ['translation-missing', 'locales/fr/greet.yaml lacks `say-2`'],
      ['translation-outdated', 'locales/fr/greet.yaml was made for other texts: `say-1`'],
    ]);
  });

  it('knows the other flows, in their folder and in the one that is checked', async () => {
    const folder = folderWith({
      'one.flow.yaml': 'title: One\nsteps: [{ call: two }, { call: my-vdcs }, { call: three }]\n',
      'two.flow.yaml': 'title: Two\nsteps: [{ say: Two }]\n',
    });
    const { files } = await openFlows({ folders: [shipped], paths: [folder], actions: infos });
    expect(files.map(({ problems }) => problems.map(({ message }) => message))).to.deep.equal([
      ['there is no flow `three`'],
      [],
    ]);
  });

  it('finds no error in what is shipped', async () => {
    const { files } = await openFlows({ folders: [shipped], paths: [], actions: infos });
    expect(files.length).to.be.greaterThan(3);
    const errors = files.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error'));
    expect(errors).to.deep.equal([]);
  });

  it('is a command with an exit code, for people and for programs', async () => {
    const folder = folderWith({
      'bad.flow.yaml': fourMistakes,
      'good.flow.yaml': 'title: Good\nsteps: [{ say: Hi }]\n',
    });
    const bad = await flowCommand(['check', folder]);
    expect(bad.code).to.equal(1);
    expect(bad.out).to.include('bad.flow.yaml:4:11 error').and.to.include('2 files checked: 4 errors, 0 warnings');
    const json = await flowCommand(['check', '--json', join(folder, 'bad.flow.yaml')]);
    const { problems, ...summary } = JSON.parse(json.out) as { problems: Problem[] };
    expect(summary).to.deep.equal({ ok: false, files: 1, errors: 4, warnings: 0 });
    expect(problems[0]).to.include({ severity: 'error', code: 'unknown-type', line: 4, column: 11 });
    const good = await flowCommand(['check', join(folder, 'good.flow.yaml')]);
    expect(good).to.deep.equal({ code: 0, out: '1 file checked: 0 errors, 0 warnings\n', error: '' });
  });

  it('says what it was called with wrongly', async () => {
    expect(await flowCommand(['chek'])).to.deep.include({ code: 2, out: '' });
    expect((await flowCommand(['chek'])).error).to.include('Did you mean "check"?');
    const missing = await flowCommand(['check', 'nowhere.flow.yaml']);
    expect(missing.code).to.equal(1);
    expect(missing.error).to.match(/^There is no file or folder .*nowhere\.flow\.yaml\.\n$/);
    expect((await flowCommand([])).out).to.include('3bot flow check [PATH…]');
  });

  it('lists what there is', async () => {
    const { code, out } = await flowCommand(['list', '--json'], { shipped: true });
    expect(code).to.equal(0);
    const flows = JSON.parse(out) as { id: string }[];
    const found = flows.find(({ id }) => id === 'deploy-vdc');
    expect(found).to.include({ version: 1, file: 'chatflows/deploy-vdc.flow.yaml', errors: 0 });
    expect((await flowCommand(['list'], { shipped: true })).out).to.match(
      /^deploy-vdc +v1 +Deploy a virtual data center +chatflows\//m,
    );
  });

  it('says when an answer is compared with what it can never be', async () => {
    const source = (when: string): string => `title: Often
steps:
  - ask: often
    choices: [{ value: daily, label: Every day }, weekly, { value: monthly }]
  - ask: loud
    type: bool
    when: often == 'weekly'
  - ask: copies
    type: int
    when: often == 'weekly'
  - say: Noted.
    when: ${JSON.stringify(when)}
`;
    const said = async (when: string): Promise<string[]> =>
      (await check(source(when))).map(({ message, fix }) => `${message} (${fix})`);
    for (const fine of [
      "often != 'daily'",
      "'monthly' == often",
      "often in ['daily', 'weekly']",
      'loud == true',
      'copies == 3',
    ]) {
      expect(await said(fine), fine).to.deep.equal([]);
    }
    expect(await said("often == 'Weekly'")).to.deep.equal(['`often` is never `Weekly` (did you mean `weekly`?)']);
    expect(await said("'dayly' != often")).to.deep.equal(['`often` is never `dayly` (did you mean `daily`?)']);
    expect(await said("often in ['daily', 'montly']")).to.deep.equal([
      '`often` is never `montly` (did you mean `monthly`?)',
    ]);
    expect(await said("loud == 'yes'")).to.deep.equal([
      '`loud` is yes or no, and never a text (write `loud == true` or `loud == false`)',
    ]);
    expect(await said("copies == '3'")).to.deep.equal([
      '`copies` is a number, and never a text (write the number without quotes)',
    ]);
    expect(await said('often == weekly')).to.deep.equal([
      "`weekly` is not known here (put a text in quotes: `'weekly'`)",
    ]);
    expect(await said("often = 'weekly'")).to.deep.equal(['`=` cannot stand here (write `==` to compare)']);
  });

  it('leaves comparisons alone where the choices are not all known', async () => {
    const choices = "[{ value: '${{ today }}' }, local]";
    const listed = `title: One\nsteps:\n  - { ask: kind, choices: ${choices} }\n  - { say: Yes., when: kind == 'other' }\n`;
    expect((await check(listed)).filter(({ message }) => message.includes('never'))).to.deep.equal([]);
    const otherwise =
      "title: One\nsteps:\n  - { ask: loud, type: bool }\n  - { ask: kind, when: loud, else: never, choices: [a, b] }\n  - { say: No., when: kind == 'never' }\n";
    expect(await check(otherwise)).to.deep.equal([]);
  });

  it('knows what keys and types are called elsewhere', async () => {
    const fixOf = async (line: string): Promise<string | undefined> =>
      (await check(`title: One\nsteps:\n  - ask: one\n    ${line}\n`))[0]?.fix;
    expect(await fixOf('required: false')).to.include('say `optional: true`');
    expect(await fixOf('type: password')).to.equal('did you mean `secret`?');
    expect(await fixOf('type: time')).to.include('`pattern: "([01][0-9]|2[0-3]):[0-5][0-9]"`');
  });

  it('ends quietly when nobody reads on', async () => {
    const main = join(import.meta.dirname, '../../src/cli/main.ts');
    const said = await new Promise<string>((resolve) => {
      execFile('sh', ['-c', `"${process.execPath}" "${main}" flow list | true`], (_failure, _out, error) =>
        resolve(error),
      );
    });
    expect(said).to.equal('');
  });
});
