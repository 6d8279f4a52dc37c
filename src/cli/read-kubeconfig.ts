import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { UsageError } from './usage-error.ts';

/** The text of the kubeconfig that was named, or else of the one that kubectl would use. */
export function readKubeconfig(given: string | undefined): string {
  const file = given ?? process.env['KUBECONFIG'] ?? join(homedir(), '.kube/config');
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`There is no kubeconfig at ${file}. Name one with --kubeconfig FILE.`);
  }
}
