import type { ReactiveController } from 'lit';

import type { Host } from './host.ts';

/** How near to its end a transcript counts as being read at the end, in pixels. */
const NEAR = 60;
const MARGIN = 16;

/**
 * Follows the end of the transcript while it is read at its end, and otherwise keeps what is read where it is. A turn that
 * is taller than the screen is shown from its beginning.
 */
export class ScrollKeeper implements ReactiveController {
  atEnd = true;
  /** Something new came that the reader has not seen. */
  missed = false;
  readonly #host: Host;
  readonly #revisions: () => { first: number; last: number };
  readonly #resized = new ResizeObserver(() => this.#follow());
  /** The oldest revision that is drawn. */
  #first = 0;
  #fromEnd: number | null = null;
  /** The newest revision that was followed, and where it begins. */
  #last = 0;
  #beginning: HTMLElement | null = null;

  constructor(host: Host, revisions: () => { first: number; last: number }) {
    this.#host = host;
    this.#revisions = revisions;
    host.addController(this);
  }

  hostUpdate(): void {
    const { first } = this.#revisions();
    const scroller = this.#scroller;
    // Older turns come in above what is read.
    if (scroller && first < this.#first) this.#fromEnd = scroller.scrollHeight - scroller.scrollTop;
    this.#first = first;
  }

  hostUpdated(): void {
    const scroller = this.#scroller;
    const transcript = scroller?.firstElementChild;
    if (transcript) this.#resized.observe(transcript);
    if (scroller && this.#fromEnd !== null) scroller.scrollTop = scroller.scrollHeight - this.#fromEnd;
    this.#fromEnd = null;
    const { last } = this.#revisions();
    if (last !== this.#last) {
      this.#last = last;
      this.#beginning = this.#host.renderRoot.querySelector<HTMLElement>(`[data-entry^="${last}."]`);
    }
    this.#follow();
  }

  hostDisconnected(): void {
    this.#resized.disconnect();
  }

  /** The reader scrolled; says whether the top is near. */
  scrolled(): boolean {
    const scroller = this.#scroller;
    if (!scroller) return false;
    this.atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    if (this.atEnd && this.missed) this.toEnd();
    // Its beginning is in sight, its end is not: say that there is more.
    if (!this.atEnd && this.#beginning && !this.missed) {
      this.came();
      this.#host.requestUpdate();
    }
    this.#beginning = null;
    return scroller.scrollTop < NEAR;
  }

  /** Something new came. */
  came(): void {
    if (!this.atEnd) this.missed = true;
  }

  toEnd(): void {
    this.atEnd = true;
    this.missed = false;
    this.#beginning = null;
    this.#host.requestUpdate();
  }

  get #scroller(): Element | null {
    return this.#host.renderRoot.querySelector('.scroll');
  }

  #follow(): void {
    const scroller = this.#scroller;
    if (!scroller || !this.atEnd) return;
    const end = scroller.scrollHeight - scroller.clientHeight;
    const begins = this.#beginning ? this.#beginning.offsetTop - MARGIN : end;
    scroller.scrollTop = Math.min(end, begins);
  }
}
