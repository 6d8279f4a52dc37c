import { randomUUID } from 'node:crypto';
import { z } from 'zod';

import type { Failure } from '#src/chatflow/index.ts';
import type { ClusterErrorCode } from '#src/cluster/index.ts';
import { ClusterError } from '#src/cluster/index.ts';
import { asTrouble, RedisTrouble } from '#src/redis/redis-trouble.ts';

import { ActionFailure } from './action.ts';
import type { Log } from './log.ts';

/**
 * What a person may read of an error. The world's failures speak for themselves; ours become `INTERNAL` with a reference
 * that leads to the log line, because their messages may hold what nobody should see.
 */
export function toFailure(error: unknown, log: Log, where: object): Failure {
  if (error instanceof ActionFailure) {
    return { code: error.code, message: error.message, retryable: error.retryable };
  }
  if (error instanceof ClusterError) {
    return { code: clusterFailures[error.code], message: error.message, retryable: error.retryable };
  }
  const trouble = troubleOf(error);
  if (trouble) return { code: trouble.code, message: trouble.message, retryable: true };
  const reference = randomUUID().slice(0, 8);
  log.error({ ...where, reference, error }, 'An action failed for a reason of ours');
  return {
    code: 'INTERNAL',
    message: `Something went wrong on our side. Please try again; if it stays, name this reference to us: ${reference}.`,
    retryable: true,
  };
}

/** What a flow can ask about, whichever way a cluster said no. */
const clusterFailures: { readonly [code in ClusterErrorCode]: string } = {
  UNREACHABLE: 'CLUSTER_UNREACHABLE',
  TIMEOUT: 'CLUSTER_UNREACHABLE',
  SERVER: 'CLUSTER_UNREACHABLE',
  BUSY: 'CLUSTER_UNREACHABLE',
  EXPIRED: 'CLUSTER_UNREACHABLE',
  CERTIFICATE: 'CLUSTER_REFUSED',
  UNAUTHORIZED: 'CLUSTER_REFUSED',
  FORBIDDEN: 'CLUSTER_REFUSED',
  NOT_FOUND: 'NOT_FOUND',
  ALREADY_EXISTS: 'CLUSTER_CONFLICT',
  CONFLICT: 'CLUSTER_CONFLICT',
  BUDGET: 'CLUSTER_CONFLICT',
  INVALID: 'CLUSTER_INVALID',
  UNKNOWN_KIND: 'UNSUPPORTED',
  ABORTED: 'ABORTED',
};

/** The trouble with Redis behind an error, if that is what it is: nothing is wrong then but the moment. */
export function troubleOf(error: unknown): RedisTrouble | undefined {
  try {
    return asTrouble(error);
  } catch (known) {
    return known instanceof RedisTrouble ? known : undefined;
  }
}

/** The value if the schema takes it; else a failure that names each place and reason. */
export function checkInput<S extends z.ZodType>(action: string, schema: S, input: unknown): z.infer<S> {
  const result = schema.safeParse(withoutNulls(input));
  if (result.success) return result.data;
  const reasons = result.error.issues.map(({ path, message }) => `${path.join('.') || 'the input'}: ${message}`);
  throw new ActionFailure('INVALID_INPUT', `${action} does not take this. ${reasons.slice(0, 5).join('; ')}.`);
}

/** The parsed output. One that breaks its own schema is a bug of the action, and thrown. */
export function checkOutput<S extends z.ZodType>(action: string, schema: S, output: unknown): z.infer<S> {
  const result = schema.safeParse(output);
  if (result.success) return result.data;
  throw new Error(`${action} gave an output that breaks its schema: ${z.prettifyError(result.error)}`);
}

/** A slot that nobody filled is null in a flow, and absent in an action's input. */
function withoutNulls(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}
