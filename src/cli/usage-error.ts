/** What a command throws when its options or arguments are wrong: the message says what would be right. */
export class UsageError extends Error {
  readonly code = 'USAGE';
}
