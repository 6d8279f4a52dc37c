import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { expect } from 'chai';

import { redisFolder, redisIsThere } from '#src/setup/find-redis.js';

import { TemporaryProject } from './temporary-project.ts';

describe('finding Redis', function () {
  this.timeout(20_000);
  let project: TemporaryProject;
  beforeEach(() => (project = new TemporaryProject()));
  afterEach(() => project.remove());

  /** Runs the step in a process of its own, as a user who is not root; `sudo` decides what that user may do. */
  function findRedis(): { said: string; failed: string | undefined } {
    project.write(
      'step.mjs',
      `import { findRedis } from './src/setup/find-redis.js';
       const said = [];
       const workplace = {
         root: ${JSON.stringify(project.root)},
         cache: ${JSON.stringify(project.workplace.cache)},
         env: ${JSON.stringify(project.env)},
         say: (line) => said.push(line),
       };
       const failed = await findRedis(workplace).then(() => undefined, (error) => error.name + ': ' + error.message);
       console.log(JSON.stringify({ said: said.join('\\n'), failed }));`,
    );
    const { node, options } = unprivileged();
    const { stdout, stderr } = spawnSync(node, [join(project.root, 'step.mjs')], { ...options, encoding: 'utf8' });
    expect(stderr).to.equal('');
    return JSON.parse(stdout) as { said: string; failed: string | undefined };
  }

  /** A system with Debian's package tools: what is not on it yet is `redis-server` and one library. */
  function debian(): void {
    project.program(
      'apt-get',
      `case "$*" in
         *--simulate*) printf 'Inst libjemalloc2 (1.0)\\nInst redis-server (7.0)\\nConf redis-server (7.0)\\n' ;;
         *download*) for last; do :; done; touch libjemalloc2.deb redis-server.deb ;;
       esac`,
    );
    const server = `#!/bin/sh\\necho "Redis server v=7.0.15 $LD_LIBRARY_PATH"\\n`;
    project.program(
      'dpkg',
      `mkdir -p "$3/usr/bin" "$3/usr/lib/x86_64-linux-gnu"
       printf '${server}' > "$3/usr/bin/redis-server"
       chmod +x "$3/usr/bin/redis-server"`,
    );
  }

  it('needs nothing when a Redis is configured, or a server is on PATH', () => {
    expect(redisIsThere(project.workplace)).to.equal(false);
    expect(redisIsThere({ ...project.workplace, env: { REDIS_URL: 'redis://127.0.0.1' } })).to.equal(true);
    project.program('valkey-server', '');
    expect(redisIsThere(project.workplace)).to.equal(true);
  });

  it('installs the package where that takes no password', () => {
    debian();
    const server = join(project.programs, 'redis-server');
    project.program('sudo', `case "$*" in *install*) touch '${server}'; chmod +x '${server}' ;; esac`);
    expect(findRedis()).to.deep.equal({ said: 'Installing Redis from the packages of this system …' });
    expect(project.calls()).to.deep.equal([
      'sudo -n true',
      'sudo -n apt-get -q update -o DPkg::Lock::Timeout=120',
      'sudo -n apt-get -q install -y --no-install-recommends -o DPkg::Lock::Timeout=120 redis-server',
    ]);
    expect(redisIsThere(project.workplace)).to.equal(true);
  });

  it('downloads the package and what it needs into the cache where it may not install', () => {
    debian();
    project.program('sudo', 'exit 1');
    expect(findRedis()).to.deep.equal({
      said: 'Downloading Redis into .cache (a few seconds; nothing is installed on the machine) …',
    });
    const calls = project.calls();
    expect(
      calls
        .filter((call) => call.startsWith('apt-get'))
        .every((call) => call.includes(`Dir::State=${project.root}/.cache/`)),
    ).to.equal(true);
    expect(calls.some((call) => call.endsWith(' download redis-server libjemalloc2'))).to.equal(true);
    expect(calls.filter((call) => call.startsWith('dpkg'))).to.have.length(2);
    expect(redisIsThere(project.workplace)).to.equal(true);
    const program = join(redisFolder(project.workplace.cache), 'redis-server');
    const answer = execFileSync(program, ['--version'], { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } });
    expect(answer).to.equal(`Redis server v=7.0.15 ${project.root}/.cache/redis/root/usr/lib/x86_64-linux-gnu\n`);
    expect(project.has('.cache/redis/debs'), 'downloads are removed').to.equal(false);
  });

  it('downloads it also where installing failed', () => {
    debian();
    project.program('sudo', 'case "$*" in *apt-get*) exit 100 ;; esac');
    expect(findRedis().failed).to.equal(undefined);
    expect(redisIsThere(project.workplace)).to.equal(true);
  });

  it('says what to do when it cannot be downloaded, or does not run', () => {
    debian();
    project.program('apt-get', 'echo "E: Temporary failure resolving"; exit 100');
    expect(findRedis().failed).to.match(
      /^SetUpError: Redis could not be downloaded: connect to the network, [^]*\n {2}E: Temporary failure resolving$/,
    );
    expect(redisIsThere(project.workplace)).to.equal(false);

    debian();
    project.program('dpkg', 'mkdir -p "$3/usr/bin"; printf "#!/bin/sh\\nexit 127\\n" > "$3/usr/bin/redis-server"');
    expect(findRedis().failed).to.match(/^SetUpError: The downloaded Redis does not run here: install redis-server/);
    expect(redisIsThere(project.workplace)).to.equal(false);
  });

  it('says in one sentence what to install on other systems, and lets the wizard itself decide', () => {
    expect(findRedis()).to.deep.equal({
      said: 'A Redis is needed, and there is no redis-server or valkey-server on PATH: install one, or set REDIS_URL to the one you have.',
    });
  });
});

const NOBODY = 65_534;

/** How to run a program without being root, by a Node that such a user can reach. */
function unprivileged(): { node: string; options: { uid?: number; gid?: number } } {
  if (process.getuid?.() !== 0) return { node: process.execPath, options: {} };
  const options = { uid: NOBODY, gid: NOBODY };
  const candidates = [process.execPath, '/usr/local/bin/node', '/usr/bin/node'];
  const node = candidates.find((path) => spawnSync(path, ['--version'], options).status === 0);
  if (node === undefined) throw new Error(`None of these can be run by user ${NOBODY}: ${candidates.join(', ')}.`);
  return { node, options };
}
