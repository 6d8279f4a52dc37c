import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

import { newFlow } from '#src/flow-tools/new-flow.ts';

import { flowCommand, folderWith } from './command.ts';
import { rehearseAt } from './rehearsing.ts';

describe('the way of an author', function () {
  this.timeout(60_000);

  it('begins with a flow that passes its own test', async () => {
    const { flow, test } = newFlow('add-backup');
    const folder = folderWith({ 'add-backup.flow.yaml': flow, 'add-backup.flow.test.yaml': test });
    const [result] = await rehearseAt(folder);
    expect(result?.problems).to.deep.equal([]);
    expect(result?.tests.flatMap(({ failures }) => failures)).to.deep.equal([]);
    expect(result?.walks?.flaws).to.deep.equal([]);
    expect(result?.coverage).to.deep.equal({
      steps: { reached: 5, all: 5 },
      branches: { reached: 2, all: 2 },
      missed: [],
    });
  });

  it('is given new files, but never over old ones', async () => {
    const folder = folderWith({});
    const { code, out } = await flowCommand(['new', 'add-backup', '--folder', folder]);
    expect(code).to.equal(0);
    expect(out).to.include('add-backup.flow.yaml').and.to.include('3bot flow check');
    expect(existsSync(join(folder, 'add-backup.flow.test.yaml'))).to.equal(true);
    expect((await flowCommand(['check', folder])).out).to.equal('1 file checked: 0 errors, 0 warnings\n');
    const again = await flowCommand(['new', 'add-backup', '--folder', folder]);
    expect(again.code).to.equal(2);
    expect(again.error).to.include('is there already');
    expect((await flowCommand(['new', 'Add Backup'])).error).to.include('lower-case letters');
    expect((await flowCommand(['new', 'deploy-vdc'], { shipped: true })).error).to.include(
      'There is a flow "deploy-vdc" already',
    );
  });

  it('goes on in a terminal in which nothing is really done', async () => {
    const { flow } = newFlow('add-backup');
    const folder = folderWith({ 'add-backup.flow.yaml': flow });
    const input = 'My project\n:slots\n:stack\nlarge\n:back\n1\n:nothing\nyes\n';
    const { code, out } = await flowCommand(['play', join(folder, 'add-backup.flow.yaml'), '--simulate'], { input });
    expect(code).to.equal(0);
    expect(out)
      .to.include('What is it for?')
      .and.to.include('  project: "My project"')
      .and.to.include('  add-backup v1 at size');
    expect(out).to.include('There are :slots, :stack, :back and :quit.');
    expect(out).to.include('Done: 1 for My project.').and.to.include('(add-backup has ended: done {"copies":1})');
    const deployed = await flowCommand(['play', 'chatflows/deploy-vdc.flow.yaml'], {
      input: '\nsmall\nyes\n:quit\n',
      shipped: true,
    });
    expect(deployed.out).to.include('▸ Deploy amber-badger (simulated)').and.to.include('amber-badger is ready.');
    const broken = folderWith({ 'broken.flow.yaml': 'title: Broken\nsteps: [{ aks: name }]\n' });
    const failed = await flowCommand(['play', join(broken, 'broken.flow.yaml')]);
    expect(failed.code).to.equal(1);
    expect(failed.error).to.include('did you mean `ask`?');
  });

  it('leads to other languages', async () => {
    const source =
      'title: Greet\ntriggers: { commands: [/greet] }\nsteps: [{ ask: name, text: "Who are you?" }, { say: "Hello ${{ name }}" }]\n';
    const folder = folderWith({ 'greet.flow.yaml': source });
    const flow = join(folder, 'greet.flow.yaml');
    const texts = join(folder, 'locales/fr/greet.yaml');
    const first = await flowCommand(['i18n', 'extract', 'fr', flow]);
    expect(first.code).to.equal(0);
    expect(first.out).to.include('0 of 4 texts; missing: title, name.label, name.text, say-2');
    const empty = readFileSync(texts, 'utf8');
    expect(empty).to.match(/# source [0-9a-f]{8}: Who are you\?\n#name\.text:\n/);
    expect((await flowCommand(['i18n', 'check', 'fr', flow])).code).to.equal(1);

    const filled = empty
      .replace('#title:', 'title: Saluer')
      .replace('#name.label:', 'name.label: Nom')
      .replace('#name.text:', 'name.text: "Qui êtes-vous ?"')
      .replace('#say-2:', 'say-2: "Bonjour ${{ name }}"');
    writeFileSync(texts, filled);
    expect(await flowCommand(['i18n', 'check', 'fr', flow])).to.deep.include({ code: 0, error: '' });

    writeFileSync(
      flow,
      source.replace('Who are you?', 'What is your name?').replace(', { say: "Hello ${{ name }}" }', ''),
    );
    const changed = await flowCommand(['i18n', 'check', 'fr', flow]);
    expect(changed.code).to.equal(1);
    expect(changed.out).to.include('3 of 3 texts; outdated: name.text; no longer used: say-2');
    await flowCommand(['i18n', 'extract', 'fr', flow]);
    const marked = readFileSync(texts, 'utf8');
    expect(marked)
      .to.include('# outdated: the source has changed')
      .and.to.include('Qui êtes-vous ?')
      .and.to.match(/^# unused [0-9a-f]{8} say-2: "Bonjour \$\{\{ name \}\}"$/m);
    expect((await flowCommand(['i18n', 'check', 'fr', flow])).code).to.equal(1);
    writeFileSync(texts, marked.replace(/^# outdated.*\n/m, ''));
    expect((await flowCommand(['i18n', 'check', 'fr', flow])).code).to.equal(0);
    expect((await flowCommand(['i18n', 'check', 'French'])).error).to.include('a language is written as'.slice(2));
  });
});
