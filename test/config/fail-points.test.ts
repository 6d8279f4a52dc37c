import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { expect } from 'chai';

import { failPointsFrom } from '#src/fail-points.ts';

describe('fail points', () => {
  const file = join(import.meta.dirname, '../../src/fail-points.ts');

  /** What a process prints that passes points `a`, `b`, `a`, and how it ends. */
  function pass(failAt: string): { printed: string; signal: NodeJS.Signals | null } {
    const program = `
      const { failPointsFrom } = await import(${JSON.stringify(file)});
      const point = failPointsFrom(process.env);
      for (const name of ['a', 'b', 'a']) {
        point(name);
        console.log(name);
      }`;
    const env = { ...process.env, NODE_ENV: 'test', FAIL_AT: failAt };
    const { stdout, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { env });
    return { printed: stdout.toString().trim().split('\n').join(' '), signal };
  }

  it('kill the process at the n-th time and not before', () => {
    expect(pass('a:1')).to.deep.equal({ printed: '', signal: 'SIGKILL' });
    expect(pass('a:2')).to.deep.equal({ printed: 'a b', signal: 'SIGKILL' });
    expect(pass('a:9,b:1')).to.deep.equal({ printed: 'a', signal: 'SIGKILL' });
    expect(pass('a:3')).to.deep.equal({ printed: 'a b a', signal: null });
  });

  it('are refused outside tests', () => {
    expect(() => failPointsFrom({ FAIL_AT: 'a:1' })).to.throw('works only with NODE_ENV=test');
    expect(() => failPointsFrom({ FAIL_AT: 'a:1', NODE_ENV: 'production' })).to.throw('unset it');
  });

  it('do nothing when none is set', () => {
    expect(failPointsFrom({ NODE_ENV: 'production' })('a')).to.equal(undefined);
  });

  it('refuse a name nobody knows, and what is no point', () => {
    const env = (failAt: string) => ({ NODE_ENV: 'test', FAIL_AT: failAt });
    expect(() => failPointsFrom(env('commit.affter:1'), ['commit.before', 'commit.after'])).to.throw(
      'FAIL_AT names "commit.affter", which is no fail point. Known: commit.before, commit.after.',
    );
    for (const text of ['a', 'a:0', 'a:x', ':1', 'a:1,']) {
      expect(() => failPointsFrom(env(text)), text).to.throw('FAIL_AT should be name:n');
    }
  });
});
