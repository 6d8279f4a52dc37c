import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect } from 'chai';

import { TemporaryProject } from './temporary-project.ts';

describe('npm start and the like, on a fresh clone', function () {
  this.timeout(20_000);
  let project: TemporaryProject;
  beforeEach(() => {
    project = new TemporaryProject();
    project.program('npm', 'rm -rf node_modules; mkdir node_modules; sleep 0.2');
    project.program('redis-server', '');
    project.program('chromium', '');
    project.write('web-widget/build.js', "import { mkdirSync } from 'node:fs';\nmkdirSync('web-widget/dist');\n");
    const program = `
      const path = process.env.PATH.split(':').at(-1).replace(${JSON.stringify(project.root)}, '');
      console.log(JSON.stringify({ args: process.argv.slice(2), path, chrome: process.env.CHROME_PATH ?? '' }));
      process.exitCode = Number(process.env.CODE ?? 0);`;
    for (const file of ['src/cli/main.ts', 'test/check.ts', 'test/run.ts']) project.write(file, program);
  });
  afterEach(() => project.remove());

  async function run(
    args: string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<{ code: number; out: string; said: string }> {
    const command = [join(project.root, 'src/setup/run.js'), ...args];
    const ended = await promisify(execFile)(process.execPath, command, { env: { ...project.env, ...env } }).catch(
      (failure: { code: number; stdout: string; stderr: string }) => failure,
    );
    return { code: 'code' in ended ? ended.code : 0, out: ended.stdout.trim(), said: ended.stderr.trim() };
  }

  it('brings what a command needs, says so on stderr, and goes on with it; the second time it just goes on', async () => {
    const out = JSON.stringify({ args: ['start', '--verbose'], path: '/.cache/redis/bin', chrome: '' });
    expect(await run(['start', '--verbose'])).to.deep.equal({
      code: 0,
      out,
      said: 'Installing packages as the lock file says (about half a minute) …\nBuilding the widget for the browser …',
    });
    expect(await run(['start', '--verbose'])).to.deep.equal({ code: 0, out, said: '' });
  });

  it('brings no more than that', async () => {
    const { said, out } = await run(['chat']);
    expect(said).to.equal('Installing packages as the lock file says (about half a minute) …');
    expect(out).to.contain('"args":["chat"]');
    expect((await run(['start', '--help'])).said).to.equal('');
  });

  it('finds the browser for the tests, and passes their arguments and exit code on', async () => {
    const { code, out } = await run(['--task', 'test', 'browser'], { CODE: '3' });
    expect(code).to.equal(3);
    expect(out).to.contain('"args":["browser"]').and.to.contain(`"chrome":"${project.programs}/chromium"`);
  });

  it('installs once when several commands start together', async () => {
    const all = await Promise.all([run(['start']), run(['start']), run(['--task', 'check'])]);
    expect(all.map(({ code }) => code)).to.deep.equal([0, 0, 0]);
    expect(project.calls().filter((call) => call.startsWith('npm ci'))).to.have.length(1);
  });

  it('stops with a sentence when something cannot be had', async () => {
    project.program('npm', 'echo "npm error code EAI_AGAIN"; exit 1');
    const { code, said, out } = await run(['start']);
    expect({ code, out }).to.deep.equal({ code: 1, out: '' });
    expect(said)
      .to.contain('the npm registry cannot be reached')
      .and.not.to.match(/\n +at /);
  });

  it('knows its tasks', async () => {
    const { code, said } = await run(['--task', 'constructor']);
    expect({ code, said }).to.deep.equal({
      code: 1,
      said: 'There is no task "constructor". Known: check, test, bench, cluster, matrix, eval, eval:understanding, train:understanding, chaos.',
    });
  });

  it('gets the signals that are sent to npm: no shell stands between', () => {
    const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
      scripts: { [name: string]: string };
    };
    const ours = Object.values(scripts).filter((script) => script.includes('src/setup/run.js'));
    expect(ours).not.to.have.length(0);
    for (const script of ours) expect(script).to.match(/^exec node /);
  });
});
