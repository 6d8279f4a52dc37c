import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** A chart takes a fifth of a second; nothing worth waiting for takes nearly as long as this, on a busy machine either. */
const MOST_MS = 20_000;
/** How long the thread, with its font, is kept for the next picture. */
const KEEP_MS = 30_000;

/** What can cost any amount to draw, from a few letters. */
const costly = /<!DOCTYPE|<(?:[\w-]+:)?(?:image|use|filter|mask|pattern)\b/i;
/** Letters that the font has not: of other scripts than these. */
const unwritable =
  /[^\p{Script=Common}\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Armenian}\p{Script=Georgian}]/u;

/** Draws SVG as PNG, for platforms that show no SVG, in a thread of its own that begins with the first picture. */
export class PictureDrawer {
  #thread: Worker | undefined;
  #leaving: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** The picture, twice as large for sharp screens. Null where it cannot be drawn within bounds; never rejects. */
  async draw(svg: string): Promise<Uint8Array | null> {
    if (costly.test(svg) || unwritable.test(svg)) return null;
    const mine = this.#turn.then(() => this.#inThread(svg));
    this.#turn = mine;
    return await mine;
  }

  async close(): Promise<void> {
    clearTimeout(this.#leaving);
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.terminate();
  }

  async #inThread(svg: string): Promise<Uint8Array | null> {
    clearTimeout(this.#leaving);
    const bounds = new AbortController();
    const { signal } = bounds;
    const late = setTimeout(() => bounds.abort(), MOST_MS);
    try {
      this.#thread ??= startThread();
      const thread = this.#thread;
      // Whatever comes first: the answer, an error, or the end of the thread.
      const answer = Promise.race([once(thread, 'message', { signal }), once(thread, 'exit', { signal })]);
      thread.postMessage(svg, []);
      const [drawn] = (await answer) as [Uint8Array | null | number];
      if (typeof drawn !== 'number') return drawn;
    } catch {
      // The next picture gets a fresh thread.
    } finally {
      clearTimeout(late);
      bounds.abort();
      this.#leaving = setTimeout(() => void this.close(), KEEP_MS).unref();
    }
    await this.close();
    return null;
  }
}

function startThread(): Worker {
  const thread = new Worker(new URL('./draw-in-thread.ts', import.meta.url));
  // Whoever waits for it hears of it; nobody else has to.
  thread.on('error', () => undefined);
  // While a picture is drawn the clock above keeps the process alive; between pictures nothing has to.
  thread.unref();
  return thread;
}
