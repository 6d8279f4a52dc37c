import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { type ParsedFile, parseFile } from '#src/chatflow/index.ts';

/** Up to here a file is parsed at once: it takes a few milliseconds. */
const SMALL = 12 * 1_024;
/** No file within the limits takes nearly as long, or as much memory. */
const MOST_MS = 10_000;
const MOST_MEGABYTES = 192;
/** How long the thread is kept for the next large file. */
const KEEP_MS = 2_000;

/** Parses the YAML of files without keeping others waiting: large ones in a thread of their own, with bounds. */
export class FileParser {
  #worker: Worker | undefined;
  #leaving: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** Never rejects: a file that cannot be parsed within bounds is one with a problem. */
  async parse(source: string, file: string): Promise<ParsedFile> {
    if (source.length <= SMALL) return parseFile(source, file);
    const mine = this.#turn.then(() => this.#inWorker(source, file));
    this.#turn = mine;
    return await mine;
  }

  async close(): Promise<void> {
    clearTimeout(this.#leaving);
    await this.#end();
  }

  async #inWorker(source: string, file: string): Promise<ParsedFile> {
    clearTimeout(this.#leaving);
    this.#worker ??= startWorker();
    const worker = this.#worker;
    const bounds = new AbortController();
    const { signal } = bounds;
    const late = setTimeout(() => bounds.abort(), MOST_MS);
    try {
      // Whatever comes first: the answer, an error, or the end of the thread.
      const answer = Promise.race([once(worker, 'message', { signal }), once(worker, 'exit', { signal })]);
      worker.postMessage({ source, file }, []);
      const [parsed] = (await answer) as [ParsedFile | number];
      if (typeof parsed === 'object') return parsed;
    } catch {
      // Said below, and the next file gets a fresh thread.
    } finally {
      clearTimeout(late);
      bounds.abort();
    }
    await this.#end();
    const message = 'The file takes too long, or too much memory, to read.';
    const place = { file, line: 1, column: 1 };
    return {
      problems: [{ severity: 'error', code: 'file-too-heavy', ...place, message, fix: 'Split it with `call`.' }],
    };
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  /** Lets the thread go once no large file has come for a while. */
  rest(): void {
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => void this.#end(), KEEP_MS).unref();
    this.#worker?.unref();
  }
}

function startWorker(): Worker {
  const worker = new Worker(new URL('./parse-in-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES, codeRangeSizeMb: 16 },
  });
  // Whoever waits for it hears of it; nobody else has to.
  worker.on('error', () => undefined);
  return worker;
}
