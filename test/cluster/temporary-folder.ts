import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is removed when it is told to, or when this process ends, in whatever way. */
export interface TemporaryFolder {
  path: string;
  /** It stays when this process ends. */
  keep(): void;
  remove(): void;
}

export function temporaryFolder(name: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), `3bot-${name}-`));
  const janitor = spawn('/bin/sh', ['-c', script], {
    detached: true,
    env: { ...process.env, FOLDER: path },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const pipe = janitor.stdin as Socket;
  pipe.on('error', () => {});
  pipe.unref();
  janitor.unref();
  return {
    path,
    keep: () => void pipe.end('keep\n'),
    remove: () => {
      rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      pipe.end('keep\n');
    },
  };
}

/** Programs that write to the folder end at the same moment, so it may need a second go. */
const script = `
read -r word
[ "$word" = keep ] && exit
for second in 1 2 3 4 5; do rm -rf "$FOLDER" && exit; sleep 1; done 2>/dev/null
`;
