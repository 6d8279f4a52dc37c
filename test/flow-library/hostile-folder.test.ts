import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';

import type { Problem } from '#src/chatflow/index.ts';
import { FlowLibrary } from '#src/flow-library/flow-library.ts';
import { casesByName } from '#test/chatflow/hostile/cases/index.ts';
import { actions, granted, neighbours } from '#test/chatflow/hostile/surroundings.ts';

const good = 'title: Good\nsteps:\n  - { say: Hello, id: greet }\n';

describe('a folder of flows that somebody wishes ill', () => {
  let folder: string;
  let outside: string;
  const open: FlowLibrary[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'flows-'));
    outside = mkdtempSync(join(tmpdir(), 'outside-'));
    for (const [name, source] of Object.entries(neighbours)) writeFileSync(join(folder, name), source);
  });

  afterEach(async () => {
    for (const library of open.splice(0)) await library.close();
    for (const one of [folder, outside]) rmSync(one, { recursive: true, force: true });
  });

  async function library(follow = false): Promise<FlowLibrary> {
    const definitions = { save: async () => undefined, load: async () => null };
    const opened = await FlowLibrary.open({
      folders: [folder],
      actions,
      granted,
      definitions,
      follow,
      debounceMs: 20,
    });
    open.push(opened);
    return opened;
  }

  const told = ({ problems }: { problems: readonly Problem[] }): string[] =>
    problems.map(({ code, line, column, file, message }) => {
      return `${file.slice(folder.length + 1)}:${line}:${column} ${code} ${message}`;
    });

  async function problemsOf(lay: () => void): Promise<{ problems: readonly Problem[]; library: FlowLibrary }> {
    lay();
    const opened = await library();
    for (const name of Object.keys(neighbours)) {
      expect(opened.current(name.replace('.flow.yaml', '')), name).to.not.equal(undefined);
    }
    return { problems: opened.problems(), library: opened };
  }

  const write = (name: string, content: string | Uint8Array): void => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  };

  it('says where bytes are no UTF-8', async () => {
    const latin = Buffer.concat([
      Buffer.from('title: x\nsteps:\n  - say: caf'),
      Buffer.from([0xe9]),
      Buffer.from('\n'),
    ]);
    expect(told(await problemsOf(() => write('latin.flow.yaml', latin)))).to.deep.equal([
      'latin.flow.yaml:3:13 encoding The file is not UTF-8.',
    ]);
  });

  it('refuses UTF-16, with a mark and without', async () => {
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good, 'utf16le')]);
    const found = told(
      await problemsOf(() => {
        write('marked.flow.yaml', marked);
        write('plain.flow.yaml', Buffer.from(good, 'utf16le'));
      }),
    );
    expect(found).to.deep.equal([
      'marked.flow.yaml:1:1 encoding The file is not UTF-8.',
      'plain.flow.yaml:1:2 control-character the file holds a character that cannot be seen (U+0000)',
    ]);
  });

  it('refuses characters that are written too long, cut in two, or half of a pair', async () => {
    const found = told(
      await problemsOf(() => {
        write('cut.flow.yaml', Buffer.concat([Buffer.from(good), Buffer.from([0xe2, 0x82])]));
        write('half.flow.yaml', Buffer.concat([Buffer.from('title: "'), Buffer.from([0xed, 0xa0, 0x80])]));
        write('long.flow.yaml', Buffer.concat([Buffer.from('title: "'), Buffer.from([0xc0, 0xaf])]));
      }),
    );
    expect(found).to.deep.equal([
      'cut.flow.yaml:4:1 encoding The file is not UTF-8.',
      'half.flow.yaml:1:9 encoding The file is not UTF-8.',
      'long.flow.yaml:1:9 encoding The file is not UTF-8.',
    ]);
  });

  it('takes a byte order mark of UTF-8 where it belongs, as editors write it', async () => {
    const { problems, library: opened } = await problemsOf(() => write('marked.flow.yaml', `\ufeff${good}`));
    expect(problems).to.deep.equal([]);
    expect(opened.current('marked')?.title).to.equal('Good');
  });

  it('follows no link: to a file, to a folder, to itself, to nothing', async () => {
    writeFileSync(join(outside, 'secret.flow.yaml'), good);
    const { problems, library: opened } = await problemsOf(() => {
      symlinkSync(join(outside, 'secret.flow.yaml'), join(folder, 'file.flow.yaml'));
      symlinkSync(outside, join(folder, 'elsewhere'));
      symlinkSync(folder, join(folder, 'itself'));
      symlinkSync(join(folder, 'loop.flow.yaml'), join(folder, 'loop.flow.yaml'));
      symlinkSync('/nowhere/at/all', join(folder, 'nothing.flow.yaml'));
      symlinkSync('../'.repeat(20).concat('etc/passwd'), join(folder, 'climbing.flow.yaml'));
    });
    expect(problems.every(({ code }) => code === 'link')).to.equal(true);
    const files = problems.map(({ file }) => file.slice(folder.length + 1));
    expect(files).to.include.members(['file.flow.yaml', 'loop.flow.yaml', 'nothing.flow.yaml', 'climbing.flow.yaml']);
    expect(opened.list()).to.have.length(Object.keys(neighbours).length);
  });

  it('reads translations from its own folder only', async () => {
    writeFileSync(join(outside, 'good.yaml'), 'title: Stolen\n');
    const { problems, library: opened } = await problemsOf(() => {
      mkdirSync(join(folder, 'locales'));
      symlinkSync(outside, join(folder, 'locales/nl'));
      mkdirSync(join(folder, 'locales/fr'));
      symlinkSync(join(outside, 'good.yaml'), join(folder, 'locales/fr/good.yaml'));
      write('locales/de/../../../good.yaml', 'title: Geklaut\n');
    });
    rmSync(join(folder, '../good.yaml'));
    expect(opened.current('good')?.translations).to.deep.equal({});
    expect(problems.map(({ code }) => code)).to.include('link');
  });

  it('warns of translations that are hostile, with their place, and keeps the flow', async () => {
    const { problems, library: opened } = await problemsOf(() => {
      write('locales/nl/good.yaml', 'title: Goed\n__proto__: { polluted: true }\n');
      write('locales/fr/good.yaml', 'a: &a [x]\nb: *a\n');
      write('locales/de/good.yaml', `title: ${'['.repeat(20_000)}\n`);
      write('locales/es/good.yaml', 'title: Bueno\n"greet.text": [a, b]\n');
      write('locales/it/good.yaml', 'title: "\\u202eBuono"\ntitle: "Buono"\n');
      write('locales/pt/good.yaml', `title: Bom\n${Array.from({ length: 14_000 }, (_, n) => `k${n}: x`).join('\n')}\n`);
    });
    expect(problems.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
    const found = told({ problems });
    expect(found).to.include.members([
      'locales/nl/good.yaml:2:1 translation This translation cannot be read: `__proto__` cannot be a key',
      'locales/fr/good.yaml:1:7 translation This translation cannot be read: anchors and aliases (`&`, `*`) cannot be used here',
      'locales/de/good.yaml:1:72 translation This translation cannot be read: the file is nested deeper than 64 levels',
      'locales/es/good.yaml:2:1 translation "greet.text" is not a text.',
      'locales/it/good.yaml:2:1 translation This translation cannot be read: `title` is there twice: first in line 1',
    ]);
    expect(found.some((one) => one.startsWith('locales/pt/good.yaml:') && one.includes('pieces'))).to.equal(true);
    expect(opened.current('good')?.title).to.equal('Good');
    expect('polluted' in {}).to.equal(false);
  });

  it('refuses a flow whose translation computes what it must not', async () => {
    const flow = 'title: Pin\nsteps:\n  - { ask: pin, type: secret }\n  - { say: Thank you., id: thanks }\n';
    const found = told(
      await problemsOf(() => {
        write('pin.flow.yaml', flow);
        write(
          'locales/nl/pin.yaml',
          'thanks: "Dank je, ${{ pin }}, ${{ user.constructor }} [x](javascript:alert(1))"\n',
        );
      }),
    );
    expect(found).to.deep.equal([
      'pin.flow.yaml:4:12 secret-shown the nl translation of `thanks`: `pin` is a secret: it can only be handed to an action, in `with:`',
      'pin.flow.yaml:4:12 unknown-field the nl translation of `thanks`: there is no `constructor` here',
      'pin.flow.yaml:4:12 unsafe-link the nl translation of `thanks`: links to `javascript:` are not opened',
    ]);
  });

  it('is not kept waiting by a pipe, a folder named like a file, or a file it may not read', async function () {
    const { problems } = await problemsOf(() => {
      execFileSync('mkfifo', [join(folder, 'pipe.flow.yaml')]);
      mkdirSync(join(folder, 'folder.flow.yaml'));
      write('closed.flow.yaml', good);
      chmodSync(join(folder, 'closed.flow.yaml'), 0);
    });
    // Whoever runs this as root may read everything.
    const codes = problems.map(({ code }) => code);
    expect(codes).to.deep.equal(process.getuid?.() === 0 ? [] : ['file-unreadable']);
  });

  it('keeps serving what is sound while hundreds of hostile files are dropped in', async function () {
    this.timeout(60_000);
    const opened = await library(true);
    const before = new Map(Object.keys(neighbours).map((name) => [name, opened.current(name.split('.')[0] ?? '')]));
    const files = new Map<string, string>();
    for (const [name, [, source]] of casesByName) {
      const text = typeof source === 'string' ? source : source();
      // One is only wrong under the name of the flow that it calls, and one is refused by its size alone.
      if (/call: (hostile|mirror|far)/.test(text) || text.length > 1_000_000) continue;
      files.set(`${name.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 60)}-${files.size}.flow.yaml`, text);
    }
    let served = 0;
    const serving = setInterval(() => {
      if (opened.current('good') && opened.current('other')) served += 1;
      else served = Number.NaN;
    }, 1);
    for (const [file, text] of files) {
      write(`dropped/${file}`, text);
      await pause(0);
    }
    const left = (): string[] => {
      const broken = new Set(opened.problems().map(({ file }) => file.slice(join(folder, 'dropped/').length)));
      return [...files.keys()].filter((file) => !broken.has(file));
    };
    for (const until = Date.now() + 40_000; left().length > 0 && Date.now() < until; ) await pause(20);
    clearInterval(serving);
    expect(files.size).to.be.above(600);
    expect(left(), 'said to be broken').to.deep.equal([]);
    expect(served, 'looked at while they were checked').to.be.above(50);
    for (const [name, flow] of before)
      expect(opened.current(name.split('.')[0] ?? '')?.hash, name).to.equal(flow?.hash);
    expect(opened.list()).to.have.length(before.size);
  });
});
