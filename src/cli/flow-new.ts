import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { newFlow } from '#src/flow-tools/new-flow.ts';

import { flowPlace, flowsAt, onlyPath, shortPath } from './flow-place.ts';
import { UsageError } from './usage-error.ts';

/** Writes a new flow and its test. Never over a file that is there. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { folder: { type: 'string' } },
  });
  const name = onlyPath(positionals, '3bot flow new NAME');
  if (!/^[a-z][a-z0-9-]{1,38}$/.test(name)) {
    throw new UsageError(
      `A flow is named with lower-case letters, digits and dashes, such as add-backup; "${name}" is not.`,
    );
  }
  const [home = 'chatflows'] = (await flowPlace()).folders;
  const folder = resolve(values.folder ?? home);
  const taken = (await flowsAt([])).flows.get(name);
  if (taken) throw new UsageError(`There is a flow "${name}" already: ${shortPath(taken.file)}.`);
  const { flow, test } = newFlow(name, schemaFrom(folder, home));
  await mkdir(folder, { recursive: true });
  const files = [
    [join(folder, `${name}.flow.yaml`), flow],
    [join(folder, `${name}.flow.test.yaml`), test],
  ] as const;
  for (const [path, text] of files) {
    await writeFile(path, text, { flag: 'wx' }).catch((error: unknown) => {
      const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      throw exists ? new UsageError(`${shortPath(path)} is there already; it stays as it is.`) : error;
    });
    process.stdout.write(`${shortPath(path)}\n`);
  }
  const short = shortPath(files[0][0]);
  process.stdout.write(
    `\nNow change it, and look at it:\n  3bot flow check ${short}\n  3bot flow test ${short}\n  3bot flow play ${short}\n`,
  );
  return 0;
}

/** The way from a folder to the schema, as the first line of a flow has it. */
function schemaFrom(folder: string, home: string): string {
  const way = relative(folder, join(home, 'flow.schema.json'));
  return way.startsWith('.') ? way : `./${way}`;
}
