import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { findOnPath } from '#src/setup/find-on-path.js';
import { fingerprint } from '#src/setup/fingerprint.js';

/** Every package of the homeserver, with its version and hashes. */
export const requirements = join(import.meta.dirname, 'synapse-requirements.txt');

/** Where Synapse is kept once it is installed: apart for each list of packages, for every copy of the project here. */
export function synapseFolder(): string {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), '3bot-wizard');
  const hash = fingerprint(import.meta.dirname, ['synapse-requirements.txt']).slice(0, 12);
  return join(cache, 'synapse', `${process.platform}-${process.arch}-${hash}`);
}

/** The Python that has Synapse, or undefined where it is not installed yet. */
export function findSynapse(): string | undefined {
  const python = join(synapseFolder(), 'bin', 'python');
  // The mark is written when everything is installed; the link behind `python` breaks when that Python goes away.
  return existsSync(join(synapseFolder(), 'installed')) && existsSync(python) ? python : undefined;
}

/** A Python to install Synapse with. */
export const findPython = (): string | undefined => findOnPath(['python3'], process.env);
