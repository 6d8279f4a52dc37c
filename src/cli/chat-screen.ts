import { columnsOf } from './chat-line.ts';

/** The part of a terminal that is written to. */
interface Terminal {
  write(text: string): unknown;
  columns?: number;
  rows?: number;
}

/**
 * Writes what stays above, and below it a few lines that change: what runs, what can be picked, what is being typed. They
 * are taken away before anything is written, and drawn again after it.
 */
export class ChatScreen {
  readonly #terminal: Terminal;
  /** Lines between the first one drawn and the cursor, as the terminal broke them. */
  #above = 0;
  #drawn = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  get columns(): number {
    return Math.max(20, this.#terminal.columns ?? 80);
  }

  get rows(): number {
    return Math.max(6, this.#terminal.rows ?? 24);
  }

  /** For good. */
  print(text: string): void {
    this.clear();
    this.#terminal.write(`${text}\n`);
  }

  /** Puts these lines below everything; the cursor stands in the last one, behind so many columns. */
  draw(lines: readonly string[], column: number): void {
    this.clear();
    this.#terminal.write(lines.join('\n'));
    this.#terminal.write(`\r${column > 0 ? `\u001b[${column}C` : ''}`);
    this.#above = lines.slice(0, -1).reduce((sum, line) => sum + this.#heightOf(line), 0);
    this.#drawn = true;
  }

  clear(): void {
    if (!this.#drawn) return;
    this.#terminal.write(`\r${this.#above > 0 ? `\u001b[${this.#above}A` : ''}\u001b[J`);
    this.#drawn = false;
  }

  #heightOf(line: string): number {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours take no room
    const bare = line.replace(/\u001b\[[\d;]*m/g, '');
    return Math.max(1, Math.ceil(columnsOf(bare) / this.columns));
  }
}
