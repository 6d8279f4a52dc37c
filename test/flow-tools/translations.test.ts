import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

import { flowCommand, folderWith } from './command.ts';

const greet = `title: Greet
triggers: { commands: [/greet] }
steps:
  - ask: name
    text: Who are you?
  - say: Welcome.
  - say: "Hello \${{ name }}."
`;

describe('the translations of an author', function () {
  this.timeout(60_000);

  const greeting = (): { folder: string; flow: string; texts: string } => {
    const folder = folderWith({ 'greet.flow.yaml': greet });
    mkdirSync(join(folder, 'locales/fr'), { recursive: true });
    return { folder, flow: join(folder, 'greet.flow.yaml'), texts: join(folder, 'locales/fr/greet.yaml') };
  };

  const fill = (texts: string): void => {
    const filled = readFileSync(texts, 'utf8')
      .replace('#title:', 'title: Saluer')
      .replace('#name.label:', 'name.label: Nom')
      .replace('#name.text:', 'name.text: "Qui êtes-vous ?"')
      .replace('#say-2:', 'say-2: Bienvenue.')
      .replace('#say-3:', 'say-3: "Bonjour ${{ name }}."');
    writeFileSync(texts, filled);
  };

  it('are never written over when they cannot be read', async () => {
    const { folder, flow, texts } = greeting();
    const broken = 'title: Saluer\nname.text: Dites : qui êtes-vous ?\n';
    writeFileSync(texts, broken);
    const extracted = await flowCommand(['i18n', 'extract', 'fr', folder]);
    expect(extracted.code).to.equal(1);
    expect(extracted.error)
      .to.include('greet.yaml:2:')
      .and.to.include('put a text with a colon in it in quotes')
      .and.to.include('stays as it is');
    expect(readFileSync(texts, 'utf8')).to.equal(broken);
    const checked = await flowCommand(['i18n', 'check', 'fr', flow]);
    expect(checked.code).to.equal(1);
    expect(checked.error).to.include('greet.yaml:2:');
    expect(checked.out).to.equal('');

    const list = 'title: [Saluer]\n';
    writeFileSync(texts, list);
    expect((await flowCommand(['i18n', 'extract', 'fr', flow])).error).to.include('"title" is not a text.');
    expect(readFileSync(texts, 'utf8')).to.equal(list);
  });

  it('stop nothing when they cannot be read, and every command says so', async () => {
    const { folder, flow, texts } = greeting();
    writeFileSync(texts, 'title: Saluer\nname.text: Dites : qui êtes-vous ?\n');
    for (const path of [folder, flow]) {
      const { code, out } = await flowCommand(['check', path]);
      expect(code).to.equal(0);
      expect(out).to.include('greet.yaml:2:').and.to.include('This translation cannot be read: a `:` too many');
      expect(out).to.include('  2 | name.text: Dites : qui').and.to.include('1 file checked: 0 errors, 1 warning');
      expect(out).not.to.include('lacks');
    }
    const tested = await flowCommand(['test', flow, '--walks', '1']);
    expect(tested).to.deep.include({ code: 0, error: '' });
    expect(tested.out).to.include('greet.yaml:2:').and.to.include('1 flow, 0 tests: all passed');
    for (const command of ['play', 'graph']) {
      const { code, out, error } = await flowCommand([command, flow], { input: ':quit\n' });
      expect(code, error).to.equal(0);
      expect(error).to.include('greet.yaml:2:').and.to.include('This translation cannot be read');
      expect(out).to.match(command === 'play' ? /Who are you\?/ : /stateDiagram/);
    }
  });

  it('move with their texts when a step is put in front, and come back with them', async () => {
    const { flow, texts } = greeting();
    await flowCommand(['i18n', 'extract', 'fr', flow]);
    fill(texts);
    const before = readFileSync(texts, 'utf8');
    writeFileSync(flow, greet.replace('  - say: Welcome.', '  - say: Thank you.\n  - say: Welcome.'));
    const moved = await flowCommand(['i18n', 'extract', 'fr', flow]);
    expect(moved.out).to.match(/5 of 6 texts; missing: say-2\n$/);
    expect(readFileSync(texts, 'utf8'))
      .to.include('\n#say-2:\n')
      .and.to.include('\nsay-3: Bienvenue.\n')
      .and.to.include('\nsay-4: Bonjour ${{ name }}.\n');

    writeFileSync(flow, greet.replace('  - say: Welcome.\n', ''));
    const removed = await flowCommand(['i18n', 'extract', 'fr', flow]);
    expect(removed.out).to.include('no longer used, kept as comments: say-3');
    expect(readFileSync(texts, 'utf8')).to.match(/# unused [0-9a-f]{8} say-3: "Bienvenue\."\n$/);
    writeFileSync(flow, greet);
    expect((await flowCommand(['i18n', 'extract', 'fr', flow])).out).to.include('5 of 5 texts\n');
    expect(readFileSync(texts, 'utf8')).to.include('\nsay-2: Bienvenue.\n').and.not.to.include('# unused');
    expect((await flowCommand(['i18n', 'check', 'fr', flow])).code).to.equal(0);
    expect(readFileSync(texts, 'utf8').split('\n').length).to.equal(before.split('\n').length);
  });

  it('are not said for another sentence that stands where theirs stood', async () => {
    const { folder, flow, texts } = greeting();
    await flowCommand(['i18n', 'extract', 'fr', flow]);
    fill(texts);
    const tests = (said: string): void =>
      writeFileSync(
        join(folder, 'greet.flow.test.yaml'),
        `tests: [{ name: said, locale: fr, steps: [{ user: Ada }, { expect: { ${said} } }] }]\n`,
      );
    tests('text: [Bienvenue., Bonjour Ada.]');
    expect((await flowCommand(['test', flow, '--walks', '1'])).code).to.equal(0);
    writeFileSync(flow, greet.replace('  - say: Welcome.', '  - say: Thank you.\n  - say: Welcome.'));
    tests('text: [Thank you., Welcome., Hello Ada.], not_text: [Bienvenue., Bonjour Ada.]');
    for (const path of [flow, folder]) {
      const { code, out } = await flowCommand(['test', path, '--walks', '1']);
      expect(code, out).to.equal(0);
    }
    await flowCommand(['i18n', 'extract', 'fr', flow]);
    tests('text: [Thank you., Bienvenue., Bonjour Ada.]');
    expect((await flowCommand(['test', flow, '--walks', '1'])).code).to.equal(0);
    // A sentence that was changed where it stands is not said either, until somebody has looked at it.
    writeFileSync(flow, greet.replace('Welcome.', 'You are welcome.'));
    await flowCommand(['i18n', 'extract', 'fr', flow]);
    expect(readFileSync(texts, 'utf8')).to.match(/# outdated.*\nsay-2: Bienvenue\.\n|# unused \w+ say-3: "Bienvenue/);
    tests('text: [You are welcome., Bonjour Ada.], not_text: Bienvenue.');
    expect((await flowCommand(['test', flow, '--walks', '1'])).code).to.equal(0);
  });
});
