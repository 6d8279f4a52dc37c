import type { ReactiveController } from 'lit';

import type { Host } from './host.ts';

/** How near to its end a transcript counts as being read at the end, in pixels. */
const NEAR = 60;

/** Follows the end of the transcript while it is read at its end, and otherwise keeps what is read where it is. */
export class ScrollKeeper implements ReactiveController {
  atEnd = true;
  /** Something new came that the reader has not seen. */
  missed = false;
  readonly #host: Host;
  readonly #oldest: () => number;
  readonly #resized = new ResizeObserver(() => this.#follow());
  /** The oldest revision that is drawn. */
  #first = 0;
  #fromEnd: number | null = null;

  constructor(host: Host, oldest: () => number) {
    this.#host = host;
    this.#oldest = oldest;
    host.addController(this);
  }

  hostUpdate(): void {
    const first = this.#oldest();
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
    return scroller.scrollTop < NEAR;
  }

  /** Something new came. */
  came(): void {
    if (!this.atEnd) this.missed = true;
  }

  toEnd(): void {
    this.atEnd = true;
    this.missed = false;
    this.#host.requestUpdate();
  }

  get #scroller(): Element | null {
    return this.#host.renderRoot.querySelector('.scroll');
  }

  #follow(): void {
    const scroller = this.#scroller;
    if (scroller && this.atEnd) scroller.scrollTop = scroller.scrollHeight;
  }
}
