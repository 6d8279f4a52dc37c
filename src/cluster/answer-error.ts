import type { ClusterErrorCause, ClusterErrorCode } from './cluster-error.ts';
import { ClusterError } from './cluster-error.ts';
import { numberAt, objectsAt, textAt } from './fields.ts';

/** Longest sentence of a server that is passed on. */
const MAX_SENTENCE = 600;

/** What a request was about, for the sentence. */
export interface Question {
  method: string;
  path: string;
}

/** An answer that is no success, as a `ClusterError`: the Status object in the body says more than the number. */
export function answerError(
  question: Question,
  answer: { status: number; body: string; retryAfter?: string | undefined },
): ClusterError {
  const status = parsed(answer.body);
  const reason = textAt(status, 'reason') ?? '';
  const said = clean(textAt(status, 'message') ?? '');
  const causes = causesOf(status);
  const code = codeOf(question, answer.status, reason, said, causes);
  const retryAfterMs = retryAfter(answer.retryAfter) ?? retrySeconds(status);
  return new ClusterError(code, sentence(code, said, answer.status), {
    status: answer.status,
    causes,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** An error event in a watch, which carries a Status too. */
export function eventError(status: unknown): ClusterError {
  return answerError(
    { method: 'GET', path: '' },
    { status: numberAt(status, 'code') ?? 500, body: JSON.stringify(status ?? null) },
  );
}

function codeOf(
  { method, path }: Question,
  status: number,
  reason: string,
  said: string,
  causes: readonly ClusterErrorCause[],
): ClusterErrorCode {
  switch (status) {
    case 400:
    case 415:
    case 422:
      return 'INVALID';
    case 401:
      return 'UNAUTHORIZED';
    case 403:
      // A namespace that was made a moment ago.
      if (/error looking up service account/.test(said)) return 'BUSY';
      // A kind may be called what admission is called: "validatingwebhookconfigurations.admissionregistration.k8s.io".
      if (/\bcannot \w+ resource "/.test(said)) return 'FORBIDDEN';
      // Quotas and admission say Forbidden too, and mean the object.
      return /exceeded quota|admission|violates|is being terminated|limited to|forbidden: (minimum|maximum)/i.test(said)
        ? 'INVALID'
        : 'FORBIDDEN';
    case 404:
      // Where no object is meant, the whole path is unknown.
      return reason === 'NotFound' && causes.length === 0 && said.endsWith('not found') ? 'NOT_FOUND' : 'UNKNOWN_KIND';
    case 405:
      return 'UNKNOWN_KIND';
    case 408:
    case 504:
      return 'TIMEOUT';
    case 409:
      return reason === 'AlreadyExists' ? 'ALREADY_EXISTS' : 'CONFLICT';
    case 410:
      return 'EXPIRED';
    case 429:
      return method === 'POST' && path.endsWith('/eviction') && causes.some(isBudget) ? 'BUDGET' : 'BUSY';
    case 503:
      return 'BUSY';
    default:
      if (/field not declared in schema|failed to create typed patch object|unknown field/.test(said)) return 'INVALID';
      return 'SERVER';
  }
}

const isBudget = ({ reason }: ClusterErrorCause): boolean => reason === 'DisruptionBudget';

function causesOf(status: unknown): ClusterErrorCause[] {
  return objectsAt(status, 'details', 'causes').map((cause) => {
    const field = textAt(cause, 'field');
    const reason = textAt(cause, 'reason');
    return {
      ...(field === undefined ? {} : { field }),
      ...(reason === undefined ? {} : { reason }),
      message: clean(textAt(cause, 'message') ?? ''),
    };
  });
}

const sentences: { readonly [code in ClusterErrorCode]?: string } = {
  UNAUTHORIZED: 'The cluster does not accept these credentials, or they have expired.',
  UNKNOWN_KIND: 'The cluster does not know this kind of object.',
  TIMEOUT: 'The Kubernetes API took too long to answer.',
  EXPIRED: 'The cluster has forgotten the version that this went on from.',
};

/** The server's own words where it has some, for they name the field; else ours. */
function sentence(code: ClusterErrorCode, said: string, status: number): string {
  if (code === 'UNAUTHORIZED' || said === '') {
    return sentences[code] ?? `The Kubernetes API answered ${status} without a reason.`;
  }
  if (code === 'FORBIDDEN') return `The credentials may not do this: ${said}`;
  return said;
}

function retryAfter(header: string | undefined): number | undefined {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}

function retrySeconds(status: unknown): number | undefined {
  const seconds = numberAt(status, 'details', 'retryAfterSeconds');
  return seconds === undefined ? undefined : seconds * 1_000;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** One line, without what deceives readers: control, bidirectional and invisible characters. */
function clean(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Co}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > MAX_SENTENCE ? `${line.slice(0, MAX_SENTENCE - 1)}…` : line;
}
