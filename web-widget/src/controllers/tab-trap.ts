const stops = '#panel :is(button, a[href], input, textarea, select, [tabindex="0"])';

/** Keeps the Tab key inside the panel, from its last control to its first and back. */
export function wrapTab(event: KeyboardEvent, root: ShadowRoot): void {
  const reached = [...root.querySelectorAll<HTMLElement>(stops)].filter(
    (stop) => stop.tabIndex >= 0 && stop.checkVisibility(),
  );
  const [edge, other] = event.shiftKey ? [reached[0], reached.at(-1)] : [reached.at(-1), reached[0]];
  if (root.activeElement !== edge) return;
  event.preventDefault();
  other?.focus();
}
