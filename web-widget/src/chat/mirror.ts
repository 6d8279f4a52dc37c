import type { Question } from '#src/protocol/index.ts';

import type { TextKey } from '../texts/texts.ts';

/** What is wrong: one of the widget's sentences, with its values. */
export type Wrong = readonly [key: TextKey, values?: { [name: string]: string | number }];

const LONGEST = { string: 500, text: 4_000, secret: 50_000 } as const;

/**
 * What the server would surely refuse in a typed answer, said at once. Never more than the server refuses: where it reads
 * more than can be told here (a time such as "tomorrow", a place by its name, bounds of sizes, times and dates), the answer
 * goes to it.
 */
export function surelyWrong(question: Question, given: string): Wrong | undefined {
  const { type } = question;
  const text = type === 'secret' ? given : given.normalize('NFC');
  switch (type) {
    case 'string':
    case 'text':
    case 'secret':
      return lengthOf(question, text, LONGEST[type]) ?? patternOf(question, text);
    case 'email':
      return (
        shape(/^(?:mailto:)?[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/iu, text, 'typed.email') ?? patternOf(question, text)
      );
    case 'url':
      return isAddress(text) ? patternOf(question, text) : ['typed.url'];
    case 'size':
      return shape(/\d\s*[a-z]/iu, text, 'typed.size');
    case 'duration':
      return shape(/\d\s*[a-z]|^0/iu, text, 'typed.duration');
    case 'cidr':
      return shape(/^[\da-f.:]+\/\d{1,3}$/iu, text, 'typed.cidr');
    case 'ssh_key':
      // A private key does not even leave this page.
      if (text.includes('PRIVATE KEY')) return ['typed.privateKey'];
      return shape(/^(?:ssh-|ecdsa-|sk-)[\w@.-]+\s+[\w+/=]{40,}/u, text, 'typed.sshKey');
    default:
      return undefined;
  }
}

/** Names that a map of texts cannot have, or has already. */
export function wrongName(names: readonly string[]): Wrong | undefined {
  const bad = names.find((name) => !/^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/u.test(name));
  if (bad !== undefined) return ['pairs.name', { name: bad.slice(0, 60) }];
  const twice = names.find((name, at) => names.indexOf(name) < at);
  return twice === undefined ? undefined : ['pairs.twice', { name: twice }];
}

function lengthOf({ min, max }: Question, text: string, longest: number): Wrong | undefined {
  const count = [...text].length;
  const most = Math.min(max ?? longest, longest);
  if (min !== undefined && count < min) return ['typed.short', { min }];
  return count > most ? ['typed.long', { max: most, count }] : undefined;
}

/**
 * The author's pattern, where this browser reads it as the server does. The server's engine is linear; here a group that
 * repeats could take for ever, so such patterns are the server's alone.
 */
function patternOf({ pattern, placeholder, hint }: Question, text: string): Wrong | undefined {
  if (pattern === undefined || text.length > 200 || /\)[*+?{]|\\[1-9pPQzAC]|\(\?/u.test(pattern)) return undefined;
  try {
    if (new RegExp(`^(?:${pattern})$`, 'u').test(text)) return undefined;
  } catch {
    return undefined;
  }
  const example = hint ?? placeholder;
  return example === undefined ? ['typed.pattern'] : ['typed.patternHint', { hint: example }];
}

function shape(wanted: RegExp, text: string, key: TextKey): Wrong | undefined {
  return wanted.test(text) ? undefined : [key];
}

function isAddress(text: string): boolean {
  const candidate = /^[a-z][a-z0-9+.-]*:/iu.test(text) ? text : `https://${text}`;
  return !/\s/u.test(text) && URL.canParse(candidate) && /^https?:$/u.test(new URL(candidate).protocol);
}
