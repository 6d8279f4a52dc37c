import type { RedisPlace } from './redis-place.ts';

/**
 * The configuration file of an embedded server. `appendfsync no` is the careful choice here: every command is written
 * before it is answered, so that a kill of the server loses nothing, and `AppendOnlySync` syncs the file once a second.
 * With `everysec`, the server answers first whenever a sync is still under way.
 */
export function redisConfiguration(folder: string, place: RedisPlace): string {
  const settings: [name: string, value: string][] = [
    ...(place.kind === 'socket'
      ? ([
          ['port', '0'],
          ['unixsocket', place.url],
          ['unixsocketperm', '700'],
        ] as const)
      : ([
          ['bind', '127.0.0.1'],
          ['port', `${place.port}`],
          ['requirepass', place.password],
        ] as const)
    ).map(([name, value]): [string, string] => [name, value]),
    ['dir', folder],
    ['pidfile', `${folder}/redis.pid`],
    ['appendonly', 'yes'],
    ['appendfsync', 'no'],
    ['save', ''],
    ['maxmemory-policy', 'noeviction'],
  ];
  return settings.map(([name, value]) => `${name} ${quoted(value)}\n`).join('');
}

function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}
