/** What a short shell script does, as far as one can tell without a shell. Times in seconds from its start. */
export interface Course {
  lines: { after: number; text: string }[];
  /** Undefined: it goes on for ever. */
  ends: { after: number; exitCode: number } | undefined;
  /** What it goes on writing. */
  repeats?: { every: number; texts: string[]; irregular?: true };
  /** It waits for somebody that is not there. */
  waitsFor?: string;
}

export interface Surroundings {
  /** Values of variables, as far as they are written in the pod. */
  env: { [name: string]: string };
  /** Whether a name resolves: that of a Service. */
  resolves(host: string): boolean;
}

const MAX_SECONDS = 1e9;

/** Follows `echo`, `sleep`, `exit`, `true`, `false`, `cat`, endless loops and waiting for hosts; anything else succeeds at once. */
export function playScript(script: string, surroundings: Surroundings): Course {
  const course: Course = { lines: [], ends: undefined };
  const loop = /(?:^|[;\n&]\s*)while\s+(?:true|:|\[\s*1\s*\]|sleep\s+\S+)\s*;?\s*do\b([\s\S]*?)(?:;|\n)\s*done/.exec(
    script,
  );
  const wait = /(?:^|[;\n&]\s*)until\s+([\s\S]*?)\s*;\s*do\b([\s\S]*?)(?:;|\n)\s*done/.exec(script);
  const cut = Math.min(loop?.index ?? Infinity, wait?.index ?? Infinity);
  const before = Number.isFinite(cut) ? script.slice(0, cut) : script;
  let state = run(before, { after: 0, code: 0 }, course, surroundings);
  if (state.ended || !Number.isFinite(cut)) return finish(course, state);
  if (wait && wait.index === cut) {
    const host = hostIn(wait[1] ?? '');
    if (host !== undefined && !surroundings.resolves(host)) {
      const pass: Course = { lines: [], ends: undefined };
      const after = run(wait[2] ?? '', { after: 0, code: 0 }, pass, surroundings);
      return {
        ...course,
        waitsFor: host,
        repeats: { every: Math.max(1, after.after), texts: pass.lines.map(({ text }) => text) },
      };
    }
    state = { after: state.after + 0.2, code: 0 };
    return finish(course, run(script.slice(cut + wait[0].length), state, course, surroundings));
  }
  const pass: Course = { lines: [], ends: undefined };
  const round = run(loop?.[1] ?? '', { after: 0, code: 0 }, pass, surroundings);
  if (round.ended) {
    course.lines.push(...pass.lines.map(({ after, text }) => ({ after: state.after + after, text })));
    return finish(course, { after: state.after + round.after, code: round.code, ended: true });
  }
  return { ...course, repeats: { every: Math.max(1, round.after), texts: pass.lines.map(({ text }) => text) } };
}

interface State {
  after: number;
  code: number;
  ended?: boolean;
}

function finish(course: Course, { after, code }: State): Course {
  return { ...course, ends: after >= MAX_SECONDS ? undefined : { after: Math.max(0.05, after), exitCode: code } };
}

function run(script: string, from: State, course: Course, surroundings: Surroundings): State {
  let state = from;
  const strict = /\bset\s+-[a-z]*e/.test(script);
  for (const statement of script.split(/;|\n/)) {
    for (const [index, part] of statement.split(/\s*(?:&&)\s*/).entries()) {
      if (index > 0 && state.code !== 0) break;
      const [first = '', ...alternatives] = part.split(/\s*\|\|\s*/);
      state = command(first.trim(), state, course, surroundings);
      for (const alternative of alternatives) {
        if (state.ended || state.code === 0) break;
        state = command(alternative.trim(), state, course, surroundings);
      }
      if (state.ended) return state;
    }
    if (strict && state.code !== 0) return { ...state, ended: true };
  }
  return state;
}

function command(text: string, state: State, course: Course, surroundings: Surroundings): State {
  if (text === '' || text.startsWith('#')) return state;
  const words = text
    .replace(/[12]?>(?:&[12]|\s*\S+)/g, '')
    .trim()
    .split(/\s+/);
  const [name = '', ...rest] = words;
  const say = (line: string) => course.lines.push({ after: state.after, text: line });
  switch (name) {
    case 'exec':
    case 'sudo':
      return command(rest.join(' '), state, course, surroundings);
    case 'echo':
    case 'printf':
      if (!/(^|[^2&])>\s*[^&\s]/.test(text))
        say(unquoted(text.slice(name.length).replace(/[12]?>&[12]/g, ''), surroundings.env));
      return { ...state, code: 0 };
    case 'sleep': {
      const [amount = '0'] = rest;
      if (/^(infinity|inf)$/i.test(amount)) return { after: MAX_SECONDS, code: 0, ended: true };
      const factor = { m: 60, h: 3_600, d: 86_400 }[amount.at(-1) ?? ''] ?? 1;
      return { after: state.after + (Number.parseFloat(amount) || 0) * factor, code: 0 };
    }
    case 'exit':
      return { ...state, code: Number.parseInt(rest[0] ?? String(state.code), 10) || 0, ended: true };
    case 'false':
      return { ...state, code: 1 };
    case 'tail':
      return rest.includes('-f') || rest.includes('-F')
        ? { after: MAX_SECONDS, code: 0, ended: true }
        : { ...state, code: 0 };
    case 'cat': {
      const file = rest.find((word) => /missing|nonexist|does-not-exist|no-such/.test(word));
      if (file === undefined) return { ...state, code: 0 };
      say(`cat: can't open '${file}': No such file or directory`);
      return { ...state, code: 1 };
    }
    case 'nslookup':
    case 'wget':
    case 'curl':
    case 'nc':
    case 'ping': {
      const host = hostIn(text);
      if (host === undefined || surroundings.resolves(host)) return { ...state, after: state.after + 0.1, code: 0 };
      say(name === 'nslookup' ? `** server can't find ${host}: NXDOMAIN` : `${name}: bad address '${host}'`);
      return { ...state, after: state.after + 0.3, code: 1 };
    }
    default:
      if (/does-not-exist|nonexistent|no-such/.test(name)) {
        say(`/bin/sh: ${name}: not found`);
        return { ...state, code: 127 };
      }
      return { ...state, after: state.after + 0.05, code: 0 };
  }
}

function hostIn(text: string): string | undefined {
  const url = /https?:\/\/([^/:\s"']+)/.exec(text)?.[1];
  if (url !== undefined) return url;
  const words = text.split(/\s+/).filter((word) => word !== '' && !/^[-<>|&!]/.test(word) && !/^\d+$/.test(word));
  return words.slice(1).find((word) => /^[a-z0-9][a-z0-9.-]*$/.test(word));
}

function unquoted(text: string, env: { [name: string]: string }): string {
  return text
    .trim()
    .replace(/^-[ne]\s+/, '')
    .replace(/(["'])(.*?)\1/g, '$2')
    .replace(/\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?/g, (_, name: string) => env[name] ?? '');
}
