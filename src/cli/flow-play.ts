import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Rehearsal } from '#src/flow-tools/rehearsal.ts';
import { tapped } from '#src/flow-tools/tapped.ts';
import { TypedWords } from '#src/flow-tools/typed-words.ts';
import type { Entry } from '#src/protocol/index.ts';
import { renderEntry, renderPrompt, renderStage } from './chat-render.ts';
import { colors } from './colors.ts';
import { onlyPath } from './flow-place.ts';
import { oneFlow } from './one-flow.ts';

const SERVER = 'https://wizard.example';

/** Talks to one flow in the terminal. Every action is simulated. */
export async function run(args: string[]): Promise<number> {
  const { positionals } = parseArgs({
    args,
    allowPositionals: true,
    // It is never anything else; the word may be said.
    options: { simulate: { type: 'boolean', default: true } },
  });
  const { flow, flows, actions } = await oneFlow(onlyPath(positionals, '3bot flow play FILE'));
  const rehearsal = new Rehearsal({ flow, flows, actions });
  const words = new TypedWords();
  let shown = 0;
  let mistakes = 0;
  const show = (): void => {
    for (const entry of rehearsal.entriesSince(shown)) {
      for (const line of linesOf(entry)) process.stdout.write(`${line}\n`);
    }
    shown = rehearsal.turns.at(-1)?.revision ?? shown;
    if (rehearsal.ending) process.stdout.write(`${colors.dim(`(${flow.id} has ended: ${endingText(rehearsal)})`)}\n`);
    else if (rehearsal.prompt)
      process.stdout.write(`${renderPrompt(rehearsal.prompt, words.typed(rehearsal.prompt))}\n`);
    const all = [...rehearsal.faults, ...rehearsal.work.mistakes];
    for (const mistake of all.slice(mistakes)) {
      process.stdout.write(`${colors.red(`the flow made a mistake: ${mistake}`)}\n`);
    }
    mistakes = all.length;
  };
  process.stdout.write(
    `${colors.dim('Nothing is really done here. :slots, :stack, :back and :quit are for you; everything else is said.')}\n`,
  );
  await rehearsal.begin();
  show();
  const { isTTY: interactive } = process.stdin;
  const lines = createInterface({ input: process.stdin, ...(interactive ? { output: process.stdout } : {}) });
  lines.setPrompt(colors.cyan('› '));
  if (interactive) lines.prompt();
  for await (const line of lines) {
    const text = line.trim();
    if (text === ':quit' || text === ':q') break;
    if (text === ':slots') process.stdout.write(slotsText(rehearsal));
    else if (text === ':stack') process.stdout.write(stackText(rehearsal));
    else if (text.startsWith(':') && text !== ':back')
      process.stdout.write('There are :slots, :stack, :back and :quit.\n');
    else {
      await say(rehearsal, words, text);
      show();
    }
    if (rehearsal.ending) break;
    if (interactive) lines.prompt();
  }
  lines.close();
  return 0;
}

/** What was typed stands there already; what is asked comes last; work is told when it has ended. */
function linesOf(entry: Entry): string[] {
  if (entry.type === 'said' || entry.type === 'prompt') return [];
  if (entry.type !== 'operation') return [renderEntry(entry, SERVER)];
  const { operation } = entry;
  if (operation.state === 'Pending') return [];
  return [colors.bold(`▸ ${operation.title} (simulated)`), ...renderStage(undefined, operation)];
}

async function say(rehearsal: Rehearsal, words: TypedWords, text: string): Promise<void> {
  const { prompt } = rehearsal;
  if (text === ':back') {
    await rehearsal.reply({ type: 'command', command: 'back' });
    return;
  }
  if (text === '' && prompt?.kind === 'ask') {
    const skip = tapped(prompt, 'skip');
    if (skip && prompt.commands.includes('skip')) await rehearsal.reply(skip);
    return;
  }
  // Nothing is asked while time has to pass, or while others have to agree: an empty line lets it.
  if (!prompt && text === '') {
    const agreed = await rehearsal.decide({ agreed: true });
    if (!agreed) await rehearsal.wait(3_600_000);
    return;
  }
  const reply = text === '' && prompt?.kind !== 'form' ? undefined : words.reply(text, prompt);
  if (reply) await rehearsal.reply(reply);
}

function slotsText({ top }: Rehearsal): string {
  const slots = Object.entries(top?.slots ?? {}).map(([slot, value]) => {
    const assumed = top?.assumed?.includes(slot) ? colors.dim(' (assumed)') : '';
    return `  ${slot}: ${JSON.stringify(value)}${assumed}`;
  });
  const vars = Object.entries(top?.vars ?? {}).map(([name, value]) =>
    colors.dim(`  ${name}: ${JSON.stringify(value)}`),
  );
  return `${[...slots, ...vars].join('\n') || '  nothing yet'}\n`;
}

function stackText({ conversation }: Rehearsal): string {
  const frames = conversation?.stack ?? [];
  return `${frames.map(({ flow, at, version }, index) => `  ${'  '.repeat(index)}${flow} v${version} at ${at}`).join('\n')}\n`;
}

function endingText({ ending }: Rehearsal): string {
  if (!ending) return '';
  const output = Object.keys(ending.output).length > 0 ? ` ${JSON.stringify(ending.output)}` : '';
  return `${ending.outcome}${output}`;
}
