import { ClusterError } from './cluster-error.ts';
import { textAt } from './fields.ts';

const certificateCodes = /^(CERT_|ERR_TLS|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_SSL|HOSTNAME_MISMATCH)/;

/** Why no answer came, as a `ClusterError`: `fetch` hides the reason in the cause of its error. */
export function networkError(address: string, error: unknown, caller: AbortSignal | undefined): ClusterError {
  if (error instanceof ClusterError) return error;
  if (caller?.aborted === true) return new ClusterError('ABORTED', 'It was stopped.', { cause: error });
  const code = codeIn(error);
  if (nameIn(error) === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return new ClusterError('TIMEOUT', `The Kubernetes API at ${address} took too long to answer.`);
  }
  if (certificateCodes.test(code)) {
    const reason = code.toLowerCase().replaceAll('_', ' ');
    return new ClusterError('CERTIFICATE', `The certificate of ${address} is not to be trusted (${reason}).`);
  }
  const reason = reasons[code] ?? 'the connection was lost';
  return new ClusterError('UNREACHABLE', `The Kubernetes API at ${address} does not answer: ${reason}.`);
}

const reasons: { readonly [code: string]: string } = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to its network',
  ETIMEDOUT: 'the connection took too long',
  UND_ERR_CONNECT_TIMEOUT: 'the connection took too long',
  ECONNRESET: 'the connection was cut',
};

/** The first code in an error and what caused it. */
function codeIn(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const code = textAt(at, 'code');
    if (code !== undefined && code !== '') return code;
    const inner = at instanceof AggregateError ? textAt(at.errors, 0, 'code') : undefined;
    if (inner !== undefined) return inner;
  }
  return '';
}

function nameIn(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : '';
}
