import type { z } from 'zod';

import { TurnRefused } from '#src/conversation/index.ts';
import type { Ack, WireError } from '#src/protocol/index.ts';

/** One request as it came: its acknowledgement and its content are whatever a client sent. */
export interface RawRequest {
  event: string;
  ack: unknown;
  content: unknown;
}

/**
 * Validates a request, does what it asks, and answers: every throw becomes a refusal, so that nothing a client sends can
 * end the process. `failed` logs a mistake of ours and gives the word it can be found by.
 */
export async function answerRequest<I, O extends object>(
  { event, ack, content }: RawRequest,
  schema: z.ZodType<I>,
  failed: (event: string, error: unknown) => string,
  work: (valid: I) => Promise<O>,
): Promise<void> {
  try {
    const parsed = schema.safeParse(content);
    if (parsed.success) answer(ack, { ok: true, ...(await work(parsed.data)) });
    else answer(ack, refusal('BAD_REQUEST', describe(event, parsed.error)));
  } catch (error) {
    if (error instanceof TurnRefused) {
      answer(ack, refusal(error.code, error.message));
    } else if (unavailable.has(codeOf(error))) {
      const message = 'The wizard cannot reach its memory right now. Your message is kept here and sent again.';
      answer(ack, refusal('UNAVAILABLE', message, 1_000));
    } else {
      const reference = failed(event, error);
      answer(ack, refusal('INTERNAL', `Something went wrong on our side. Nothing was lost. Reference: ${reference}.`));
    }
  }
}

/** Answers, where the client wants an answer. */
export function answer(ack: unknown, content: Ack<object>): void {
  if (isAck(ack)) ack(content);
}

/** No, and why. */
export function refusal(code: string, message: string, retryAfter?: number): { ok: false; error: WireError } {
  return { ok: false, error: { code, message, ...(retryAfter === undefined ? {} : { retryAfter }) } };
}

/** Redis does not take commands now: nothing was lost, the client keeps its message and sends it again. */
const unavailable: ReadonlySet<unknown> = new Set(['REDIS_AWAY', 'REDIS_DISK', 'REDIS_FULL', 'REDIS_READ_ONLY']);

function isAck(ack: unknown): ack is (content: Ack<object>) => void {
  return typeof ack === 'function';
}

function describe(event: string, error: z.ZodError): string {
  const [issue] = error.issues;
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.join('.')}` : '';
  return `This ${event} is not well-formed${where}: ${issue?.message ?? 'unknown reason'}.`;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
