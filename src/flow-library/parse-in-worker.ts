import { parentPort } from 'node:worker_threads';

import { parseFile } from '#src/chatflow/index.ts';

/** The thread that parses large files: a source in, its YAML tree, or what is wrong with it, out. */
parentPort?.on('message', ({ source, file }: { source: string; file: string }) => {
  parentPort?.postMessage(parseFile(source, file));
});
