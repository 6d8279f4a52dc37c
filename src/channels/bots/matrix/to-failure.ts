import { ConnectionError, HTTPError, MatrixError } from 'matrix-js-sdk';

import { DeliveryFailure } from '../bot-channel.ts';

/** What a homeserver's error means for a delivery. What is returned as it is, is tried again. */
export function toFailure(error: unknown): unknown {
  if (error instanceof DeliveryFailure || error instanceof ConnectionError) return error;
  if (!(error instanceof HTTPError)) {
    return String(error).includes('does not support encryption')
      ? new DeliveryFailure('gone', 'This room is encrypted, and this bot cannot encrypt.')
      : error;
  }
  const code = error instanceof MatrixError ? error.errcode : undefined;
  if (error.isRateLimitError()) return new DeliveryFailure('later', 'The homeserver asks for a pause.', pauseOf(error));
  if (code === 'M_FORBIDDEN' || code === 'M_NOT_FOUND' || code === 'M_CONSENT_NOT_GIVEN') {
    return new DeliveryFailure('gone', `The homeserver does not let the bot talk there: ${error.message}`);
  }
  if (code === 'M_TOO_LARGE' || code === 'M_BAD_JSON' || code === 'M_INVALID_PARAM' || error.httpStatus === 413) {
    return new DeliveryFailure('refused', `The homeserver does not take this message: ${error.message}`);
  }
  return error;
}

/** Milliseconds the homeserver wants to be left alone. */
export function pauseOf(error: unknown, otherwise = 2_000): number {
  if (!(error instanceof HTTPError) || !error.isRateLimitError()) return otherwise;
  try {
    return error.getRetryAfterMs() ?? otherwise;
  } catch {
    return otherwise;
  }
}
