/** Whether a text holds what must not stand in a chat: a private key, a token that opens something. */
export function looksSecret(text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

/** Only what can hardly be anything else: a person whose answer is refused for nothing is lost. Linear time, each. */
const patterns: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/u,
  /\bclient-key-data:\s{0,10}[A-Za-z0-9+/=]{40,}/u,
  /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/u,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/u,
  /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk_live_|rk_live_|npm_)[A-Za-z0-9_-]{16,}/u,
  /\bK10[0-9a-f]{40,}::/u,
];
