import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { flowSchema } from '#src/flow-tools/flow-schema.ts';
import { writeJson } from '#src/flow-tools/write-json.ts';

import { flowPlace, shortPath } from './flow-place.ts';
import { UsageError } from './usage-error.ts';

/** Prints or writes the schema that editors read. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { write: { type: 'boolean', default: false } },
  });
  const { folders, infos } = await flowPlace();
  const schema = writeJson(flowSchema(infos));
  if (!values.write) {
    if (positionals.length > 0) throw new UsageError('Say "3bot flow schema --write FILE".');
    process.stdout.write(schema);
    return 0;
  }
  const path = positionals[0] ?? join(folders[0] ?? 'chatflows', 'flow.schema.json');
  await writeFile(path, schema);
  process.stdout.write(`${shortPath(path)}\n`);
  return 0;
}
