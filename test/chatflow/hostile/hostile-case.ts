/** A file that has to be refused: what is wrong with it, the file, where and as what it is reported, and in which words. */
export type HostileCase = readonly [
  what: string,
  /** Large ones are made where they are checked. */
  source: string | (() => string),
  /** `line:column code`. */
  at: string,
  /** The sentence has these words. */
  says: string,
];

/** A flow of these steps, the first of which begins in line 3, column 5. */
export function steps(...lines: string[]): string {
  return `title: Hostile\nsteps:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** A flow with these lines above its title; the first is line 1. */
export function above(...lines: string[]): string {
  return `${lines.join('\n')}\ntitle: Hostile\nsteps:\n  - ask: first\n`;
}

/** One question with these keys, the first of which is in line 4, column 5. */
export function question(...lines: string[]): string {
  return steps('- ask: name', ...lines.map((line) => `  ${line}`));
}

/** So many of something, one after the other. */
export function many(count: number, make: string | ((index: number) => string)): string {
  return Array.from({ length: count }, (_, index) => (typeof make === 'string' ? make : make(index))).join('');
}
