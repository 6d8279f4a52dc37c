import { parseArgs } from 'node:util';

import type { ActionInfo, JsonSchema } from '#src/chatflow/index.ts';
import { suggestion } from '#src/chatflow/parse/problems.ts';

import { flowPlace, paint } from './flow-place.ts';
import { UsageError } from './usage-error.ts';

/** Lists the actions a flow may call, or tells what one takes and gives. */
export async function run(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const [word, other] = positionals;
  if (other !== undefined) throw new UsageError('Say "3bot flow actions" or "3bot flow actions NAME".');
  const { infos } = await flowPlace();
  const one = word === undefined ? undefined : infos.get(word);
  if (one) {
    process.stdout.write(described(one));
    return 0;
  }
  const all = [...infos.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const found = word === undefined ? all : all.filter(({ name, title }) => `${name} ${title}`.includes(word));
  if (found.length === 0) {
    const meant = suggestion(word ?? '', infos.keys());
    throw new UsageError(`There is no action "${word}"${meant?.startsWith('did') ? `; ${meant}` : ''}.`);
  }
  const width = Math.max(...found.map(({ name }) => name.length));
  for (const { name, kind, title } of found) {
    process.stdout.write(`${name.padEnd(width)}  ${paint.dim(kindWords[kind].padEnd(7))}  ${title}\n`);
  }
  return 0;
}

const kindWords = { read: 'reads', lasting: 'changes' } as const;

function described({ name, kind, title, input, output, permission }: ActionInfo): string {
  const what = kind === 'read' ? 'only reads' : 'changes something';
  return [
    `${name}: ${title}`,
    `It ${what}; whoever talks needs the permission ${permission}.`,
    '',
    'with:',
    ...keysOf(input),
    '',
    'gives:',
    ...keysOf(output),
    '',
  ].join('\n');
}

function keysOf({ properties = {}, required = [] }: JsonSchema, indent = '  '): string[] {
  const names = Object.keys(properties);
  if (names.length === 0) return [`${indent}nothing`];
  const width = Math.max(...names.map((key) => key.length));
  return names.flatMap((key) => {
    const { type, enum: values, description, items } = properties[key] ?? {};
    const kind = values ? values.map(String).join(' | ') : [type ?? 'anything'].flat().join(' or ');
    const needed = required.includes(key) ? '' : paint.dim(' (may be left out)');
    const line = `${indent}${key.padEnd(width)}  ${kind}${needed}${description === undefined ? '' : `: ${description}`}`;
    if (typeof items !== 'object' || !items.properties) return [line];
    return [line, `${indent}  each with:`, ...keysOf(items, `${indent}    `)];
  });
}
