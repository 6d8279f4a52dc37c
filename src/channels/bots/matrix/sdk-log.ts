import { type Logger, logger } from 'matrix-js-sdk/lib/logger.js';

/** Where the channel's own words go. */
export interface ChannelLog {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Parts of the library write to the console, whatever logger they are given. */
export function quietSdk(): void {
  // Its children take over how their parent writes.
  Object.assign(logger, { methodFactory: () => () => undefined });
  (logger as { rebuild?: () => void }).rebuild?.();
}

/** The library talks a lot: all of it is for whoever debugs. What matters to an operator, the channel says itself. */
export function sdkLog(log: ChannelLog, namespace = 'matrix-js-sdk'): Logger {
  const say = (...said: unknown[]): void => {
    log.debug({ from: namespace }, said.map(inWords).join(' ').slice(0, 500));
  };
  return {
    trace: () => undefined,
    debug: () => undefined,
    info: say,
    warn: say,
    error: say,
    getChild: (name) => sdkLog(log, `${namespace}${name}`),
  };
}

function inWords(said: unknown): string {
  return said instanceof Error ? said.message : typeof said === 'string' ? said : typeof said;
}
