import type { ReactiveControllerHost } from 'lit';

/** What a controller needs of the element it serves. */
export type Host = ReactiveControllerHost & {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly shadowRoot: ShadowRoot | null;
};
