import { readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';

import { loadConfig } from '#src/config/load-config.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { startEmbeddedRedis } from '#src/redis/embedded-redis.ts';
import { UnknownSentences } from '#src/understanding/index.ts';
import { teachPhrase } from '#src/understanding/teach-phrase.ts';

import { flowsAt } from './flow-place.ts';
import { readable } from './readable.ts';
import { UsageError } from './usage-error.ts';

export const help = `3bot understanding: what people said that nothing could be made of, and how to teach it

  3bot understanding unknown [options]
  3bot understanding teach FLOW "SENTENCE" [options]

  --count N   how many sentences to list (default: 50)
  --json      one JSON list instead of a table
  --write     changes the flow file; without it, the change is printed as a diff

"unknown" lists sentences without secrets, the most frequent first. "teach" makes one of them a phrase that the flow is
begun with: the diff can be kept in a file and applied with "git apply".
`;

/** Lists what was not understood, or teaches it. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      count: { type: 'string', default: '50' },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const [verb, ...rest] = positionals;
  switch (verb) {
    case 'unknown': {
      const count = Number(values.count);
      if (!Number.isInteger(count) || count < 1 || count > 1_000)
        throw new UsageError('--count is a number from 1 to 1000.');
      return await withSentences((sentences) => list(sentences, count, values.json));
    }
    case 'teach': {
      const [flow, ...words] = rest;
      const sentence = words.join(' ');
      if (flow === undefined || sentence === '') throw new UsageError('Say which flow, and the sentence in quotes.');
      return await teach(flow, sentence, values.write);
    }
    default:
      throw new UsageError('Say "3bot understanding unknown" or "3bot understanding teach".');
  }
}

async function withSentences(work: (sentences: UnknownSentences) => Promise<number>): Promise<number> {
  const { redis: place, dataDir } = loadConfig();
  const embedded = place.url === undefined ? await startEmbeddedRedis({ dataDir }) : undefined;
  const redis = connectRedis(place.url ?? embedded?.url ?? '');
  try {
    return await work(new UnknownSentences({ redis, prefix: `${place.prefix}:` }));
  } finally {
    redis.disconnect();
    await embedded?.stop();
  }
}

async function list(sentences: UnknownSentences, count: number, json: boolean): Promise<number> {
  const found = await sentences.list(count);
  if (json) {
    process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    return 0;
  }
  if (found.length === 0) process.stdout.write('Everything that was said was understood so far.\n');
  for (const { text, locale, flow, count: times } of found) {
    process.stdout.write(
      `${String(times).padStart(5)} ×  ${readable(text)}  (${locale}${flow === '' ? '' : `, in ${flow}`})\n`,
    );
  }
  return 0;
}

async function teach(id: string, sentence: string, write: boolean): Promise<number> {
  const { files } = await flowsAt([]);
  const found = files.find(({ flow }) => flow?.id === id);
  if (!found) {
    const known = files.flatMap(({ flow }) => (flow ? [flow.id] : []));
    throw new UsageError(`There is no flow "${id}". There are: ${known.join(', ')}.`);
  }
  const before = await readFile(found.path, 'utf8');
  const after = teachPhrase(before, sentence);
  if (write) {
    await writeFile(found.path, after);
    await withSentences(async (sentences) => {
      await sentences.forget(sentence);
      return 0;
    });
    process.stdout.write(
      `${relative(process.cwd(), found.path)} knows it now; a running wizard takes it up by itself.\n`,
    );
  } else {
    process.stdout.write(diffOf(relative(process.cwd(), found.path), before, after));
  }
  return 0;
}

/** One changed place as a unified diff with three lines around it. */
function diffOf(path: string, before: string, after: string): string {
  const [old, grown] = [before.split('\n'), after.split('\n')];
  let first = 0;
  while (first < old.length && old[first] === grown[first]) first += 1;
  let last = 0;
  while (last < old.length - first && old.at(-1 - last) === grown.at(-1 - last)) last += 1;
  const from = Math.max(0, first - 3);
  const until = Math.min(old.length, old.length - last + 3);
  const gone = old.slice(first, old.length - last);
  const come = grown.slice(first, grown.length - last);
  const around = [old.slice(from, first), old.slice(old.length - last, until)] as const;
  const size = around[0].length + around[1].length;
  return [
    `--- a/${path}`,
    `+++ b/${path}`,
    `@@ -${from + 1},${size + gone.length} +${from + 1},${size + come.length} @@`,
    ...around[0].map((line) => ` ${line}`),
    ...gone.map((line) => `-${line}`),
    ...come.map((line) => `+${line}`),
    ...around[1].map((line) => ` ${line}`),
    '',
  ].join('\n');
}
