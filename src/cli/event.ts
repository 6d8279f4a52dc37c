import { parseArgs } from 'node:util';

import { EventInbox } from '#src/accounts/event-inbox.ts';
import { loadConfig } from '#src/config/load-config.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { startEmbeddedRedis } from '#src/redis/embedded-redis.ts';

import { UsageError } from './usage-error.ts';

export const help = `3bot event: tell conversations that something happened

  3bot event NAME [options]

  --json OBJECT   what happened, for the flow's save: (default: {})
  --owner NAME    only the conversations of this person

Whatever conversation waits for it (wait: { event: NAME }) goes on, once. Flows that it triggers (triggers: { events:
[NAME] }) begin in the newest conversation of --owner, with OBJECT as their inputs. Call it with the configuration of
the wizard.
`;

const LONGEST_JSON = 32 * 1_024;

/** Puts an event where a running wizard takes it from. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'string', default: '{}' }, owner: { type: 'string' } },
  });
  const [event] = positionals;
  if (positionals.length !== 1 || event === undefined) throw new UsageError('Say "3bot event NAME".');
  if (!/^[\w.-]{1,80}$/.test(event)) {
    throw new UsageError(`An event is named with letters, digits, dots and dashes, but this one is "${event}".`);
  }
  const data = objectIn(values.json);
  const { redis: place, dataDir } = loadConfig();
  const embedded = place.url === undefined ? await startEmbeddedRedis({ dataDir }) : undefined;
  const redis = connectRedis(place.url ?? embedded?.url ?? '');
  try {
    const inbox = new EventInbox({ redis, prefix: `${place.prefix}:` });
    await inbox.put({ event, data, ...(values.owner === undefined ? {} : { owner: values.owner }) });
  } finally {
    redis.disconnect();
    await embedded?.stop();
  }
  process.stderr.write(`"${event}" is told to those who wait for it.\n`);
  return 0;
}

function objectIn(text: string): JsonObject {
  if (text.length > LONGEST_JSON) throw new UsageError(`--json takes ${LONGEST_JSON} characters at most.`);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch {
    // Not JSON at all: the same sentence.
  }
  throw new UsageError('--json should be a JSON object such as \'{"amount": 3}\'.');
}
