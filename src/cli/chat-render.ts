import {
  type Entry,
  type JsonObject,
  literal,
  type OperationView,
  type Prompt,
  type Question,
  type Show,
  type StageView,
} from '#src/protocol/index.ts';
import { colors } from './colors.ts';
import { readable } from './readable.ts';

/** An entry of the transcript as terminal text. Pure. */
export function renderEntry(entry: Entry, server: string): string {
  switch (entry.type) {
    case 'said':
      return colors.dim(`you  ${entry.text}`);
    case 'relayed':
      return `${colors.magenta(colors.bold(entry.name))}  ${entry.text}`;
    case 'say':
      return tone(entry.tone)(markdown(entry.text));
    case 'show':
      return [entry.text === undefined ? '' : markdown(entry.text), renderShow(entry.show, server)]
        .filter((part) => part !== '')
        .join('\n');
    case 'changed':
      return colors.dim(`(asked again: ${entry.slots.join(', ')})`);
    case 'prompt':
    case 'operation':
      return '';
    default:
      return entry satisfies never;
  }
}

/**
 * What is asked, with numbers where something can be picked. A form is asked field by field. Without `list`, what can be
 * picked is shown by somebody else.
 */
export function renderPrompt(prompt: Prompt, answered: JsonObject, { list = true }: { list?: boolean } = {}): string {
  switch (prompt.kind) {
    case 'ask':
      return question(prompt.question, list);
    case 'form': {
      const left = prompt.fields.filter(({ slot }) => !Object.hasOwn(answered, slot));
      const text = prompt.text === undefined ? [] : [markdown(prompt.text)];
      const head = left.length === prompt.fields.length ? [colors.bold(prompt.title), ...text] : [];
      if (prompt.error !== undefined && head.length > 0) head.push(colors.red(prompt.error));
      return [...head, ...(left[0] ? [question(left[0], list)] : [])].join('\n');
    }
    case 'confirm': {
      const width = Math.max(0, ...prompt.rows.map(({ label }) => label.length));
      const rows = prompt.rows.map(({ label, value }) => `  ${colors.dim(label.padEnd(width))}  ${value}`);
      const how =
        prompt.typed === undefined ? `${prompt.yes} / ${prompt.no}` : `type ${colors.bold(prompt.typed)} to go on`;
      return [
        markdown(prompt.text),
        ...rows,
        ...(prompt.error === undefined ? [] : [colors.red(markdown(prompt.error))]),
        ...(list || prompt.typed !== undefined ? [colors.dim(`[${how}]`)] : []),
      ].join('\n');
    }
    case 'offers':
      return [
        markdown(prompt.text),
        ...(list ? prompt.offers.map(({ label }, index) => `  ${index + 1}) ${label}`) : []),
      ].join('\n');
    default:
      return prompt satisfies never;
  }
}

/** What changed since the last time, stage by stage: one line each, so that it reads in a pipe too. */
export function renderStage(before: OperationView | undefined, now: OperationView): string[] {
  const lines: string[] = [];
  // Where it happens was not known yet when its title was written.
  if (before !== undefined && before.badge === undefined && now.badge !== undefined) lines.push(`  (${now.badge})`);
  for (const stage of now.stages) {
    const old = before?.stages.find(({ id }) => id === stage.id);
    if (stage.state === 'waiting' || (old?.state === stage.state && old.text === stage.text)) continue;
    if (stage.state === 'running' && stage.text === undefined && old?.state === 'running') continue;
    lines.push(`  ${mark(stage)} ${stage.title}${stage.text ? colors.dim(`: ${stage.text}`) : ''}${took(stage)}`);
  }
  if (now.note && now.note.text !== before?.note?.text) lines.push(`  ${tone(now.note.tone)(now.note.text)}`);
  return lines;
}

function question(asked: Question, list: boolean): string {
  const lines = [markdown(asked.text)];
  (list ? asked.choices : [])?.forEach(({ label, description }, index) => {
    lines.push(`  ${index + 1}) ${label}${description ? colors.dim(`  ${description}`) : ''}`);
  });
  const hints = [asked.hint, asked.default === undefined ? undefined : `Enter for ${readable(String(asked.default))}`];
  const hint = hints.filter((part) => part !== undefined).join('; ');
  if (hint !== '') lines.push(colors.dim(`  ${hint}`));
  if (asked.error !== undefined) lines.push(colors.red(`  ${markdown(asked.error)}`));
  return lines.join('\n');
}

function renderShow(show: Show, server: string): string {
  switch (show.as) {
    case 'markdown':
      return markdown(show.text);
    case 'table': {
      const all = [show.columns, ...show.rows];
      const widths = show.columns.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
      const line = (row: string[]) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`;
      return [
        ...(show.title ? [colors.bold(show.title)] : []),
        colors.dim(line(show.columns)),
        ...show.rows.map(line),
      ].join('\n');
    }
    case 'card': {
      const width = Math.max(0, ...show.fields.map(({ label }) => label.length));
      const badge = show.badge ? colors.dim(` (${show.badge})`) : '';
      const status = show.status ? `  ${tone(show.status.tone)(show.status.text)}` : '';
      const fields = show.fields.map(({ label, value }) => `  ${colors.dim(label.padEnd(width))}  ${value}`);
      return [`${colors.bold(show.title)}${badge}${status}`, ...fields].join('\n');
    }
    case 'picture':
      return `[${show.alt}]`;
    case 'qr':
      return show.text;
    case 'download': {
      const address = new URL(show.href, server).href;
      const caption = show.caption ? `${markdown(show.caption)}\n` : '';
      return show.once
        ? `${caption}  curl -X POST -o ${inShell(show.filename)} ${inShell(address)}${colors.dim('   (works once)')}`
        : `${caption}  ${address}`;
    }
    case 'link':
      return `${show.label}: ${new URL(show.href, server).href}`;
    case 'log':
      return [
        ...(show.title ? [colors.bold(show.title)] : []),
        ...show.lines.map((line) => colors.dim(`  ${line}`)),
      ].join('\n');
    default:
      return show satisfies never;
  }
}

function markdown(text: string): string {
  return literal(
    text
      .replace(/(?<!\\)\*\*(.+?)\*\*/g, (_, bold: string) => colors.bold(bold))
      .replace(/(?<!\\)`([^`]+)`/g, (_, code: string) => colors.cyan(code)),
  );
}

/** A word of a command that people copy: nothing in it becomes a command of its own. */
function inShell(word: string): string {
  return /^[\w.-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function mark({ state }: StageView): string {
  switch (state) {
    case 'done':
      return colors.green('✓');
    case 'failed':
      return colors.red('✗');
    case 'undone':
      return colors.yellow('↺');
    case 'running':
    case 'waiting':
      return '…';
    default:
      return state satisfies never;
  }
}

function took({ state, startedAt, endedAt }: StageView): string {
  if (state !== 'done' || startedAt === undefined || endedAt === undefined) return '';
  return colors.dim(` (${((endedAt - startedAt) / 1_000).toFixed(1)} s)`);
}

function tone(name: string | undefined): (text: string) => string {
  if (name === 'success') return colors.green;
  if (name === 'warning') return colors.yellow;
  if (name === 'error') return colors.red;
  return (text) => text;
}
