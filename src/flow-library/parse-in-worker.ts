import { parentPort } from 'node:worker_threads';

// Not by way of the index: this thread needs none of what runs flows.
import { parseFile } from '#src/chatflow/parse-file.ts';

/** The thread that parses large files: a source in, its YAML tree, or what is wrong with it, out. */
parentPort?.on('message', ({ source, file }: { source: string; file: string }) => {
  parentPort?.postMessage(parseFile(source, file), []);
});
