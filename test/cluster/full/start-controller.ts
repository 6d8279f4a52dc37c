import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { ControlPlane } from '../control-plane.ts';
import { releaseOf } from '../find-binaries.ts';
import { type GuardedProcess, startGuarded } from '../guarded-process.ts';

/** Runs a real controller on a control plane, as its administrator; what it says is beside what the parts say. */
export function startController(
  plane: ControlPlane,
  name: 'k3k' | 'system-upgrade-controller',
  options: { flags?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
): GuardedProcess {
  const program = join(releaseOf(name).cache, name);
  if (!existsSync(program))
    throw new Error(`There is no ${name} yet: \`npm run test:cluster:full\` builds it, with Go.`);
  return startGuarded([program, `--kubeconfig=${join(plane.folder, 'admin.kubeconfig')}`, ...(options.flags ?? [])], {
    log: join(plane.folder, `${name}.log`),
    ...(options.env === undefined ? {} : { env: options.env }),
  });
}
