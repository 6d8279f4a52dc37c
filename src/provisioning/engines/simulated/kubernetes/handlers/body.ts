import { parse } from 'yaml';

import type { Json, JsonObject } from '#src/protocol/index.ts';

import { ApiError, badRequest } from '../api-error.ts';
import { builtInKinds } from '../kinds/index.ts';
import { isObject } from '../schema/conform.ts';
import type { ApiRequest } from './api-request.ts';
import { fromProtobuf, PROTOBUF } from './protobuf.ts';

/** More than that is no object. */
const MAX_OBJECT = 256 * 1_024;

/** What a client sent, as JSON; YAML where it said so. */
export function bodyOf({ body: raw, contentType = 'application/json' }: ApiRequest): Json {
  if (raw.length > MAX_OBJECT)
    throw new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${MAX_OBJECT}`);
  const type = mediaType(contentType);
  if (type === PROTOBUF) return fromProtobuf(raw, builtInKinds);
  const body = raw.toString();
  const yaml = type.endsWith('yaml');
  if (!yaml && !type.endsWith('json'))
    throw new ApiError(
      415,
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml',
    );
  try {
    return (yaml ? parse(body, { maxAliasCount: 20 }) : JSON.parse(body)) as Json;
  } catch {
    throw badRequest(`error decoding the body: it is no ${yaml ? 'YAML' : 'JSON'}`);
  }
}

/** The same where only an object makes sense; nothing at all is an empty one. */
export function objectBody(request: ApiRequest): JsonObject {
  const value = request.body.length === 0 ? {} : bodyOf(request);
  if (!isObject(value)) throw badRequest('the body is no object');
  return value;
}

export const mediaType = (contentType: string): string => (contentType.split(';')[0] ?? '').trim().toLowerCase();
