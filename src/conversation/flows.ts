import type { Flow } from '#src/chatflow/index.ts';

/** The flows as the turn sees them. `pinned` reads through to storage, and remembers what it read. */
export interface Flows {
  current(id: string): Flow | undefined;
  pinned(id: string, hash: string): Promise<Flow | undefined>;
  list(): Flow[];
}
