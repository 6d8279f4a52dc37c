/** Why a cluster did not do what was asked. */
export type ClusterErrorCode =
  /** Nobody answers at the address: refused, reset, no such host. */
  | 'UNREACHABLE'
  /** It answers, too late. */
  | 'TIMEOUT'
  /** Its certificate is not the one that the kubeconfig trusts, or has expired. */
  | 'CERTIFICATE'
  /** The credentials are not, or no longer, accepted. */
  | 'UNAUTHORIZED'
  /** The credentials may not do this. */
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  /** Somebody else changed it meanwhile, or owns a field that was to be changed: see `causes`. */
  | 'CONFLICT'
  /** The server, or a webhook of it, refuses the object: see `causes`. */
  | 'INVALID'
  /** The server does not know this kind. */
  | 'UNKNOWN_KIND'
  /** An eviction that a disruption budget does not allow now. */
  | 'BUDGET'
  /** Too many requests, or not ready yet: `retryAfterMs` says when. */
  | 'BUSY'
  /** The version that a list or a watch went on from is forgotten. */
  | 'EXPIRED'
  /** The server failed in a way of its own. */
  | 'SERVER'
  /** The caller's signal. */
  | 'ABORTED';

/** One reason among several, with its place: `.spec.replicas`. */
export interface ClusterErrorCause {
  field?: string;
  reason?: string;
  message: string;
}

/**
 * What went wrong with a cluster, fit to be shown and logged: no header, no token and no raw body is in it.
 * `message` is a sentence for people.
 */
export class ClusterError extends Error {
  readonly code: ClusterErrorCode;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  readonly causes: readonly ClusterErrorCause[];
  readonly retryAfterMs?: number;

  constructor(
    code: ClusterErrorCode,
    message: string,
    details: { status?: number; causes?: readonly ClusterErrorCause[]; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'ClusterError';
    this.code = code;
    if (details.status !== undefined) this.status = details.status;
    this.causes = details.causes ?? [];
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
  }

  /** Whether the same request may do better a little later. */
  get retryable(): boolean {
    return ['UNREACHABLE', 'TIMEOUT', 'BUSY', 'EXPIRED', 'SERVER', 'BUDGET'].includes(this.code);
  }
}
