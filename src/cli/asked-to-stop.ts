import { constants } from 'node:os';

/** Signals this soon after the first belong to it: Ctrl-C reaches every process of the terminal, and each passes it on. */
const ECHO_MS = 500;

/** Resolves at the first signal that asks the process to stop; from then on, another one ends it at once. */
export function askedToStop(host: Pick<NodeJS.Process, 'on' | 'exit'> = process, now = () => performance.now()) {
  return new Promise<NodeJS.Signals>((resolve) => {
    let first: number | undefined;
    const asked = (signal: NodeJS.Signals) => {
      if (first === undefined) {
        first = now();
        resolve(signal);
      } else if (now() - first > ECHO_MS) host.exit(128 + constants.signals[signal]);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) host.on(signal, asked);
  });
}
