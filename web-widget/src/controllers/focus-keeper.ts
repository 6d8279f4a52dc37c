import type { ReactiveController } from 'lit';

import type { Host } from './host.ts';

/**
 * A control that vanishes under the focus leaves it at its message, or at the control that takes its place there
 * (`data-heir`), never at the top of the page.
 */
export class FocusKeeper implements ReactiveController {
  readonly #host: Pick<Host, 'shadowRoot'>;
  #before: { control: Element; message: string | undefined } | null = null;

  constructor(host: Pick<Host, 'shadowRoot'>) {
    this.#host = host;
  }

  hostUpdate(): void {
    const control = this.#host.shadowRoot?.activeElement;
    this.#before = control ? { control, message: control.closest('.message')?.id } : null;
  }

  hostUpdated(): void {
    const root = this.#host.shadowRoot;
    if (!root || !this.#before || this.#before.control.isConnected || root.activeElement) return;
    const { message } = this.#before;
    const place = message === undefined ? null : root.getElementById(message);
    const heir =
      place?.querySelector<HTMLElement>('[data-heir]') ?? place ?? root.querySelector<HTMLElement>('.transcript');
    heir?.focus({ preventScroll: true });
  }
}
