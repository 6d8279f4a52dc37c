const hidden = '•••';

/** What looks like a secret, whoever wrote it there. */
const secrets: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*(?:PRIVATE KEY|CERTIFICATE)-----[\s\S]*?(?:-----END [A-Z ]*-----|$)/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\b(?:sk|pk|rk|ghp|gho|ghs|glpat|xox[abpr])[-_][A-Za-z0-9_-]{12,}/g,
  /\b\d{8,12}:[A-Za-z0-9_-]{30,}\b/g,
  /(?<=:\/\/[^\s:/@]{1,100}:)[^\s/@]{1,200}(?=@)/g,
  /(?<=\b(?:password|passwd|pwd|secret|token|api[-_ ]?key|client[-_ ]?key[-_ ]?data|authorization|bearer|mot de passe|كلمة المرور)\b["']?\s{0,3}(?:[:=]|is|ist|est|to|bearer)\s{0,3}["']?)[^\s"',;]{3,400}/gi,
  /(?<![A-Za-z0-9+/=_-])(?=[A-Za-z0-9+/=_-]*\d)(?=[A-Za-z0-9+/=_-]*[A-Za-z])[A-Za-z0-9+/=_-]{40,}/g,
];

/** Characters that nobody sees: control, zero width, direction, and the tag letters that smuggle text. */
const unseen = /[\ufe00-\ufe0f\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\u{e0000}-\u{e0fff}]/gu;

/** A text as a language model or a log of ours may see it: no secrets, nothing unseen, not longer than this. */
export function redact(text: string, longest = 500): string {
  const seen = text.slice(0, longest * 4).replace(unseen, (one) => (one === '\n' || one === '\t' ? ' ' : ''));
  return secrets.reduce((rest, pattern) => rest.replace(pattern, hidden), seen).slice(0, longest);
}
