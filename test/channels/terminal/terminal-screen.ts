import { columnsOf } from '#src/cli/chat-line.ts';

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** What stands on a terminal after everything that was written to it: as much of one as the chat makes use of. */
export class TerminalScreen {
  readonly #columns: number;
  #rows: { cells: string[]; goesOn: boolean }[] = [{ cells: [], goesOn: false }];
  #row = 0;
  #column = 0;
  /** A sequence that has not come whole. */
  #begun = '';

  constructor(columns: number) {
    this.#columns = columns;
  }

  write(written: string): void {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what terminals are told by
    const tokens = /\u001b\[([?\d;]*)([@-~])|\r|\n|[^\u001b\r\n]+|\u001b/gu;
    const text = `${this.#begun}${written}`;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: see above
    const open = /\u001b(\[[?\d;]*)?$/u.exec(text)?.[0] ?? '';
    this.#begun = open;
    for (const [token, parameter = '', command] of text.slice(0, text.length - open.length).matchAll(tokens)) {
      if (token === '\r') this.#column = 0;
      else if (token === '\n') this.#down();
      else if (command !== undefined) this.#obey(command, Math.max(1, Number(parameter) || 0));
      else if (!token.startsWith('\u001b')) for (const { segment } of segments.segment(token)) this.#put(segment);
    }
  }

  /** The lines from the first one on; what the terminal broke is one. */
  get lines(): string[] {
    const lines: string[] = [];
    let before = '';
    for (const { cells, goesOn } of this.#rows) {
      const text = `${before}${cells.join('')}`;
      if (goesOn) before = text;
      else lines.push(text.trimEnd());
      if (!goesOn) before = '';
    }
    return lines;
  }

  #obey(command: string, count: number): void {
    if (command === 'A') this.#row = Math.max(0, this.#row - count);
    else if (command === 'C') this.#column = Math.min(this.#columns - 1, this.#column + count);
    else if (command === 'J') {
      this.#rows.length = this.#row + 1;
      const row = this.#rows[this.#row];
      if (row) {
        row.cells.length = Math.min(row.cells.length, this.#column);
        row.goesOn = false;
      }
    }
  }

  #down(): void {
    this.#row += 1;
    this.#rows[this.#row] ??= { cells: [], goesOn: false };
  }

  #put(segment: string): void {
    const width = columnsOf(segment);
    if (this.#column + width > this.#columns) {
      const full = this.#rows[this.#row];
      if (full) full.goesOn = true;
      this.#column = 0;
      this.#down();
    }
    const row = this.#rows[this.#row];
    if (!row) return;
    while (row.cells.length < this.#column) row.cells.push(' ');
    row.cells[this.#column] = segment;
    // A wide one takes the place of two.
    if (width === 2) row.cells[this.#column + 1] = '';
    this.#column += width;
  }
}
