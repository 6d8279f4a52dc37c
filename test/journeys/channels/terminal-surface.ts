import { type ChatTerminal, keys } from '#test/channels/terminal/chat-terminal.ts';

import type { Sight, Surface } from './surface.ts';

/** The chat at a terminal: each part of the screen between two answers is one thing to see. */
export class TerminalSurface implements Surface {
  readonly #terminal: ChatTerminal;
  readonly #parts: Sight[] = [];
  /** The screen as it was when something was answered. */
  #answered: readonly string[] = [];

  constructor(terminal: ChatTerminal) {
    this.#terminal = terminal;
  }

  async seen(): Promise<readonly Sight[]> {
    const lines = await this.#terminal.lines();
    const first = lines.findIndex((line, index) => line !== this.#answered[index]);
    const part = (first < 0 ? [] : lines.slice(first)).join('\n').trimEnd();
    const choices = part.split('\n').flatMap((line) => choiceIn(line)?.label ?? []);
    return [...this.#parts, { id: `part-${this.#parts.length}`, by: 'screen', text: part, choices }];
  }

  /** By the arrows, and Enter. */
  async press(label: string): Promise<void> {
    const listed = (await this.#terminal.lines()).flatMap((line) => choiceIn(line) ?? []);
    // Of several lists on the screen, the last one can be walked.
    const list = listed.slice(listed.findLastIndex(({ number }) => number === 1));
    const [from, to] = [list.findIndex(({ isAt }) => isAt), list.findIndex((one) => one.label === label)];
    if (from < 0 || to < 0) throw new Error(`there is no choice ${label}: ${list.map((one) => one.label).join(' | ')}`);
    await this.#keep();
    this.#terminal.type((to > from ? keys.down : keys.up).repeat(Math.abs(to - from)));
    this.#terminal.type(keys.enter);
  }

  async type(words: string): Promise<void> {
    await this.#keep();
    this.#terminal.type(`${words}${keys.enter}`);
  }

  async #keep(): Promise<void> {
    this.#parts.splice(0, Number.POSITIVE_INFINITY, ...(await this.seen()));
    this.#answered = await this.#terminal.lines();
  }
}

/** A line of a list: `❯ 2) Small  2 vCPU`. */
function choiceIn(line: string): { number: number; label: string; isAt: boolean } | undefined {
  const [, mark, number, label] = /^([❯ ]) (\d+)\) (.*?)(?: {2}.*)?$/.exec(line) ?? [];
  return label === undefined ? undefined : { number: Number(number), label, isAt: mark === '❯' };
}
