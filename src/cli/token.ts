import { parseArgs } from 'node:util';

import { masterKey } from '#src/accounts/master-key.ts';
import { Tokens } from '#src/accounts/tokens.ts';
import { loadConfig } from '#src/config/load-config.ts';

import { UsageError } from './usage-error.ts';

export const help = `3bot token: make signed tokens for people

  3bot token create --owner NAME [options]

  --owner NAME    whose things the token opens; two people with the same owner see the same
  --name TEXT     what the wizard calls the person (default: the owner)
  --roles LIST    what the person may do, separated by commas (default: owner)
  --ttl TIME      how long the token holds, such as 12h, 30d or 8w (default: 30d)

The token is the only thing written to standard output. It is signed with the master key: make it on the machine, or
with the SECRET_KEY, of the wizard it is for.
`;

/** Makes a token and prints it. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      owner: { type: 'string' },
      name: { type: 'string' },
      roles: { type: 'string', default: 'owner' },
      ttl: { type: 'string', default: '30d' },
    },
  });
  if (positionals.join(' ') !== 'create') throw new UsageError('Say "3bot token create".');
  const { owner } = values;
  if (!owner) throw new UsageError('Say whose token it is: --owner NAME.');
  const ttlSeconds = secondsIn(values.ttl);
  const roles = values.roles.split(',').map((role) => role.trim());
  if (roles.includes(''))
    throw new UsageError(`--roles should be names separated by commas, but is "${values.roles}".`);

  const { secretKey, dataDir } = loadConfig();
  const tokens = new Tokens(await masterKey({ secretKey, dataDir }));
  process.stdout.write(`${await tokens.create({ owner, name: values.name ?? owner, roles, ttlSeconds })}\n`);
  const until = new Date(Date.now() + ttlSeconds * 1_000).toISOString().slice(0, 16).replace('T', ' ');
  process.stderr.write(`For ${owner} (${roles.join(', ')}), until ${until} UTC.\n`);
  return 0;
}

const units: { [unit: string]: number } = { m: 60, h: 3_600, d: 86_400, w: 604_800 };
const LONGEST_SECONDS = 5 * 366 * 86_400;

function secondsIn(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,5})([mhdw])$/.exec(text) ?? [];
  const seconds = Number(count) * (units[unit ?? ''] ?? Number.NaN);
  if (seconds <= LONGEST_SECONDS) return seconds;
  throw new UsageError(`--ttl should be a time such as 12h, 30d or 8w, five years at most, but is "${text}".`);
}
