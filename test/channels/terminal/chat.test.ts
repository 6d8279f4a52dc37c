import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { expect } from 'chai';

import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

import { ChatTerminal, keys } from './chat-terminal.ts';

const program = join(import.meta.dirname, '../../../src/cli/main.ts');
const flows = join(import.meta.dirname, 'flows');

describe('3bot chat', function () {
  this.timeout(120_000);
  let wizard: TestWizard;
  let folder: string;

  before(async () => {
    wizard = await startTestWizard((config) => ({
      ...config,
      flows: { ...config.flows, folders: [...config.flows.folders, flows] },
    }));
    folder = mkdtempSync(join(tmpdir(), '3bot-chat-'));
  });

  after(async () => {
    await wizard.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const chat = (...args: string[]): string[] => [program, 'chat', '--server', wizard.address, ...args];

  const answers = (text: string): string => {
    const file = join(folder, 'answers.yaml');
    writeFileSync(file, text);
    return file;
  };

  it('walks a list with the arrows at a terminal, and leaves with the way back', async () => {
    const terminal = new ChatTerminal(['--server', wizard.address]);
    await terminal.shows(/❯ 1\) Deploy a data center/);
    terminal.type(keys.down);
    await terminal.shows(/❯ 2\)/);
    terminal.type(keys.up);
    await terminal.shows(/❯ 1\)/);
    terminal.type(keys.enter);
    // What was chosen stays, and the list goes.
    await terminal.shows(/› Deploy a data center\nWhat shall your virtual data center be called/);
    expect((await terminal.lines()).join('\n')).to.not.include('❯');
    terminal.type(`shop${keys.enter}`);
    await terminal.shows(/❯ 1\) Micro/);
    terminal.type('med');
    await terminal.shows(/❯ 3\) Medium[^\n]*\n› med/);
    terminal.type(keys.enter);
    await terminal.shows(/› Medium[^]*❯ 1\) Deploy it/);
    expect(terminal.written).to.include('\u001b[?2004h');
    terminal.type(keys.interrupt);
    await terminal.shows(/Go on any time with: npm run chat -- --resume [\w-]+/);
    expect(await terminal.code).to.equal(130);
    expect(terminal.written).to.include('\u001b[?2004l');
  });

  it('ticks several, hides a secret, keeps what was typed, and shows work in one line that changes', async () => {
    const terminal = new ChatTerminal(['--server', wizard.address, '--flow', 'terminal-kinds']);
    await terminal.shows(/❯ 1\) ◯ Red/);
    terminal.type(keys.space);
    await terminal.shows(/❯ 1\) ◉ Red/);
    terminal.type(`${keys.down}${keys.down}${keys.space}`);
    await terminal.shows(/❯ 3\) ◉ Blue/);
    terminal.type(keys.enter);
    await terminal.shows(/› Red, Blue\n[^]*the password/);
    terminal.type('s3cret-canary');
    await terminal.shows(/› •{13}$/m);
    terminal.type(keys.enter);
    await terminal.shows(/Anything else\?/);
    terminal.type('a first word\u0017line');
    await terminal.shows(/› a first line$/m);
    terminal.type(keys.enter);
    await terminal.shows(/red and blue, and a first line/);
    expect(terminal.written).to.not.include('s3cret-canary');
    await terminal.stop();
  });

  it('says plain lines in a pipe, without any colour', async () => {
    const piped = new Running(process.execPath, chat('--flow', 'hello'));
    await piped.says(/name/i);
    piped.type('Ada\n');
    piped.child.stdin.end();
    expect(await piped.code).to.equal(0);
    expect(piped.raw).to.include('Ada');
    expect(stripVTControlCharacters(piped.raw)).to.equal(piped.raw);
  });

  it('speaks the language that it is told', async () => {
    const piped = new Running(process.execPath, chat('--flow', 'hello', '--language', 'fr'));
    await piped.says(/Comment vous appelez-vous/);
    piped.type('Ada\n');
    await piped.says(/Bonjour, Ada/);
    piped.child.stdin.end();
    expect(await piped.code).to.equal(0);
  });

  it('deploys by a file, and says what is missing or wrong in it', async () => {
    const whole = answers('name: by-file\nsize: small\nconfirm: true\nnext: done\n');
    const done = new Running(process.execPath, chat('--flow', 'deploy-vdc', '--answers', whole));
    expect(await done.code, done.raw).to.equal(0);
    expect(done.raw).to.include('by-file is ready');

    const part = new Running(
      process.execPath,
      chat('--flow', 'deploy-vdc', '--answers', answers('name: part\nsize: small\n')),
    );
    expect(await part.code).to.equal(3);
    expect(part.errors).to.match(/has no answer to confirm .*Possible: true, false\./s);

    const wrong = new Running(
      process.execPath,
      chat('--flow', 'deploy-vdc', '--answers', answers('name: UPPER CASE\n')),
    );
    expect(await wrong.code).to.equal(4);
    expect(wrong.errors).to.match(/The answer to name in .* was not taken/);

    const none = new Running(process.execPath, chat('--answers', join(folder, 'nowhere.yaml')));
    expect(await none.code).to.equal(2);
  });

  it('speaks JSON to programs', async () => {
    const program = new Running(process.execPath, chat('--json', '--flow', 'deploy-vdc'));
    await program.says(/"event":"prompt"/);
    program.type('nonsense {\n{"type":"nothing"}\n');
    await program.says(/This line is no reply/);
    program.child.stdin.end();
    expect(await program.code).to.equal(0);
    const events = program.raw
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });
    expect(events[0]?.event).to.equal('opened');
    expect(events.at(-1)).to.include({ event: 'end', code: 0 });
  });

  it('says where there is no wizard', async () => {
    const lost = new Running(process.execPath, [program, 'chat', '--server', 'http://127.0.0.1:9']);
    expect(await lost.code).to.equal(1);
    expect(lost.errors).to.include('There is no wizard at http://127.0.0.1:9.');
  });

  it('takes an address as people write it, and says what is wrong with what is none', async () => {
    const short = new Running(process.execPath, [program, 'chat', '--server', new URL(wizard.address).host]);
    await short.says(/What can I do for you/);
    short.child.stdin.end();
    expect(await short.code).to.equal(0);
    for (const [option, value] of [
      ['--server', 'ftp://127.0.0.1'],
      ['--server', 'not an address'],
      ['--resume', 'nope'],
    ] as const) {
      const wrong = new Running(process.execPath, [program, 'chat', option, value]);
      expect(await wrong.code).to.equal(2);
      expect(wrong.errors).to.match(new RegExp(`^${option} .*"${value}"`));
    }
  });

  it('does not wait for ever where nothing is asked', async () => {
    const unknown = new Running(process.execPath, chat('--flow', 'no-such-flow'));
    expect(await unknown.code).to.equal(1);
    expect(unknown.raw).to.include('no-such-flow');
    expect(unknown.errors).to.include('Nothing is asked here.');
  });
});

/** A chat that runs, and what it has said. */
class Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly code: Promise<number | null>;
  raw = '';
  errors = '';
  #read = 0;
  #wake: () => void = () => undefined;

  constructor(command: string, args: readonly string[]) {
    const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
    this.child = spawn(command, args, { env: { ...env, TERM: 'xterm-256color', COLUMNS: '80' } });
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.raw += text;
      this.#wake();
    });
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.errors += text;
    });
    this.code = new Promise((resolve) => this.child.once('close', resolve));
    void this.code.then(() => this.#wake());
  }

  type(text: string): void {
    this.child.stdin.write(text);
  }

  /** Waits until it says this, behind what was waited for last. */
  async says(words: RegExp): Promise<void> {
    for (;;) {
      const text = stripVTControlCharacters(this.raw.slice(this.#read));
      if (words.test(text)) {
        this.#read = this.raw.length;
        return;
      }
      if (this.child.exitCode !== null) throw new Error(`it ended without ${words}:\n${text}\n${this.errors}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
