import { Redis, type RedisOptions } from 'ioredis';

/** Milliseconds a command may take, reconnecting included, before it fails with `REDIS_AWAY`. */
const COMMAND_TIMEOUT_MS = 5_000;
const LONGEST_PAUSE_MS = 1_000;

export interface ConnectRedisOptions {
  /** Shown in `CLIENT LIST`. */
  name?: string;
  /** The connection was lost or cannot be made; it is tried again for ever. */
  onError?: (error: Error) => void;
  commandTimeoutMs?: number;
}

/**
 * A connection for quick commands to `redis://`, `rediss://`, `unix:///path` or a plain socket path. While Redis is away
 * a command waits for the next attempt to connect (a second at most) and then fails: nobody hangs.
 */
export function connectRedis(url: string, options: ConnectRedisOptions = {}): Redis {
  return open(url, options, {
    commandTimeout: options.commandTimeoutMs ?? COMMAND_TIMEOUT_MS,
    // What was on its way when the connection broke fails at once: only the asker knows whether to ask again.
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  });
}

type Policy = Pick<RedisOptions, 'commandTimeout' | 'maxRetriesPerRequest' | 'autoResendUnfulfilledCommands'>;
type Login = Pick<RedisOptions, 'username' | 'password' | 'db'>;

function open(url: string, options: ConnectRedisOptions, policy: Policy): Redis {
  const { address, login } = addressOf(url);
  const redis = new Redis(address, {
    connectionName: options.name ?? '3bot',
    disableClientInfo: true,
    enableAutoPipelining: true,
    retryStrategy: pauseBefore,
    ...login,
    ...policy,
  });
  // Without a listener the library prints every failed attempt.
  redis.on('error', (error: Error) => options.onError?.(error));
  return redis;
}

/** Doubles from 50 ms to a second, a quarter up or down, so that a crowd does not come back all at once. */
function pauseBefore(attempt: number): number {
  const pause = Math.min(50 * 2 ** Math.min(attempt - 1, 10), LONGEST_PAUSE_MS);
  return pause * (0.75 + Math.random() / 2);
}

function addressOf(url: string): { address: string; login: Login } {
  if (!url.startsWith('unix:')) return { address: url, login: {} };
  const { pathname, username, password, searchParams } = new URL(url);
  const database = Number(searchParams.get('db') ?? 0);
  return {
    address: decodeURIComponent(pathname),
    login: {
      ...(username === '' ? {} : { username: decodeURIComponent(username) }),
      ...(password === '' ? {} : { password: decodeURIComponent(password) }),
      ...(database === 0 ? {} : { db: database }),
    },
  };
}
