import { emitKeypressEvents } from 'node:readline';
import {
  commands,
  type Entry,
  type JsonObject,
  type OperationView,
  type Prompt,
  type Question,
} from '#src/protocol/index.ts';
import { type Choosing, choiceLines, choosingOf, chosen, walk } from './chat-choices.ts';
import type { ChatFront, FrontEvents } from './chat-front.ts';
import { columnsOf, editLine, emptyLine, fitted, type Key, type Line, textOf } from './chat-line.ts';
import { renderEntry, renderPrompt, renderStage } from './chat-render.ts';
import { ChatScreen } from './chat-screen.ts';
import { colors } from './colors.ts';
import { wrapText } from './wrap-text.ts';

const MOST_REMEMBERED = 50;
const BRACKETED_PASTE = '\u001b[?2004h';
const PLAIN_PASTE = '\u001b[?2004l';

/** A chat at a terminal: choices are walked with the arrows, secrets are not shown, and what runs is told in one line. */
export class TerminalFront implements ChatFront {
  readonly #server: string;
  readonly #events: FrontEvents;
  readonly #input: NodeJS.ReadStream;
  readonly #screen: ChatScreen;
  readonly #output: NodeJS.WriteStream;
  readonly #running = new Map<string, OperationView>();
  readonly #history: string[] = [];
  readonly #onKey = (_: string | undefined, key: Key): void => this.#key(key);
  readonly #onResize = (): void => this.#draw();
  readonly #tick: NodeJS.Timeout;
  #prompt: Prompt | undefined;
  #question: Question | undefined;
  #choosing: Choosing | undefined;
  #line: Line = emptyLine;
  #back = 0;
  #pasting = false;
  #begun = false;
  #drawing: NodeJS.Immediate | undefined;

  constructor(options: {
    server: string;
    input: NodeJS.ReadStream;
    output: NodeJS.WriteStream;
    events: FrontEvents;
  }) {
    this.#server = options.server;
    this.#events = options.events;
    this.#input = options.input;
    this.#output = options.output;
    this.#screen = new ChatScreen(options.output);
    emitKeypressEvents(this.#input);
    this.#input.setRawMode(true);
    this.#input.resume();
    this.#input.on('keypress', this.#onKey);
    this.#input.once('end', () => this.#events.ended());
    this.#output.on('resize', this.#onResize);
    this.#output.write(BRACKETED_PASTE);
    this.#tick = setInterval(() => {
      if (this.#running.size > 0) this.#draw();
    }, 1_000).unref();
  }

  opened(): void {
    this.#begun = true;
  }

  show(entry: Entry): void {
    const text = renderEntry(entry, this.#server);
    // Lines of a log stay as they were written.
    if (text !== '') this.#print(entry.type === 'show' && entry.show.as === 'log' ? text : this.#wrapped(text));
  }

  ask(prompt: Prompt, form: JsonObject): void {
    const isSame = this.#prompt?.id === prompt.id;
    this.#prompt = prompt;
    this.#question = questionOf(prompt, form);
    this.#choosing = choosing(prompt, this.#question);
    // What is being typed when the question comes is kept; what was typed at another one is not.
    if (!isSame && this.#question?.type === 'secret') this.#line = emptyLine;
    this.#print(this.#wrapped(renderPrompt(prompt, form, { list: false })));
  }

  rest(): void {
    this.#prompt = undefined;
    this.#question = undefined;
    this.#choosing = undefined;
    this.#draw();
  }

  work(operation: OperationView, before: OperationView | undefined): void {
    const isOver = operation.state !== 'Pending' && operation.state !== 'Processing';
    if (isOver) this.#running.delete(operation.id);
    else this.#running.set(operation.id, operation);
    const lines = renderStage(before, {
      ...operation,
      stages: operation.stages.filter(({ state }) => state !== 'running'),
    });
    if (before === undefined) {
      lines.unshift(colors.bold(`▸ ${operation.title}${operation.badge ? ` (${operation.badge})` : ''}`));
    }
    if (lines.length > 0) this.#print(this.#wrapped(lines.join('\n')));
    else this.#draw();
  }

  tell(text: string, tone: 'note' | 'warning' | 'error'): void {
    if (tone === 'note') this.#print(text);
    else this.#print(this.#wrapped(tone === 'error' ? colors.red(text) : colors.yellow(text)));
  }

  close(): void {
    clearInterval(this.#tick);
    clearImmediate(this.#drawing);
    this.#screen.clear();
    this.#input.off('keypress', this.#onKey);
    this.#output.off('resize', this.#onResize);
    this.#output.write(PLAIN_PASTE);
    this.#input.setRawMode(false);
    this.#input.pause();
  }

  #key(key: Key): void {
    if (key.name === 'paste-start' || key.name === 'paste-end') {
      this.#pasting = key.name === 'paste-start';
      return;
    }
    if (key.ctrl === true && key.name === 'c') {
      this.#events.interrupted();
      return;
    }
    if (key.ctrl === true && key.name === 'd' && this.#line.characters.length === 0) {
      this.#events.ended();
      return;
    }
    if (key.ctrl === true && key.name === 'l') {
      this.#output.write('\u001b[2J\u001b[H');
    } else if ((key.name === 'return' || key.name === 'enter') && !this.#pasting) {
      this.#submit();
      return;
    } else if (key.name === 'escape') {
      this.#line = emptyLine;
    } else {
      this.#edit(key);
    }
    this.#drawSoon();
  }

  /** What is pasted comes as many keys at once: it is drawn once. */
  #drawSoon(): void {
    this.#drawing ??= setImmediate(() => {
      this.#drawing = undefined;
      this.#draw();
    });
  }

  #edit(key: Key): void {
    const walked = this.#choosing && !this.#pasting ? walk(this.#choosing, textOf(this.#line), key) : undefined;
    if (walked) {
      this.#choosing = walked;
      return;
    }
    if (!this.#choosing && !this.#isSecret && (key.name === 'up' || key.name === 'down')) {
      this.#recall(key.name === 'up' ? 1 : -1);
      return;
    }
    const before = textOf(this.#line);
    this.#line = editLine(this.#line, key) ?? this.#line;
    // Another filter: the first that is left is pointed at.
    if (this.#choosing && textOf(this.#line) !== before) this.#choosing = { ...this.#choosing, at: 0 };
  }

  #recall(step: number): void {
    this.#back = Math.max(0, Math.min(this.#history.length, this.#back + step));
    const characters = [...(this.#back === 0 ? '' : (this.#history[this.#history.length - this.#back] ?? ''))];
    this.#line = { characters, cursor: characters.length };
  }

  #submit(): void {
    // Before there is a question there is nothing to answer; what was typed stays.
    if (!this.#begun) return;
    const typed = textOf(this.#line);
    const list = this.#choosing;
    const isSecret = this.#isSecret;
    this.#line = emptyLine;
    this.#back = 0;
    if (list && !isCommand(typed)) {
      const answer = chosen(list, typed);
      if ('value' in answer) {
        const values = typeof answer.value === 'string' ? [answer.value] : answer.value;
        const labels = values.map((value) => list.choices.find((one) => one.value === value)?.label ?? value);
        this.#echo(labels.join(', '));
        this.#pick(answer.value);
        return;
      }
    }
    if (typed.trim() !== '' || !this.#prompt) this.#echo(isSecret ? '••••••••' : typed);
    if (!isSecret && typed.trim() !== '' && this.#history.at(-1) !== typed) {
      this.#history.push(typed);
      if (this.#history.length > MOST_REMEMBERED) this.#history.shift();
    }
    this.#events.line(typed);
  }

  #pick(value: string | string[]): void {
    const prompt = this.#prompt;
    this.#choosing = undefined;
    if (prompt?.kind === 'offers') this.#events.reply({ type: 'offer', prompt: prompt.id, offer: String(value) });
    else if (prompt?.kind === 'confirm') {
      const slot = /^edit:(.*)$/.exec(String(value))?.[1];
      this.#events.reply(
        slot === undefined
          ? { type: 'confirm', prompt: prompt.id, yes: value === 'yes' }
          : { type: 'edit', slot, prompt: prompt.id },
      );
    } else this.#events.value(value);
  }

  get #isSecret(): boolean {
    return this.#question?.type === 'secret';
  }

  #echo(text: string): void {
    this.#print(`${colors.cyan('›')} ${text}`);
  }

  #wrapped(text: string): string {
    return wrapText(text, this.#screen.columns);
  }

  #print(text: string): void {
    this.#screen.print(text);
    this.#draw();
  }

  #draw(): void {
    const { columns, rows } = this.#screen;
    const lines = [...this.#running.values()].map((operation) => colors.dim(fitted(statusOf(operation), columns - 1)));
    const typed = textOf(this.#line);
    if (this.#choosing) {
      lines.push(...choiceLines(this.#choosing, typed, { columns: columns - 1, rows: rows - lines.length - 4 }));
    }
    const shown = this.#isSecret ? '•'.repeat(this.#line.characters.length) : typed.replaceAll('\n', '⏎');
    const before = this.#isSecret
      ? '•'.repeat(this.#line.cursor)
      : this.#line.characters.slice(0, this.#line.cursor).join('').replaceAll('\n', '⏎');
    const { text, column } = inWindow(shown, before, columns - 4);
    const hint = typed === '' && this.#choosing ? colors.dim(fitted(hintOf(this.#choosing), columns - 4)) : '';
    lines.push(`${colors.cyan('›')} ${text}${hint}`);
    this.#screen.draw(lines, 2 + column);
  }
}

/** As much of a long line as fits, around the cursor. */
function inWindow(text: string, before: string, columns: number): { text: string; column: number } {
  if (columnsOf(text) <= columns) return { text, column: columnsOf(before) };
  let start = before;
  while (columnsOf(start) > columns - 2) start = [...start].slice(1).join('');
  const rest = text.slice(before.length);
  let end = '';
  for (const character of rest) {
    if (columnsOf(start) + columnsOf(end) + columnsOf(character) > columns) break;
    end += character;
  }
  return { text: `${start}${end}`, column: columnsOf(start) };
}

function hintOf({ several }: Choosing): string {
  return several ? '↑ ↓, space ticks, Enter sends' : '↑ ↓ and Enter, a number, or type to filter';
}

function statusOf({ title, stages, startedAt }: OperationView): string {
  const stage = stages.find(({ state }) => state === 'running');
  const share = stage?.percent === undefined ? '' : ` ${Math.round(stage.percent)} %`;
  const detail =
    stage === undefined ? '' : ` · ${stage.title}${share}${stage.text === undefined ? '' : `: ${stage.text}`}`;
  const seconds = startedAt === undefined ? '' : ` (${Math.max(0, Math.round((Date.now() - startedAt) / 1_000))} s)`;
  return `⏳ ${title}${detail}${seconds}`;
}

/** What can be walked: the choices of a question, offers, or yes, no and the rows that can be changed. */
function choosing(prompt: Prompt, question: Question | undefined): Choosing | undefined {
  if (question) return choosingOf(question);
  const list = (choices: Choosing['choices']): Choosing => ({ choices, several: false, ticked: new Set(), at: 0 });
  if (prompt.kind === 'offers') return list(prompt.offers.map(({ offer, label }) => ({ value: offer, label })));
  // A dangerous step is never one key away.
  if (prompt.kind !== 'confirm' || prompt.typed !== undefined) return undefined;
  const edits = prompt.rows.flatMap(({ slot, label }) =>
    slot === undefined ? [] : [{ value: `edit:${slot}`, label: `Change: ${label}` }],
  );
  return list([{ value: 'yes', label: prompt.yes }, { value: 'no', label: prompt.no }, ...edits]);
}

/** The question that is asked: of a form, the first field without an answer. */
function questionOf(prompt: Prompt, form: JsonObject): Question | undefined {
  if (prompt.kind === 'ask') return prompt.question;
  return prompt.kind === 'form' ? prompt.fields.find(({ slot }) => !Object.hasOwn(form, slot)) : undefined;
}

/** Words that always work are never taken for a choice. */
function isCommand(typed: string): boolean {
  const word = typed.trim().toLowerCase();
  return word.startsWith('/') || commands.some((command) => command === word);
}
