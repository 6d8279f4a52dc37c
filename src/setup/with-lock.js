import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Does the work while no other process does work under this lock. A lock whose process is gone is taken over.
 *
 * @template T
 * @param {import('./workplace.js').Workplace} workplace
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock({ cache, say }, work) {
  mkdirSync(cache, { recursive: true });
  const lock = join(cache, 'setup.lock');
  let told = false;
  while (!take(lock)) {
    const holder = readHolder(lock);
    if (holder === undefined) continue;
    if (!isAlive(holder)) {
      breakStale(lock, holder);
      continue;
    }
    if (!told) say(`Another set-up is at work here (process ${holder.pid}); waiting for it …`);
    told = true;
    await pause(100);
  }
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

/**
 * Who holds a lock. A process id alone is not enough: ids are used again.
 *
 * @typedef {{ text: string, pid: number, started: string }} Holder
 */

/**
 * A lock appears with its content at once, by a link, so that nobody ever reads an empty one.
 *
 * @param {string} lock
 * @returns {boolean}
 */
function take(lock) {
  const draft = `${lock}.${process.pid}.new`;
  writeFileSync(draft, `${process.pid} ${startOf(process.pid)}`);
  return moveIfFree(draft, lock);
}

/**
 * @param {string} from
 * @param {string} lock
 * @returns {boolean} whether the lock's place was free
 */
function moveIfFree(from, lock) {
  try {
    linkSync(from, lock);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(from, { force: true });
  }
}

/**
 * The holder, or undefined when the lock has just been released.
 *
 * @param {string} lock
 * @returns {Holder | undefined}
 */
function readHolder(lock) {
  try {
    const text = readFileSync(lock, 'utf8');
    const [pid = '', started = ''] = text.split(' ');
    return { text, pid: Number(pid), started };
  } catch {
    return undefined;
  }
}

/**
 * Removes a dead process's lock, and only that one: whoever moved it away looks at what he holds, and a lock that was
 * taken by somebody living meanwhile goes back to its place.
 *
 * @param {string} lock
 * @param {Holder} dead
 */
function breakStale(lock, dead) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  if (moved === undefined || moved.text === dead.text) rmSync(aside, { force: true });
  else moveIfFree(aside, lock);
}

/**
 * @param {Holder} holder
 * @returns {boolean}
 */
function isAlive({ pid, started }) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of somebody else may not be signalled, but lives.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return startOf(pid) === started;
}

/**
 * When a process began, in the kernel's own count; empty where there is no /proc.
 *
 * @param {number} pid
 * @returns {string}
 */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
