import { MemoryStore } from 'matrix-js-sdk';

/** What the library gives to its store after each answer of the homeserver, before it asks for the next one. */
type SyncAnswer = Parameters<MemoryStore['setSyncData']>[0];

/**
 * The library's store, in memory, with an ear: each answer of the homeserver is handed over as it came, and the next one
 * is asked for when it was taken.
 */
export class SyncStore extends MemoryStore {
  readonly #take: (answer: SyncAnswer) => Promise<void>;

  constructor(take: (answer: SyncAnswer) => Promise<void>) {
    super();
    this.#take = take;
  }

  override async setSyncData(answer: SyncAnswer): Promise<void> {
    await this.#take(answer);
  }
}
