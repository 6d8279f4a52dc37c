import { existsSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** Whether a server took a command. While it reads its data, it answers with an error. */
export async function askRedis(url: string, command: 'PING' | 'SHUTDOWN'): Promise<boolean> {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableReadyCheck: false,
    disableClientInfo: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    commandTimeout: 2_000,
  });
  redis.on('error', () => {});
  try {
    await redis.connect();
    await redis.call(command);
    return true;
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

/** A bare connection that does nothing but end when the server does. */
export function connectionTo(url: string): Promise<Socket> {
  return new Promise((done, reject) => {
    const address = url.startsWith('/') ? { path: url } : { host: '127.0.0.1', port: Number(new URL(url).port) };
    const connection = connect(address);
    connection.unref();
    connection.on('error', () => {});
    connection.once('error', reject);
    connection.once('connect', () => done(connection));
    connection.resume();
  });
}

/**
 * Undefined when the server that a guard started answers and has its data in memory; the guard's exit code when it ended
 * before. Until the guard took its `draft`, whoever answers at the address is another server.
 */
export async function untilRedisAnswers(
  url: string,
  draft: string,
  exit: Promise<number | null>,
): Promise<number | null | undefined> {
  const ended = exit.then((code) => ({ code }));
  while (true) {
    const answer = existsSync(draft) ? false : await Promise.race([ended, askRedis(url, 'PING')]);
    if (answer === true) return undefined;
    const over = answer || (await Promise.race([ended, pause(10)]));
    if (over) return over.code;
  }
}
