/** What a program said of its end, as far as it can be told without knowing the program. */
export interface LogSign {
  cause: LogCause;
  line: string;
  /** The host, file, variable or port that the line names. */
  about?: string;
}

export type LogCause = (typeof signs)[number][0];

/** The disk it writes to has no room. */
export const NO_ROOM = /no space left on device|disk quota exceeded|ENOSPC|database or disk is full/i;

/** From what says most to what says least; the first that any line has decides. Groups name what it is about. */
const signs = [
  ['disk-full', [NO_ROOM]],
  ['forbidden', [/is forbidden: User \\?"system:serviceaccount:/]],
  ['clock', [/certificate has expired or is not yet valid: current time .* is before/i]],
  [
    'name-unknown',
    [
      /(?:getaddrinfo (?:ENOTFOUND|EAI_AGAIN)|lookup|could not translate host name|could not resolve host:?|unknown host|resolve address) "?'?([\w.-]+)/i,
      /(?:no such host|name or service not known|temporary failure in name resolution|nodename nor servname)/i,
    ],
  ],
  [
    'password',
    [
      /password authentication failed for user "?([\w.-]+)/i,
      /access denied for user '?([\w.-]+)/i,
      /(?:authentication failed|WRONGPASS|NOAUTH|invalid (?:username|password)|SASL authentication failed)/i,
    ],
  ],
  ['database-missing', [/database "([\w.-]+)" does not exist|unknown database '([\w.-]+)'/i]],
  [
    'refused',
    [
      /(?:connect(?:ion)? (?:to )?|dial tcp |ECONNREFUSED |connect ECONNREFUSED )["']?([\w.-]+:\d+)[^\n]*(?:refused|$)/i,
      /could not connect to (?:server|host)[^\n]*?"([\w.-]+)"/i,
      /connection refused/i,
    ],
  ],
  [
    'too-late',
    [/(?:dial tcp |connect(?:ing)? to )["']?([\w.-]+:\d+)[^\n]*(?:i\/o timeout|timed out)/i, /ETIMEDOUT ([\w.:-]+)/],
  ],
  [
    'port-in-use',
    [
      /(?:address already in use|EADDRINUSE)[^\n]*?:(\d+)/i,
      /:(\d+)[^\n]*address already in use/i,
      /address already in use|EADDRINUSE/i,
    ],
  ],
  [
    'read-only',
    [
      /(?:EROFS: )?read-only file system[^\n]*?['" ](\/[\w./-]+)/i,
      /['" ](\/[\w./-]+)['"]?: read-only file system/i,
      /read-only file system/i,
    ],
  ],
  [
    'permission',
    [
      /(?:EACCES: )?permission denied[^\n]*?['" ](\/[\w./-]+)/i,
      /(\/[\w./-]+)['"]?: permission denied/i,
      /root"? execution of the .* is not permitted|must not be run as root|do not run .* as root/i,
      /bind\(\) to \S+ failed \(13: permission denied\)|operation not permitted/i,
    ],
  ],
  [
    'variable-missing',
    [
      /(?:environment variable|env var(?:iable)?)s? ["'`]?([A-Z][A-Z0-9_]+)["'`]?[^\n]*(?:not set|not found|is required|required|missing|must be|undefined|empty)/i,
      /(?:missing|required|undefined|unset)[^\n]{0,30}(?:environment variable|env var(?:iable)?)s?:? ["'`]?([A-Z][A-Z0-9_]+)/i,
      /KeyError: ['"]([A-Z][A-Z0-9_]{2,})['"]/,
      /\b([A-Z][A-Z0-9_]*_[A-Z0-9_]+)\b (?:is (?:not set|required|missing|undefined)|must be (?:set|specified|defined)|not set)/,
      /(?:you need to specify one of|is not specified)[^\n]*?\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)/i,
    ],
  ],
  [
    'file-missing',
    [
      /(?:no such file or directory|ENOENT|FileNotFoundError|cannot open|can't open file|could not open)[^\n]*?['": ](\/?[\w.-]*\/[\w./-]+)/i,
      /['" ](\/[\w./-]+)['"]?: no such file or directory/i,
      /(?:cannot find module|no module named|Could not find or load main class) ['"]?([\w./@-]+)/i,
    ],
  ],
  [
    'configuration',
    [
      /(?:yaml|json|toml|ini|config(?:uration)?)[^\n]{0,60}(?:error|invalid|unexpected|unknown|cannot (?:be )?parse|failed to parse|syntax)/i,
      /(?:unknown directive|invalid configuration|\[emerg\]|syntax error[^\n]*(?:line|conf)|unknown (?:flag|option|argument)|unrecognized (?:option|argument)|flag provided but not defined)[: ]*["']?([\w.-]*)/i,
      /Loop \([^)]*\) detected/i,
    ],
  ],
] as const satisfies readonly (readonly [string, readonly RegExp[]])[];

/** Reads the last lines of a container that ended, from the end: what was said last is nearest to the reason. */
export function signIn(lines: readonly string[]): LogSign | undefined {
  for (const [cause, patterns] of signs) {
    for (const pattern of patterns) {
      const line = lines.findLast((one) => pattern.test(one));
      if (line === undefined) continue;
      const about = pattern
        .exec(line)
        ?.slice(1)
        .find((group) => group !== undefined && group !== '');
      return { cause, line: line.trim(), ...(about === undefined ? {} : { about }) };
    }
  }
  return undefined;
}

/** The lines that say most of an end without a sign we know: errors first, else simply the last ones. */
export function lastWords(lines: readonly string[], most = 3): string[] {
  const spoken = lines.map((line) => line.trim()).filter((line) => line !== '');
  const bad = spoken.filter((line) => /\b(error|fatal|panic|exception|failed|cannot|unable|critical)\b/i.test(line));
  return (bad.length > 0 ? bad : spoken).slice(-most);
}
