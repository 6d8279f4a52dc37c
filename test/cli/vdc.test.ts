import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect } from 'chai';
import { Redis } from 'ioredis';

import { simulatedEngine, simulatedOptionsSchema } from '#src/provisioning/engines/simulated/index.ts';
import { context } from '#test/contracts/apply-context.ts';
import { testRedis } from '#test/support/redis.ts';

describe('3bot vdc', function () {
  this.timeout(40_000);
  const folder = mkdtempSync(join(tmpdir(), '3bot-vdc-'));
  const main = join(import.meta.dirname, '../../src/cli/main.ts');
  const file = join(folder, 'my.kubeconfig');
  let redis: Redis;
  let place: { REDIS_URL: string; REDIS_PREFIX: string };
  let grid: ReturnType<typeof simulatedEngine>;

  before(async () => {
    const { url, prefix } = await testRedis();
    place = { REDIS_URL: `unix://${url}`, REDIS_PREFIX: prefix.replace(/:$/, '') };
    redis = new Redis(url);
    grid = simulatedEngine({ redis, prefix: `${prefix}grid:`, options: simulatedOptionsSchema.parse({ speed: 500 }) });
    await grid.start();
    const plan = await grid.plan({
      name: 'theirs',
      owner: 'ada',
      controllerSize: 'small',
      controllers: 1,
      workerSize: 'small',
      workers: 1,
      placement: {},
      publicIp: false,
    });
    const { ref } = await grid.apply(plan, context('cli/1.0'));
    writeFileSync(file, await grid.kubeconfig(ref));
    writeFileSync(join(folder, 'allow.yaml'), 'engines:\n  adopted:\n    allow: [127.0.0.0/8]\n');
  });
  after(async () => {
    await grid.stop();
    redis.disconnect();
    rmSync(folder, { recursive: true });
  });

  async function call(
    args: string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<{ code: number; out: string; error: string }> {
    const all = { ...process.env, DATA_DIR: folder, CONFIG: join(folder, 'allow.yaml'), ...place, ...env };
    const ended = await promisify(execFile)(process.execPath, [main, 'vdc', ...args], { env: all }).catch(
      (failure: { code: number; stdout: string; stderr: string }) => failure,
    );
    return { code: 'code' in ended ? ended.code : 0, out: ended.stdout, error: ended.stderr };
  }
  const adopt = ['adopt', '--kubeconfig', file, '--name', 'office'];

  it('takes in a cluster, once under a name, and lists it', async () => {
    expect(await call(['list'])).to.include({ code: 0, out: '' });
    const first = await call(adopt);
    expect(first.error).to.equal(
      '"office" is one of the VDCs of local now: Kubernetes v1.36.3+k3s1, 1 controller, 1 worker, ready.\n',
    );
    expect(first.code).to.equal(0);
    expect((await call(adopt)).error).to.include('You already have a VDC called "office"');
    const { out } = await call(['list']);
    expect(out).to.match(
      /^NAME +STATE +ENGINE +NODES +VERSION\noffice +Ready +adopted +1 controller, 1 worker +v1\.36\.3\+k3s1\n$/,
    );
    expect((await call(['list', '--owner', 'grace'])).error).to.equal('grace has no VDC.\n');
  });

  it('keeps nothing of what it refuses', async () => {
    const refused = await call(['adopt', '--kubeconfig', file, '--name', 'other'], { CONFIG: '' });
    expect(refused.code).to.equal(1);
    expect(refused.error).to.include('where this wizard may not go');
    expect((await call(['list'])).out).to.not.include('other');
  });

  it('says what is wrong with how it was called', async () => {
    for (const [args, sentence] of [
      [[], 'Say "3bot vdc list", "3bot vdc adopt" or'],
      [['adopt', '--name', 'office'], '--kubeconfig FILE'],
      [['adopt', '--kubeconfig', file], '--name NAME'],
      [['adopt', '--kubeconfig', file, '--name', 'X'], '3 to 20 lower-case letters'],
      [['adopt', '--kubeconfig', '/nowhere', '--name', 'office-2'], 'a file that can be read'],
    ] as const) {
      const { code, error } = await call([...args]);
      expect(error).to.include(sentence);
      expect(code).to.equal(2);
    }
  });

  it('breaks nothing that is real', async () => {
    const { code, error } = await call(['break', 'office', 'surprise']);
    expect(error).to.include('"office" is real, so I break nothing in it.');
    expect(code).to.equal(2);
    expect((await call(['break', 'nowhere'])).error).to.include('local has no VDC "nowhere"');
  });
});
