import { createHook } from 'node:async_hooks';

/** A timer as Node keeps it; `_idleTimeout` is its time in milliseconds. */
type Timer = NodeJS.Timeout & { _idleTimeout: number; _destroyed: boolean };

/**
 * Remembers where every timer was begun. The returned function names those that still keep the process alive, each with its
 * time and the line that began it.
 */
export function followTimers(): () => string[] {
  const timers = new Map<number, { timer: WeakRef<Timer>; begun: { stack?: string } }>();
  const hook = createHook({
    init(id, type, _trigger, resource) {
      if (type !== 'Timeout') return;
      const begun = {};
      const limit = Error.stackTraceLimit;
      Error.stackTraceLimit = 12;
      Error.captureStackTrace(begun);
      Error.stackTraceLimit = limit;
      timers.set(id, { timer: new WeakRef(resource as Timer), begun });
    },
    destroy: (id) => void timers.delete(id),
  });
  hook.enable();
  return () => {
    hook.disable();
    return [...timers.values()].flatMap(({ timer, begun }) => {
      const live = timer.deref();
      if (!live || live._destroyed || !live.hasRef()) return [];
      return [`a timer of ${live._idleTimeout} ms, begun at ${whereIn(begun.stack ?? '')}`];
    });
  };
}

/** The first line that is not Node's own, and the first of ours, where that is another. */
function whereIn(stack: string): string {
  const lines = stack.split('\n').filter((line) => /(?:file:\/\/|\()\//.test(line) && !line.includes('live-timers'));
  const own = lines.find((line) => !line.includes('/node_modules/'));
  return [...new Set([lines[0], own])].flatMap((line) => line?.trim().replace(/^at /, '') ?? []).join(', from ');
}
