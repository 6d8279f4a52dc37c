import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect } from 'chai';

import { masterKey } from '#src/accounts/master-key.ts';
import { Tokens } from '#src/accounts/tokens.ts';

describe('3bot token create', function () {
  this.timeout(20_000);
  const dataDir = mkdtempSync(join(tmpdir(), '3bot-token-'));
  after(() => rmSync(dataDir, { recursive: true }));

  const main = join(import.meta.dirname, '../../src/cli/main.ts');

  async function call(...args: string[]): Promise<{ code: number; out: string; error: string }> {
    const env = { ...process.env, DATA_DIR: dataDir };
    const ended = await promisify(execFile)(process.execPath, [main, 'token', ...args], { env }).catch(
      (failure: { code: number; stdout: string; stderr: string }) => failure,
    );
    return { code: 'code' in ended ? ended.code : 0, out: ended.stdout, error: ended.stderr };
  }

  it('prints a token the wizard of this data folder takes, and nothing else', async () => {
    const { code, out, error } = await call('create', '--owner', 'ada', '--roles', 'owner,approver', '--ttl', '12h');
    expect(code).to.equal(0);
    expect(error).to.match(/^For ada \(owner, approver\), until \d{4}-\d\d-\d\d \d\d:\d\d UTC\.\n$/);
    const identity = await new Tokens(await masterKey({ dataDir })).verify(out.trim());
    expect(identity).to.include({ owner: 'ada', name: 'ada' });
    expect(identity.roles).to.deep.equal(['owner', 'approver']);
    expect(identity.until - Date.now()).to.be.within(11.9 * 3_600_000, 12 * 3_600_000);
  });

  it('says what is missing or wrong', async () => {
    expect((await call()).error).to.contain('Say "3bot token create".');
    expect((await call('create')).error).to.contain('Say whose token it is: --owner NAME.');
    expect((await call('create', '--owner', 'ada', '--ttl', 'ever')).error).to.contain(
      '--ttl should be a time such as',
    );
    const { code, out, error } = await call('create', '--owner', 'ada', '--role', 'owner');
    expect({ code, out }).to.deep.equal({ code: 2, out: '' });
    expect(error).to.contain("Unknown option '--role'");
  });
});
