const MASK = '••••';

/**
 * The line with what looks like a secret put out of sight: keys and passwords by the name before them, tokens by their own
 * look. A log is read by people: hiding too much is better than showing too much.
 */
export function maskSecrets(line: string): string {
  let masked = line;
  for (const [pattern, kept] of patterns) masked = masked.replace(pattern, kept);
  return masked;
}

/** Each pattern runs in linear time: no repetition stands inside another one. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // In an address: scheme://name:password@host
  [/(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{0,100}:)[^\s@/]{1,200}@/giu, `$1${MASK}@`],
  // Authorization: Bearer …
  [/\b(bearer|basic|token)\s+[A-Za-z0-9+/=._~-]{8,}/giu, `$1 ${MASK}`],
  // JSON Web Tokens, also of service accounts.
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?/gu, MASK],
  // Keys with a prefix of their own.
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/gu, MASK],
  [/\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk-|sk_live_|rk_live_|npm_)[A-Za-z0-9_-]{10,}/gu, MASK],
  [/\bK10[0-9a-f]{40,}::[^\s"']{4,}/gu, MASK],
  // What stands behind a name that says it all: password=…, "api_key": "…", --token …
  [
    /((?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|client[_-]?secret|credentials?|mnemonic)["']?\s{0,3}[:=]\s{0,3})("[^"]*"|'[^']*'|[^\s,;"'&]+)/giu,
    `$1${MASK}`,
  ],
  [/(--?(?:password|passwd|secret|token|api-key|private-key)\s{1,3})[^\s-]\S*/giu, `$1${MASK}`],
  // A line of a private key stands alone, without a name.
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.*/gu, `-----BEGIN PRIVATE KEY----- ${MASK}`],
];
