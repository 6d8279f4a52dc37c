/** What can be reached with the Tab key inside a message. */
const controls = 'a[href], button, input, select, textarea, [tabindex]';

/**
 * The transcript is one stop of the Tab key: arrow keys move between its messages, Enter goes into one, Escape goes back
 * to the message and then to typing. Returns whether the key was meant for it.
 */
export function moveInTranscript(event: KeyboardEvent, leave: () => void): boolean {
  const transcript = event.currentTarget;
  const { target } = event;
  if (!(transcript instanceof HTMLElement) || !(target instanceof HTMLElement)) return false;
  const messages = [...transcript.querySelectorAll<HTMLElement>('.message')];
  const at = messages.indexOf(target.closest<HTMLElement>('.message') ?? transcript);
  const inside = at !== -1 && target !== messages[at];
  if (event.key === 'Escape') {
    if (inside) messages[at]?.focus();
    else leave();
    return true;
  }
  if (inside) return false;
  const last = messages.length - 1;
  const to = { ArrowUp: at === -1 ? last : at - 1, ArrowDown: at === -1 ? last : at + 1, Home: 0, End: last }[
    event.key
  ];
  if (to !== undefined) {
    messages[Math.min(last, Math.max(0, to))]?.focus();
    return true;
  }
  if (event.key !== 'Enter' || at === -1) return false;
  const message = messages[at];
  if (!message) return false;
  openStops(message);
  message.querySelector<HTMLElement>(controls)?.focus();
  return true;
}

/** Old messages give no stops to the Tab key; what came since the person last spoke, and what still runs, does. */
export function settleStops(transcript: Element): void {
  const messages = [...transcript.querySelectorAll('.message')];
  const spoke = messages.findLastIndex(
    (message) => message.classList.contains('person') && !message.classList.contains('pending'),
  );
  for (const [index, message] of messages.entries()) {
    const current = index > spoke || message.querySelector('[data-open="true"], [data-stop]') !== null;
    if (current || message.contains(focusIn(message))) openStops(message);
    else closeStops(message);
  }
}

function closeStops(message: Element): void {
  for (const control of message.querySelectorAll<HTMLElement>(controls)) {
    if (control.dataset['stop'] !== undefined || control.tabIndex < 0) continue;
    control.dataset['was'] = control.getAttribute('tabindex') ?? '';
    control.tabIndex = -1;
  }
}

function openStops(message: Element): void {
  for (const control of message.querySelectorAll<HTMLElement>('[data-was]')) {
    const { was } = control.dataset;
    if (was === '') control.removeAttribute('tabindex');
    else control.setAttribute('tabindex', was ?? '0');
    delete control.dataset['was'];
  }
}

function focusIn(message: Element): Element | null {
  const root = message.getRootNode();
  const focused = root instanceof ShadowRoot ? root.activeElement : null;
  return focused === message ? null : focused;
}
