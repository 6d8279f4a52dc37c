import type { Json, Question } from '#src/protocol/index.ts';

import type { Chance } from './chance.ts';
import { samplePattern } from './sample-pattern.ts';

const NOW = Date.UTC(2026, 10, 21);
const DAY = 86_400_000;

/** What only the person may know: wherever this is seen again, a secret has come out. */
const canary = 'canary-k7Qz0';

/** The body of a key is a row of fields, each behind its length: the type, then the key itself. */
const keyFields = [Buffer.from('ssh-ed25519'), Buffer.alloc(32, 7)];
const keyBody = Buffer.concat(keyFields.flatMap((field) => [Buffer.from([0, 0, 0, field.length]), field]));
const sshKey = `ssh-ed25519 ${keyBody.toString('base64')} ada@example`;

const lines = [
  'Ada',
  'demo',
  'my project',
  'a-first-one',
  'Grace Hopper',
  'مرحبا',
  'it’s “quoted” & <b>bold</b>',
  '漢字 😀',
];

/** A believable answer to a question, as a widget would send it. */
export function inventAnswer(question: Question, chance: Chance): Json {
  const { type, choices = [], pattern, accept = [] } = question;
  const possible = choices.filter(({ disabled }) => disabled !== true).map(({ value }) => value);
  switch (type) {
    case 'choice':
      return chance.pick(possible) ?? 'something';
    case 'multichoice': {
      const most = Math.min(question.max ?? possible.length, possible.length);
      const count = chance.between(Math.max(1, question.min ?? 1), most);
      return shuffled(possible, chance).slice(0, count);
    }
    case 'bool':
      return chance.often(0.5);
    case 'int':
    case 'rating':
    case 'number': {
      const least = question.min ?? (type === 'rating' ? 1 : 0);
      return chance.between(least, question.max ?? (type === 'rating' ? 5 : least + 40));
    }
    case 'secret':
      return secretOf(question, chance);
    case 'string':
    case 'text': {
      const sampled = pattern === undefined ? undefined : samplePattern(pattern, chance);
      return fitted(sampled ?? chance.pick(lines) ?? '', question);
    }
    case 'date':
      return new Date(NOW + DAY * chance.between(0, 30)).toISOString().slice(0, 10);
    case 'datetime':
      return new Date(NOW + DAY * chance.between(0, 30)).toISOString();
    case 'duration':
      return chance.between(question.min ?? 60, question.max ?? 86_400);
    case 'size':
      return chance.between(question.min ?? 1_000_000, question.max ?? 50_000_000_000);
    case 'email':
      return chance.pick(['ada@example.org', 'grace.hopper+test@navy.example']) ?? '';
    case 'url':
      return chance.pick(['https://example.org', 'http://host.example:8080/path?x=1']) ?? '';
    case 'ssh_key':
      return sshKey;
    case 'cidr':
      return chance.pick(['10.20.0.0/16', '192.168.7.0/24']) ?? '';
    case 'location':
      return { lat: 52.37, lng: 4.9 };
    case 'key_values':
      return { NAME: 'value', OTHER: '2' };
    case 'file':
      return fileOf(accept);
    default:
      return type satisfies never;
  }
}

/** Something to type that is no sensible answer. */
export function nonsense(chance: Chance): string {
  return (
    chance.pick([
      'qwertz ?!',
      '🦄🦄🦄',
      'x'.repeat(900),
      '{"a": [1',
      '<script>alert(1)</script>',
      '${{ 1 + 1 }}',
      '-',
      '0',
      '/nothing',
    ]) ?? ''
  );
}

function secretOf(question: Question, chance: Chance): string {
  const sampled = question.pattern === undefined ? undefined : samplePattern(question.pattern, chance);
  return sampled ?? fitted(canary, question);
}

function fileOf(accept: readonly string[]): Json {
  const ending = accept.find((one) => one.startsWith('.')) ?? '.txt';
  const media = accept.find((one) => one.includes('/')) ?? 'text/plain';
  return { name: `file${ending}`, type: media.replace('*', 'plain'), content: 'hello' };
}

/** A text of a length that is taken. */
function fitted(text: string, { min = 0, max = 500 }: Question): string {
  const characters = [...text];
  while (characters.length < min) characters.push('x');
  return characters.slice(0, max).join('');
}

function shuffled<T>(list: readonly T[], chance: Chance): T[] {
  return list
    .map((item) => ({ item, at: chance.next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
