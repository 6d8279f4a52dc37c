import type { JsonObject } from '#src/protocol/index.ts';

import type { Kind } from './kinds/index.ts';

/** A refusal of the Kubernetes API, sent as its `Status` object. */
export class ApiError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly details: JsonObject;

  constructor(code: number, reason: string, message: string, details: JsonObject = {}) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  /** As it goes over the wire. */
  toStatus(): JsonObject {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...(this.reason === 'BadRequest' ? {} : { details: this.details }),
      code: this.code,
    };
  }
}

export const unauthorized = (): ApiError => new ApiError(401, 'Unauthorized', 'Unauthorized');

export const badRequest = (message: string): ApiError => new ApiError(400, 'BadRequest', message);

export const unknownPath = (): ApiError =>
  new ApiError(404, 'NotFound', 'the server could not find the requested resource');

export const notAllowed = (): ApiError =>
  new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');

export const notAcceptable = (): ApiError =>
  new ApiError(406, 'NotAcceptable', 'only the following media types are accepted: application/json');

/** A list or watch asked for a moment that is no longer remembered: the client lists again. */
export const expired = (): ApiError =>
  new ApiError(410, 'Expired', 'The resourceVersion for the provided list or watch is too old.');

export function objectNotFound(kind: Kind, name: string): ApiError {
  const resource = kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
  const details = { name, kind: kind.plural, ...(kind.group === '' ? {} : { group: kind.group }) };
  return new ApiError(404, 'NotFound', `${resource} "${name}" not found`, details);
}
