import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';

import type { Problem } from '#src/chatflow/index.ts';
import { FlowLibrary, type FlowLibraryOptions } from '#src/flow-library/flow-library.ts';
import { catalogue } from '#test/chatflow/stand.ts';

const flow = (text: string): string => `title: A flow\nsteps:\n  - say: ${text}\n`;

describe('the library of flow files', () => {
  let folder: string;
  let other: string;
  let saved: Map<string, string>;
  const open: FlowLibrary[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'flows-'));
    other = mkdtempSync(join(tmpdir(), 'flows-'));
    saved = new Map();
  });

  afterEach(async () => {
    for (const library of open.splice(0)) await library.close();
    for (const one of [folder, other]) rmSync(one, { recursive: true, force: true });
  });

  async function library(more: Partial<FlowLibraryOptions> = {}): Promise<FlowLibrary> {
    const definitions = {
      save: async (hash: string, definition: string) => void saved.set(hash, definition),
      load: async (hash: string) => saved.get(hash) ?? null,
    };
    const opened = await FlowLibrary.open({
      folders: [folder],
      actions: catalogue.actions,
      definitions,
      follow: false,
      ...more,
    });
    open.push(opened);
    return opened;
  }

  function write(name: string, source: string, into = folder): void {
    const path = join(into, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(`${path}.tmp`, source);
    renameSync(`${path}.tmp`, path);
  }

  const codes = (problems: readonly Problem[]): string[] => problems.map(({ code }) => code);

  it('knows the flows of its folders by their ids', async () => {
    write('one.flow.yaml', flow('one'));
    write('deeper/two.flow.yaml', flow('two'));
    write('notes.txt', 'not a flow');
    write('.hidden.flow.yaml', flow('hidden'));
    write('backup.flow.yaml~', flow('backup'));
    const flows = await library();
    expect(flows.list().map(({ id }) => id)).to.have.members(['one', 'two']);
    expect(flows.current('one')?.title).to.equal('A flow');
    expect(flows.problems()).to.deep.equal([]);
  });

  it('keeps the rest, and the last good version, when a file is broken', async () => {
    write('one.flow.yaml', flow('one'));
    write('broken.flow.yaml', 'title: x\nsteps:\n  - sey: hello\n');
    const flows = await library();
    expect(codes(flows.problems())).to.deep.equal(['no-verb']);
    expect(flows.problems()[0]).to.include({ line: 3, file: join(folder, 'broken.flow.yaml') });
    const good = flows.current('one');
    write('one.flow.yaml', 'title: [');
    await flows.reload();
    expect(flows.current('one')).to.equal(good);
    expect(codes(flows.problems())).to.include('yaml');
    write('one.flow.yaml', flow('better'));
    await flows.reload();
    expect(flows.current('one')?.source).to.include('better');
  });

  it('lets the first of two files with one id stay, and names both', async () => {
    write('a.flow.yaml', `id: same\n${flow('first')}`);
    write('b.flow.yaml', `id: same\n${flow('second')}`);
    const flows = await library();
    expect(flows.current('same')?.source).to.include('first');
    expect(flows.problems()).to.have.length(1);
    expect(flows.problems()[0]).to.include({ code: 'id-taken', file: join(folder, 'b.flow.yaml') });
    expect(flows.problems()[0]?.message).to.include(join(folder, 'a.flow.yaml'));
  });

  it('gives earlier folders the word, and later ones only what the operator grants', async () => {
    write('mine.flow.yaml', flow('product'));
    write('mine.flow.yaml', flow('customer'), other);
    write('theirs.flow.yaml', 'title: x\nsteps:\n  - run: vdc.deploy\n', other);
    const flows = await library({
      folders: [folder, other],
      granted: (file, action) => file.startsWith(folder) || action.kind === 'read',
    });
    expect(flows.current('mine')?.source).to.include('product');
    expect(flows.current('theirs')).to.equal(undefined);
    expect(codes(flows.problems())).to.have.members(['id-taken', 'not-granted']);
  });

  it('checks calls against the other files', async () => {
    write('child.flow.yaml', 'title: Child\ninputs: { n: { type: int, required: true } }\nsteps:\n  - say: x\n');
    write('parent.flow.yaml', 'title: x\nsteps:\n  - { call: child, with: { m: 1 } }\n  - { call: nobody, id: b }\n');
    const flows = await library();
    expect(codes(flows.problems())).to.have.members(['unknown-input', 'missing-input', 'unknown-flow']);
  });

  it('keeps the version a conversation began with, also over a restart', async () => {
    write('one.flow.yaml', flow('old'));
    const flows = await library();
    const old = flows.current('one');
    expect(old).to.not.equal(undefined);
    const hash = old?.hash ?? '';
    write('one.flow.yaml', flow('new'));
    await flows.reload();
    expect(flows.current('one')?.hash).to.not.equal(hash);
    expect(await flows.pinned('one', hash)).to.equal(old);
    rmSync(join(folder, 'one.flow.yaml'));
    const restarted = await library();
    expect(restarted.current('one')).to.equal(undefined);
    expect((await restarted.pinned('one', hash))?.source).to.include('old');
    expect(await restarted.pinned('one', 'nothing')).to.equal(undefined);
    expect(await restarted.pinned('another', hash)).to.equal(undefined);
  });

  it('does not follow links, and refuses files that are too large', async () => {
    write('outside.flow.yaml', flow('outside'), other);
    symlinkSync(join(other, 'outside.flow.yaml'), join(folder, 'linked.flow.yaml'));
    symlinkSync(other, join(folder, 'linked'));
    write('huge.flow.yaml', `title: x\ndescription: ${'x'.repeat(300_000)}\n`);
    const flows = await library();
    expect(flows.list()).to.deep.equal([]);
    expect(codes(flows.problems())).to.include.members(['link', 'file-too-large']);
  });

  it('says so when a folder is not there', async () => {
    const flows = await library({ folders: [join(folder, 'nowhere')] });
    expect(codes(flows.problems())).to.deep.equal(['folder-unreadable']);
  });

  it('reads translations beside the flows', async () => {
    write('one.flow.yaml', 'title: One\nsteps:\n  - { say: Hello, id: greet }\n');
    write('locales/nl/one.yaml', 'title: Een\ngreet: Hallo\nwrong.key: x\n');
    write('locales/fr/one.yaml', 'greet: [');
    const flows = await library();
    expect(flows.current('one')?.translations).to.deep.include({
      nl: { title: 'Een', greet: 'Hallo', 'wrong.key': 'x' },
    });
    expect(flows.problems().map(({ code, severity }) => `${severity} ${code}`)).to.have.members([
      'warning unknown-translation',
      'warning translation',
    ]);
  });

  it('follows changes, all at once and after a moment', async () => {
    write('one.flow.yaml', flow('one'));
    let looks = 0;
    const flows = await library({ follow: true, debounceMs: 40, onProblems: () => void (looks += 1) });
    expect(looks).to.equal(1);
    for (let round = 0; round < 5; round += 1) write('one.flow.yaml', flow(`round ${round}`));
    write('two.flow.yaml', flow('two'));
    const until = Date.now() + 5_000;
    while (flows.current('two') === undefined && Date.now() < until) await pause(20);
    expect(flows.current('one')?.source).to.include('round 4');
    expect(looks).to.be.within(2, 4);
    await flows.close();
    write('three.flow.yaml', flow('three'));
    await pause(120);
    expect(flows.current('three')).to.equal(undefined);
  });
});
