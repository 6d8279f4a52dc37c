import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { run } from '#src/cli/upgrade-check.ts';
import { UsageError } from '#src/cli/usage-error.ts';
import type { ManifestReport, UpgradeReport } from '#src/cluster/upgrade/index.ts';
import { openVdc } from '#src/provisioning/vdc-clusters.ts';
import { deployment } from '#test/contracts/cluster/drafts.ts';
import { callerOf } from '#test/provisioning/actions/world.ts';
import { type InsideVdc, insideVdc } from '#test/provisioning/changes/inside-vdc.ts';
import { rejection } from '#test/support/rejection.ts';

const main = join(import.meta.dirname, '../../src/cli/main.ts');

/** Runs the command as a person would. */
async function check(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  return await new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1', KUBECONFIG: '/nowhere' };
    execFile(process.execPath, [main, 'upgrade-check', ...args], { env }, (failure, out, error) => {
      resolve({ code: typeof failure?.code === 'number' ? failure.code : 0, out, error });
    });
  });
}

describe('3bot upgrade-check', function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), '3bot-upgrade-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  describe('of manifests', () => {
    before(() => {
      mkdirSync(join(folder, 'charts/.git'), { recursive: true });
      const old = 'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata:\n  name: "nightly\u001b[2J"\n';
      writeFileSync(join(folder, 'charts/job.yaml'), old);
      writeFileSync(join(folder, 'charts/.git/job.yaml'), old);
      writeFileSync(join(folder, 'charts/readme.md'), old);
      writeFileSync(join(folder, 'fine.yaml'), 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n');
      writeFileSync(
        join(folder, 'claim.yaml'),
        'apiVersion: resource.k8s.io/v1beta1\nkind: ResourceClaim\nmetadata: {name: gpu}\n',
      );
      symlinkSync('/', join(folder, 'charts/everything'));
    });

    it('says where what goes is written, and fails', async () => {
      const { code, out } = await check('--to', 'v1.36', '--manifests', folder);
      expect(code).to.equal(1);
      expect(out).to.contain('✘ CronJob batch/v1beta1 is removed in 1.25: v1.36 does not take it.');
      expect(out).to.contain(`${join(folder, 'charts/job.yaml')}:1 CronJob "nightly`);
      expect(out).to.contain('! ResourceClaim resource.k8s.io/v1beta1 is deprecated, and will be removed in 1.38.');
      expect(out).to.contain('Not yet: 1 thing has to be put right first, 1 thing is worth knowing.');
      // What a file says does not move the cursor.
      expect(out).not.to.contain('\u001b[2J');
    });

    it('is strict when asked to be', async () => {
      const claim = join(folder, 'claim.yaml');
      expect((await check('--to', 'v1.36', '--manifests', claim)).code).to.equal(0);
      expect((await check('--to', 'v1.36', '--manifests', claim, '--strict')).code).to.equal(1);
    });

    it('is short when all is well, and says as much to programs', async () => {
      const fine = join(folder, 'fine.yaml');
      const { code, out } = await check('--to', 'v1.36', '--manifests', fine);
      expect(code).to.equal(0);
      expect(out).to.equal(`${fine}, 1 file, for Kubernetes v1.36\n\n✔ Nothing in there is removed or deprecated.\n`);
      const report = JSON.parse((await check('--to', 'v1.36', '--manifests', fine, '--json')).out) as ManifestReport;
      expect(report).to.deep.equal({ version: 1, to: 'v1.36', verdict: 'ready', files: 1, lines: [], notLookedAt: [] });
    });
  });

  describe('of a cluster', () => {
    let inside: InsideVdc;
    const file = join(folder, 'vdc.kubeconfig');

    before(async () => {
      inside = await insideVdc();
      const { engine, record } = await openVdc(inside.world.services, callerOf('ada'), 'demo');
      writeFileSync(file, await engine.kubeconfig(record.ref ?? ''));
    });
    after(async () => {
      inside.cluster.close();
      await inside.world.close();
    });

    it('says what is worth knowing, and what it could not see', async () => {
      await inside.cluster.apply(deployment(inside.namespace, 'single'));
      const { code, out } = await check('--to', 'v1.37', '--kubeconfig', file);
      expect(code).to.equal(0);
      expect(out).to.match(/Kubernetes v1\.36\.3\+k3s1 → v1\.37\n/);
      expect(out).to.contain(`! "${inside.namespace}/single" has one copy only.`);
      expect(out).to.contain('→ Run "single" in two copies (reversible)');
      expect(out).to.contain(
        'Not looked at:\n  · APIs that are removed on the way: the cluster does not show /metrics of the API server.',
      );
      expect(out).to.match(/It can be done; 3 things are worth knowing first\. \d+ checks found nothing\./);
    });

    it('takes what it is told of backups', async () => {
      const today = new Date().toISOString();
      const { out } = await check('--to', 'v1.37', '--kubeconfig', file, '--backup', today, '--all');
      expect(out).to.contain('✔ The newest backup is less than an hour old.');
    });

    it('refuses to go back, and says what would help', async () => {
      const { code, out } = await check('--to', 'v1.35', '--kubeconfig', file, '--json');
      expect(code).to.equal(1);
      const report = JSON.parse(out) as UpgradeReport;
      expect(report).to.deep.include({
        version: 1,
        from: 'v1.36.3+k3s1',
        to: 'v1.35',
        hops: [],
        verdict: 'blocked',
        notLookedAt: [],
      });
      expect(report.lines.map(({ title }) => title)).to.deep.equal([
        'v1.35 is older than v1.36.3+k3s1, and Kubernetes does not go back.',
      ]);
    });
  });

  const wrong: [title: string, args: string[], says: string][] = [
    ['nowhere to go', [], 'Say where to go: --to v1.36'],
    ['a word in place of a version', ['--to', 'latest'], '--to is a version such as v1.36'],
    ['no kubeconfig', ['--to', 'v1.36', '--kubeconfig', '/nowhere'], 'There is no kubeconfig at /nowhere'],
    ['no folder', ['--to', 'v1.36', '--manifests', '/nowhere'], '/nowhere cannot be read'],
    ['both at once', ['--to', 'v1.36', '--manifests', '.', '--kubeconfig', 'x'], 'not both'],
  ];
  for (const [title, args, says] of wrong) {
    it(`says what is wrong with ${title}`, async () => {
      const failure = await rejection(run(args));
      expect(failure).to.be.instanceOf(UsageError);
      expect(failure.message).to.contain(says);
    });
  }

  it('is one of the commands, and wrong usage ends in 2', async () => {
    const { code, error } = await check('--fix');
    expect(code).to.equal(2);
    expect(error).to.contain('See "3bot help upgrade-check".');
  });
});
