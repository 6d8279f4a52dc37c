import { stripVTControlCharacters } from 'node:util';

/** What stands in the place of a secret. */
const MASK = '•••';

/**
 * Lines of a log without what must not leave the cluster: passwords in addresses, values of what is called a password, a
 * token or a key, and what looks like a credential whatever it is called. Rather too much than too little.
 */
export function maskLog(line: string): string {
  return stripVTControlCharacters(line)
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@]+@/gi, `$1${MASK}@`)
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${MASK}`)
    .replace(
      /([\w.-]*(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|authorization)[\w.-]*["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;&"'}]+)/gi,
      `$1${MASK}`,
    )
    .replace(/\beyJ[\w-]{8,}\.[\w-]{8,}(\.[\w-]*)?/g, MASK)
    .replace(/\b(AKIA|ASIA)[A-Z0-9]{16}\b/g, MASK)
    .replace(/\b(gh[pousr]_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|sk-[\w-]{16,})/g, MASK)
    .replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----.*/g, MASK)
    .replace(/\b(?=[A-Za-z+/]*\d)(?=[\dA-Z+/]*[a-z])(?=[\da-z+/]*[A-Z])[A-Za-z\d+/]{40,}={0,2}/g, MASK);
}
