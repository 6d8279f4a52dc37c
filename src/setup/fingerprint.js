import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A hash over files and everything in folders: names and contents, in a fixed order. What is missing counts as missing.
 *
 * @param {string} root
 * @param {string[]} paths relative to the root
 * @param {string[]} [without] names that are skipped wherever they occur
 * @returns {string}
 */
export function fingerprint(root, paths, without = []) {
  const hash = createHash('sha256');
  /** @param {string} path */
  const add = (path) => {
    const stats = statSync(join(root, path), { throwIfNoEntry: false });
    if (stats === undefined) hash.update(`missing ${path}\0`);
    else if (stats.isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) {
        if (!without.includes(name)) add(join(path, name));
      }
    } else if (stats.isFile()) {
      const content = readFileSync(join(root, path));
      hash.update(`file ${path} ${content.length}\0`).update(content);
    }
  };
  for (const path of paths) add(path);
  return hash.digest('hex');
}
