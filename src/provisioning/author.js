/**
 * An action of your own, as it is.
 * @template T
 * @param {T} action
 */
export function defineAction(action) {
  return action;
}

/**
 * The world says no: throw what this returns, and a flow can tell it apart by its code.
 * @param {string} code
 * @param {string} message
 * @param {{ retryable?: boolean }} options
 */
export function fail(code, message, { retryable = false } = {}) {
  return Object.assign(new Error(message), { name: 'ActionFailure', code, retryable });
}
