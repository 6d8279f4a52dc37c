import { ConfigError } from '#src/config/config-error.ts';
import type { FailPoint } from '#src/conversation/ports.ts';

/** The boundaries a test may kill the process at (`FAIL_AT`). */
export const knownFailPoints = [
  'turn.loaded',
  'turn.decided',
  'turn.saved',
  'effect.read.claimed',
  'effect.read.done',
  'effect.operate.claimed',
  'effect.operate.done',
  'effect.tell.claimed',
  'effect.tell.done',
  'operation.claimed',
  'operation.before-engine',
  'operation.checkpoint',
  'operation.engine-done',
  'operation.work-done',
  'operation.cleanup',
  'operation.cleaned',
  'operation.outcome-saved',
  'operation.outcome-delivered',
] as const;

/** Boundaries that only a conversation with a bot passes. */
export const botFailPoints = ['incoming.claimed', 'incoming.handled', 'message.claimed', 'message.sent'] as const;

/**
 * Reads FAIL_AT (`name:n`, several separated by commas): the process kills itself when a point is passed for the n-th
 * time, as a power cut would. Only where NODE_ENV is test; when the known names are given, others are refused.
 */
export function failPointsFrom(env: NodeJS.ProcessEnv, known?: readonly string[]): FailPoint {
  const text = env['FAIL_AT'];
  if (!text) return () => {};
  if (env['NODE_ENV'] !== 'test') {
    throw new ConfigError(['FAIL_AT kills the process on purpose and works only with NODE_ENV=test: unset it.']);
  }
  const left = new Map(text.split(',').map((point) => parse(point.trim(), known)));
  return (name) => {
    const hits = left.get(name);
    if (hits === undefined) return;
    left.set(name, hits - 1);
    if (hits === 1) process.kill(process.pid, 'SIGKILL');
  };
}

function parse(point: string, known: readonly string[] | undefined): [name: string, hits: number] {
  const [, name, hits] = /^([^\s:]+):([1-9]\d*)$/.exec(point) ?? [];
  if (name === undefined) {
    throw new ConfigError([`FAIL_AT should be name:n, for example commit.after:2, but is "${point}".`]);
  }
  if (known !== undefined && !known.includes(name)) {
    throw new ConfigError([`FAIL_AT names "${name}", which is no fail point. Known: ${known.join(', ')}.`]);
  }
  return [name, Number(hits)];
}
