import type { Json } from '#src/protocol/index.ts';

import type { Answering, Stub } from './rehearsed-work.ts';

/** What a test says actions answer: one value for every call, or a list with one for each; the last one stays. */
export function answeringOf(stubs: { readonly [action: string]: Json }): Answering {
  return (action, nth) => {
    if (!Object.hasOwn(stubs, action)) return undefined;
    const given = stubs[action] ?? null;
    return stubOf(Array.isArray(given) ? (given[Math.min(nth, given.length - 1)] ?? null) : given);
  };
}

function stubOf(value: Json): Stub {
  if (value === 'pending') return 'pending';
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value['error'] === 'string') {
    const { error: code, message, retryable } = value;
    const said = typeof message === 'string' ? message : `It failed with ${code}.`;
    return { failure: { code, message: said, retryable: retryable === true } };
  }
  return { output: value };
}
