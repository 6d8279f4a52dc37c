/** Arrow keys, Home and End move between the controls of a group, which is one stop of the Tab key. */
export function moveFocus(event: KeyboardEvent): void {
  const group = event.currentTarget;
  if (!(group instanceof HTMLElement)) return;
  const controls = [...group.querySelectorAll<HTMLElement>('[role="radio"]')];
  const at = controls.findIndex((control) => control === event.target);
  const backwards = getComputedStyle(group).direction === 'rtl' ? 1 : -1;
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    ArrowRight: at - backwards,
    ArrowLeft: at + backwards,
    Home: 0,
    End: controls.length - 1,
  }[event.key];
  const next = to === undefined ? undefined : controls[(to + controls.length) % controls.length];
  if (at === -1 || !next) return;
  event.preventDefault();
  // The transcript has arrow keys of its own.
  event.stopPropagation();
  for (const control of controls) control.tabIndex = control === next ? 0 : -1;
  next.focus();
}
