import type { OperationView, StageView } from '#src/protocol/index.ts';

/** An operation as lines of the wizard's markdown: what is done, what runs, what is still to come. Pure. */
export function progressText(operation: OperationView): string {
  const badge = operation.badge === undefined ? '' : ` (${operation.badge})`;
  const lines = [`${signs[operation.state]} **${literal(operation.title)}**${literal(badge)}`];
  for (const stage of operation.stages) lines.push(`${mark(stage)} ${literal(stage.title)}${detail(stage)}`);
  if (operation.note) lines.push('', literal(operation.note.text));
  return lines.join('\n');
}

/** How an operation stands, as a sign. */
export const signs: { readonly [state in OperationView['state']]: string } = {
  Pending: '⏳',
  Processing: '⏳',
  Succeeded: '✅',
  Error: '⚠️',
  Failed: '❌',
  Aborted: '⏹',
};

function mark({ state }: StageView): string {
  return { waiting: '▫️', running: '▶️', done: '✔️', failed: '✖️', undone: '↩️' }[state];
}

function detail({ state, percent, text }: StageView): string {
  if (state !== 'running' && state !== 'failed') return '';
  const share = percent === undefined ? '' : ` ${Math.round(percent)} %`;
  return `${share}${text === undefined ? '' : `: ${literal(text)}`}`;
}

/** Words that are no markup, in a text that is. */
export function literal(text: string): string {
  return text.replace(/[\\`*_[\]~#>]/g, '\\$&');
}
