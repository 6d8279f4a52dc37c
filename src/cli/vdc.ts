import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';

import { masterKey } from '#src/accounts/master-key.ts';
import { RedisSecretVault } from '#src/accounts/secret-vault.ts';
import { loadConfig } from '#src/config/load-config.ts';
import { ActionFailure } from '#src/provisioning/action.ts';
import type { Engine } from '#src/provisioning/engine.ts';
import { createEngine } from '#src/provisioning/engines/index.ts';
import { breakableIn, breakPlainly } from '#src/provisioning/repair/break-plainly.ts';
import { SURPRISE } from '#src/provisioning/repair/faults.ts';
import { nameProblem, nameTaken } from '#src/provisioning/vdc-name.ts';
import { MAX_PAGE, VdcRecords } from '#src/provisioning/vdc-records.ts';
import { stateOf } from '#src/provisioning/vdc-view.ts';
import { nodesText, stateText } from '#src/provisioning/wording.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { startEmbeddedRedis } from '#src/redis/embedded-redis.ts';

import { UsageError } from './usage-error.ts';

export const help = `3bot vdc: the virtual data centers of a person

  3bot vdc list [options]
  3bot vdc adopt --kubeconfig FILE --name NAME [options]
  3bot vdc break NAME [FAULT] [options]

  --owner NAME       whose they are (default: local)
  --kubeconfig FILE  the kubeconfig of a cluster that is there already; "-" reads it from standard input
  --name NAME        what the cluster shall be called: 3 to 20 lower-case letters, digits and dashes

"adopt" takes a cluster in as it is: its key is kept encrypted, nothing in it is changed, and deleting it later forgets
the key alone. Call it with the configuration of the wizard.

"break" breaks something in a simulated VDC, so that repair can be tried; without a FAULT it lists what can be broken,
and "surprise" picks one. An empty VDC gets a small shop to practise on first.
`;

/** Lists VDCs, takes in a cluster, or breaks a simulated VDC. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      owner: { type: 'string', default: 'local' },
      kubeconfig: { type: 'string' },
      name: { type: 'string' },
    },
  });
  const { owner, kubeconfig: file, name } = values;
  const [verb, vdc, fault, ...rest] = positionals;
  if (verb === 'break' && rest.length === 0) {
    if (vdc === undefined) throw new UsageError('Say which VDC: 3bot vdc break NAME.');
    return await withProvisioning(({ records, engine }) => breakIt(records, engine, { owner, vdc, fault }));
  }
  switch (positionals.join(' ')) {
    case 'list':
      return await withProvisioning(({ records, engine }) => list(records, engine, owner));
    case 'adopt': {
      if (file === undefined) throw new UsageError('Say which cluster: --kubeconfig FILE.');
      if (name === undefined) throw new UsageError('Say what it shall be called: --name NAME.');
      const problem = nameProblem(name);
      if (problem !== undefined) throw new UsageError(`--name is "${name}". ${problem}`);
      const kubeconfig = await read(file);
      return await withProvisioning(({ records, engine }) => adopt(records, engine, { owner, name, kubeconfig }));
    }
    default:
      throw new UsageError('Say "3bot vdc list", "3bot vdc adopt" or "3bot vdc break NAME".');
  }
}

interface Provisioning {
  records: VdcRecords;
  /** Started; undefined for an engine that is not configured. */
  engine(name: string): Promise<Engine | undefined>;
}

/** What the wizard's own processes work with, on the same Redis. */
async function withProvisioning(work: (provisioning: Provisioning) => Promise<number>): Promise<number> {
  const { redis: place, dataDir, secretKey, engines } = loadConfig();
  const key = await masterKey({ secretKey, dataDir });
  const embedded = place.url === undefined ? await startEmbeddedRedis({ dataDir }) : undefined;
  const redis = connectRedis(place.url ?? embedded?.url ?? '');
  const opened = new Map<string, Engine>();
  try {
    const prefix = `${place.prefix}:`;
    const secrets = new RedisSecretVault({ redis, prefix, masterKey: key });
    const engine = async (name: string): Promise<Engine | undefined> => {
      const known = opened.get(name);
      if (known) return known;
      if (name !== 'simulated' && name !== 'kubernetes' && name !== 'adopted') return undefined;
      const made = await createEngine(name, { redis, prefix, options: engines[name], secrets });
      await made.start();
      opened.set(name, made);
      return made;
    };
    return await work({ records: new VdcRecords(redis, prefix), engine });
  } finally {
    for (const engine of opened.values()) await engine.stop();
    redis.disconnect();
    await embedded?.stop();
  }
}

async function list(records: VdcRecords, engineOf: Provisioning['engine'], owner: string): Promise<number> {
  const rows: string[][] = [];
  for (let offset = 0; ; offset += MAX_PAGE) {
    const page = await records.list(owner, { offset, count: MAX_PAGE });
    for (const record of page) {
      const engine = await engineOf(record.engine);
      const look = record.ref === undefined ? engine?.find(record.effectId) : engine?.observe(record.ref);
      const seen = await look?.catch(() => undefined);
      const state = seen === undefined ? 'unknown' : stateOf(record, seen);
      rows.push([
        record.name,
        stateText(state).text,
        record.engine,
        nodesText(seen?.machines ?? []),
        seen?.version ?? '',
      ]);
    }
    if (page.length < MAX_PAGE) break;
  }
  if (rows.length === 0) {
    process.stderr.write(`${owner} has no VDC.\n`);
    return 0;
  }
  const table = [['NAME', 'STATE', 'ENGINE', 'NODES', 'VERSION'], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of table) {
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  }
  return 0;
}

async function breakIt(
  records: VdcRecords,
  engineOf: Provisioning['engine'],
  { owner, vdc, fault }: { owner: string; vdc: string; fault: string | undefined },
): Promise<number> {
  const record = await records.find(owner, vdc);
  if (!record) throw new UsageError(`${owner} has no VDC "${vdc}". "3bot vdc list" shows those there are.`);
  const engine = await engineOf(record.engine);
  if (!engine) throw new UsageError(`"${vdc}" lives at the engine "${record.engine}", which is not configured here.`);
  try {
    if (fault !== undefined) {
      const said = await breakPlainly(engine, record, fault);
      process.stderr.write(`${fault === SURPRISE ? 'Something is broken now.' : said} Say "repair" in the chat.\n`);
      return 0;
    }
    const faults = await breakableIn(engine, record);
    const width = Math.max(...faults.map(({ id }) => id.length));
    for (const { id, title } of faults) process.stdout.write(`${id.padEnd(width)}  ${title}\n`);
    process.stderr.write(`Break one with "3bot vdc break ${vdc} FAULT", or "${SURPRISE}".\n`);
    return 0;
  } catch (error) {
    if (error instanceof ActionFailure) throw new UsageError(error.message);
    throw error;
  }
}

async function adopt(
  records: VdcRecords,
  engineOf: Provisioning['engine'],
  { owner, name, kubeconfig }: { owner: string; name: string; kubeconfig: string },
): Promise<number> {
  const engine = await engineOf('adopted');
  if (!engine?.adopt) throw new UsageError('This wizard takes in no clusters.');
  const effectId = `cli/${randomUUID()}`;
  const { type, record } = await records.reserve({ owner, name, engine: engine.name, effectId, createdAt: Date.now() });
  if (type === 'taken') throw nameTaken(record);
  try {
    const { ref, version, machines, state } = await engine.adopt({ name, owner, effectId, kubeconfig });
    await records.update(owner, record.id, { ref, state: 'deployed' });
    process.stderr.write(
      `"${name}" is one of the VDCs of ${owner} now: Kubernetes ${version}, ${nodesText(machines)}, ${stateText(state).text.toLowerCase()}.\n`,
    );
    return 0;
  } catch (error) {
    await records.release(owner, record.id);
    throw error;
  }
}

async function read(file: string): Promise<string> {
  if (file === '-') {
    return await text(process.stdin);
  }
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new UsageError(`--kubeconfig should be a file that can be read, but is "${file}".`);
  }
}
