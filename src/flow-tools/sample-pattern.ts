import type { Chance } from './chance.ts';

/** A text that a regular expression matches, found by walking through it; undefined where it uses more than is known here. */
export function samplePattern(pattern: string, chance: Chance): string | undefined {
  try {
    const walk = new PatternWalk(pattern, chance);
    const text = walk.alternatives();
    return walk.atEnd ? text : undefined;
  } catch (error) {
    if (error instanceof NotKnown) return undefined;
    throw error;
  }
}

class NotKnown extends Error {}

const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const wordCharacters = `${lower}${digits}`;
const classes: { readonly [letter: string]: string } = {
  d: digits,
  w: wordCharacters,
  s: ' ',
  S: `${wordCharacters}-_.`,
};
const anything = `${lower}${digits}-_ .`;

class PatternWalk {
  readonly #pattern: string;
  readonly #chance: Chance;
  #at = 0;

  constructor(pattern: string, chance: Chance) {
    this.#pattern = pattern;
    this.#chance = chance;
  }

  get atEnd(): boolean {
    return this.#at >= this.#pattern.length;
  }

  alternatives(): string {
    const options = [this.#sequence()];
    while (this.#take('|')) options.push(this.#sequence());
    return this.#chance.pick(options) ?? '';
  }

  #sequence(): string {
    let text = '';
    while (!this.atEnd && !'|)'.includes(this.#peek())) text += this.#repeated();
    return text;
  }

  /** One piece as often as it may stand: each time chosen anew. */
  #repeated(): string {
    const begin = this.#at;
    const once = this.#piece();
    const end = this.#at;
    const [least, most] = this.#count();
    const after = this.#at;
    const times = this.#chance.between(least, most);
    let text = times > 0 ? once : '';
    for (let time = 1; time < times; time += 1) {
      this.#at = begin;
      text += this.#piece();
      if (this.#at !== end) throw new NotKnown();
    }
    this.#at = after;
    return text;
  }

  #count(): [number, number] {
    if (this.#take('*')) return this.#lazy(0, 4);
    if (this.#take('+')) return this.#lazy(1, 5);
    if (this.#take('?')) return this.#lazy(0, 1);
    const counted = /^\{(\d+)(,(\d*))?\}/.exec(this.#pattern.slice(this.#at));
    if (!counted) return [1, 1];
    this.#at += counted[0].length;
    const least = Number(counted[1]);
    const most = counted[2] === undefined ? least : counted[3] === '' ? least + 4 : Number(counted[3]);
    return this.#lazy(least, Math.min(most, least + 24));
  }

  #lazy(least: number, most: number): [number, number] {
    this.#take('?');
    return [least, most];
  }

  #piece(): string {
    const character = this.#pattern[this.#at++];
    switch (character) {
      case undefined:
        throw new NotKnown();
      case '(': {
        if (this.#take('?')) {
          const flags = /^(:|P?<[A-Za-z]\w*>)/.exec(this.#pattern.slice(this.#at));
          if (!flags) throw new NotKnown();
          this.#at += flags[0].length;
        }
        const text = this.alternatives();
        if (!this.#take(')')) throw new NotKnown();
        return text;
      }
      case '[':
        return this.#one(this.#set());
      case '.':
        return this.#one(anything);
      case '^':
      case '$':
        return '';
      case '\\':
        return this.#one(this.#escaped());
      default:
        return character;
    }
  }

  #set(): string {
    const not = this.#take('^');
    let members = '';
    while (this.#peek() !== ']') {
      if (this.atEnd || this.#pattern.startsWith('[:', this.#at)) throw new NotKnown();
      const first = this.#member();
      const isRange = first.length === 1 && this.#peek() === '-' && this.#pattern[this.#at + 1] !== ']';
      if (!isRange) {
        members += first;
        continue;
      }
      this.#at += 1;
      const last = this.#member();
      for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code += 1) members += String.fromCharCode(code);
    }
    this.#at += 1;
    return not ? [...anything].filter((one) => !members.includes(one)).join('') : members;
  }

  #member(): string {
    const character = this.#pattern[this.#at++] ?? '';
    return character === '\\' ? this.#escaped() : character;
  }

  #escaped(): string {
    const letter = this.#pattern[this.#at++] ?? '';
    const known = classes[letter];
    if (known !== undefined) return known;
    if (/[A-Za-z0-9]/.test(letter)) throw new NotKnown();
    return letter;
  }

  #one(members: string): string {
    const picked = this.#chance.pick([...members]);
    if (picked === undefined) throw new NotKnown();
    return picked;
  }

  #peek(): string {
    return this.#pattern[this.#at] ?? '';
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at += 1;
    return true;
  }
}
