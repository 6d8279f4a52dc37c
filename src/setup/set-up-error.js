/** Set-up cannot go on; the message says in a sentence or two why and what to do. */
export class SetUpError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'SetUpError';
  }
}
