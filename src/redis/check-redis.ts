import type { Redis } from 'ioredis';

import { orTrouble } from './redis-trouble.ts';

const OLDEST_VERSION = [6, 2];

/** Something about a Redis that people should know before they trust it with conversations. */
export interface RedisFinding {
  code:
    | 'REDIS_VERSION'
    | 'REDIS_LOADING'
    | 'REDIS_EVICTS'
    | 'REDIS_NOT_DURABLE'
    | 'REDIS_SYNC'
    | 'REDIS_DISK'
    | 'REDIS_READ_ONLY';
  /** With an error, the wizard does not start: it would lose what people say. */
  severity: 'error' | 'warning';
  /** What is wrong and how to mend it. */
  message: string;
}

/** Looks at the settings that decide whether what Redis acknowledged is kept. Rejects with `REDIS_AWAY` if it is. */
export async function checkRedis(redis: Redis): Promise<RedisFinding[]> {
  const facts = factsIn(await orTrouble(redis.info()));
  const findings: RedisFinding[] = [];
  const version = facts.get('redis_version') ?? '0';
  if (isOlder(version)) {
    findings.push({
      code: 'REDIS_VERSION',
      severity: 'error',
      message: `Redis ${version} is too old: upgrade it to ${OLDEST_VERSION.join('.')} or later.`,
    });
  }
  if (facts.get('loading') === '1') {
    findings.push({
      code: 'REDIS_LOADING',
      severity: 'error',
      message: 'Redis is still reading its data: start again in a moment.',
    });
  }
  if (facts.get('role') === 'slave') {
    findings.push({
      code: 'REDIS_READ_ONLY',
      severity: 'error',
      message: 'This Redis is a read-only replica: point REDIS_URL at the primary.',
    });
  }
  const policy = facts.get('maxmemory_policy') ?? 'noeviction';
  if (facts.get('maxmemory') !== '0' && policy !== 'noeviction') {
    findings.push({
      code: 'REDIS_EVICTS',
      severity: 'error',
      message: `Redis deletes conversations when its memory is full (maxmemory-policy ${policy}): set it to noeviction.`,
    });
  }
  if (facts.get('aof_enabled') !== '1') {
    findings.push({
      code: 'REDIS_NOT_DURABLE',
      severity: 'warning',
      message: 'Redis does not write down what it acknowledges, a restart loses conversations: set appendonly to yes.',
    });
  } else if ((await setting(redis, 'appendfsync')) === 'everysec') {
    findings.push({
      code: 'REDIS_SYNC',
      severity: 'warning',
      message:
        'A crash of this Redis may lose its last moments, because with appendfsync everysec it answers before it ' +
        'writes while it is syncing: set appendfsync to always where that must not be.',
    });
  }
  if ([facts.get('aof_last_write_status'), facts.get('rdb_last_bgsave_status')].includes('err')) {
    findings.push({
      code: 'REDIS_DISK',
      severity: 'warning',
      message: 'Redis cannot write to its disk and takes nothing new: make room on the disk of its data folder.',
    });
  }
  return findings;
}

function factsIn(info: string): Map<string, string> {
  const facts = new Map<string, string>();
  for (const line of info.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0 && !line.startsWith('#')) facts.set(line.slice(0, colon), line.slice(colon + 1));
  }
  return facts;
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_VERSION;
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

/** Hosted servers do not let everybody read their configuration: then nothing is known, and nothing is said. */
async function setting(redis: Redis, name: string): Promise<string | undefined> {
  try {
    const reply: unknown = await redis.config('GET', name);
    return Array.isArray(reply) && typeof reply[1] === 'string' ? reply[1] : undefined;
  } catch {
    return undefined;
  }
}
