/**
 * The language of a terminal, as its environment says it: `fr-BE` of `LANG=fr_BE.UTF-8`. Undefined where it says none, as
 * `C` and `POSIX` do.
 */
export function terminalLanguage(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  // The order of POSIX: the first one that is set counts, also when it names no language.
  const [said = ''] = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name]).filter(Boolean);
  const [, language, region] = /^([a-z]{2,3})(?:_([A-Z]{2}))?(?:[.@]|$)/.exec(said ?? '') ?? [];
  if (language === undefined) return undefined;
  return region === undefined ? language : `${language}-${region}`;
}
