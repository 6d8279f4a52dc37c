import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { excerpt } from '#src/setup/run-quietly.js';
import { withLock } from '#src/setup/with-lock.js';
import { thisWorkplace } from '#src/setup/workplace.js';
import { kubernetesOf, lookForBinaries, type Program, packages, type Release } from './find-binaries.ts';
import { startGuarded } from './guarded-process.ts';

/** Builds, with Go and once, the programs that are nowhere yet. Two that want the same wait for each other. */
export async function buildBinaries(release: Release, say: (line: string) => void): Promise<void> {
  if (lookForBinaries(release).missing.length === 0) return;
  await withLock({ ...thisWorkplace(), cache: release.cache, say }, async () => {
    const { missing } = lookForBinaries(release);
    if (missing.length === 0) return;
    say(`Building ${missing.join(', ')} (${release.name}) with Go: once, in 5 to 20 minutes …`);
    for (const program of missing) {
      const begin = performance.now();
      await build(program, release);
      say(`  ${program} … done in ${((performance.now() - begin) / 1_000).toFixed(0)} s.`);
    }
  });
}

/** A program appears in its place only when it is whole. */
async function build(program: Program, release: Release): Promise<void> {
  mkdirSync(release.cache, { recursive: true });
  const draft = join(release.cache, `${program}.${process.pid}.new`);
  const log = `${draft}.log`;
  try {
    const code = await startGuarded(
      [
        'go',
        '-C',
        release.module,
        'build',
        '-trimpath',
        '-ldflags',
        linkFlags(release),
        '-o',
        draft,
        packages[program],
      ],
      { log, env: { CGO_ENABLED: '0' } },
    ).untilEnded();
    if (code !== 0) {
      const said = existsSync(log) ? excerpt(readFileSync(log, 'utf8')) : '';
      throw new Error(`Go could not build ${program}:\n${said}`);
    }
    renameSync(draft, join(release.cache, program));
  } finally {
    for (const file of [draft, log]) rmSync(file, { force: true });
  }
}

/** A plain build does not know its own version, and upgrade checks read it. */
function linkFlags(release: Release): string {
  const version = kubernetesOf(release);
  const [major = '', minor = ''] = version.slice(1).split('.');
  const facts = { gitVersion: version, gitMajor: major, gitMinor: minor, gitCommit: '', gitTreeState: 'clean' };
  const variables = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((owner) =>
    Object.entries(facts).map(([name, value]) => `-X ${owner}.${name}=${value}`),
  );
  return [
    '-s -w',
    ...variables,
    `-X sigs.k8s.io/kwok/pkg/consts.Version=${release.versionOf('sigs.k8s.io/kwok')}`,
  ].join(' ');
}
