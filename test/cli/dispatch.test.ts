import { expect } from 'chai';

import { type Command, commands } from '#src/cli/commands.ts';
import { dispatch } from '#src/cli/dispatch.ts';
import { UsageError } from '#src/cli/usage-error.ts';

describe('the command line', () => {
  /** What one call of a small command line says and returns. */
  async function call(...args: string[]): Promise<{ code: number; out: string; error: string }> {
    const said = { out: '', error: '' };
    const code = await dispatch(args, known, {
      out: (text) => (said.out += text),
      error: (text) => (said.error += text),
    });
    return { code, ...said };
  }

  const command = (run: Command['run']) => () => Promise.resolve({ help: '3bot greet: say hello\n', run });
  const known = {
    greet: { summary: 'say hello', load: command((args) => Promise.resolve(args.length)) },
    broken: { summary: 'fail', load: command(() => Promise.reject(new Error('our bug'))) },
    refused: {
      summary: 'fail in words',
      load: command(() => Promise.reject(Object.assign(new Error('No port is free.'), { code: 'NO_PORT' }))),
    },
    misused: { summary: 'complain', load: command(() => Promise.reject(new UsageError('--owner is missing.'))) },
  };

  it('gives a command its own arguments and returns its code', async () => {
    expect(await call('greet', 'a', '--b')).to.deep.equal({ code: 2, out: '', error: '' });
  });

  it('explains itself', async () => {
    for (const args of [[], ['help'], ['--help'], ['-h']]) {
      const { code, out } = await call(...args);
      expect(code).to.equal(0);
      expect(out).to.contain('  greet    say hello\n  broken   fail\n');
    }
    for (const args of [
      ['help', 'greet'],
      ['greet', '--help'],
      ['greet', 'x', '-h'],
    ]) {
      expect(await call(...args)).to.deep.equal({ code: 0, out: '3bot greet: say hello\n', error: '' });
    }
  });

  it('says which version it is', async () => {
    for (const word of ['--version', '-v', 'version']) {
      expect(await call(word))
        .to.deep.include({ code: 0, error: '' })
        .and.property('out')
        .to.match(/^\d+\.\d+\.\d+\n$/);
    }
  });

  it('says what an unknown command could have been', async () => {
    const { code, out, error } = await call('greeet');
    expect({ code, out }).to.deep.equal({ code: 2, out: '' });
    expect(error).to.match(/^There is no command "greeet"\. Did you mean "greet"\?\n\nCommands:\n {2}greet/);
    expect((await call('constructor')).error).to.match(/^There is no command "constructor"\.\n/);
    expect((await call('help', 'nothing')).code).to.equal(2);
  });

  it('says failures in words, and shows where our own bugs are', async () => {
    expect(await call('refused')).to.deep.equal({ code: 1, out: '', error: 'No port is free.\n' });
    const { code, error } = await call('broken');
    expect(code).to.equal(1);
    expect(error).to.match(/^Error: our bug\n +at /);
  });

  it('tells wrong usage from failure', async () => {
    const { code, error } = await call('misused');
    expect(code).to.equal(2);
    expect(error).to.equal('--owner is missing.\n\nSee "3bot help misused".\n');
  });

  it('loads every command it lists, each with its help', async () => {
    for (const [name, { load }] of Object.entries(commands)) {
      const { help } = await load();
      expect(help, name).to.match(new RegExp(`^3bot ${name}: [^\\n]+\\n\\n`));
      for (const line of help.split('\n')) expect(line.length, line).to.be.at.most(120);
    }
  });
});
