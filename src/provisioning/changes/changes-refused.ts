import { ClusterError, nameOf, type ObjectReference } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';

/** One object that the cluster does not take as it is, and why. */
export interface Refusal {
  reference: ObjectReference;
  /** A sentence. */
  message: string;
}

/** Reasons that are told at once. */
const TOLD = 5;

/** The cluster checked what was wanted, and does not take it. Nothing was changed. */
export class ChangesRefused extends ActionFailure {
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    const told = refusals.slice(0, TOLD).map(({ reference, message }) => `${nameOf(reference)}: ${message}`);
    const more = refusals.length > TOLD ? [`There are ${refusals.length - TOLD} more.`] : [];
    super('CLUSTER_INVALID', [...told, ...more].join('\n'));
    this.refusals = refusals;
  }
}

/** What a person reads when the server refuses an object; other errors are thrown on. */
export function refusalOf(reference: ObjectReference, error: unknown): Refusal {
  if (!(error instanceof ClusterError)) throw error;
  const { code, causes, message } = error;
  if (code === 'INVALID' && causes.length > 0) {
    const reasons = causes.map((cause) =>
      cause.field === undefined ? cause.message : `${cause.field}: ${cause.message}`,
    );
    return { reference, message: ended([...new Set(reasons)].slice(0, TOLD).join('; ')) };
  }
  if (code === 'UNKNOWN_KIND') {
    return { reference, message: `This cluster does not know ${reference.kind} of ${reference.apiVersion}.` };
  }
  if (['INVALID', 'NOT_FOUND', 'CONFLICT', 'ALREADY_EXISTS', 'FORBIDDEN'].includes(code)) {
    return { reference, message: ended(message) };
  }
  throw error;
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
