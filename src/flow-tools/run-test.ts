import { stripVTControlCharacters } from 'node:util';

import { readDuration } from '#src/chatflow/slot-types/times.ts';
import type { Entry, JsonObject, Prompt } from '#src/protocol/index.ts';

import { disagreements } from './disagreements.ts';
import { Rehearsal } from './rehearsal.ts';
import type { RehearsalOptions } from './rehearsal-options.ts';
import { answeringOf } from './stubs.ts';
import { buttonsOf, tapped } from './tapped.ts';
import type { FlowTest, TestFile, TestStep } from './test-file.ts';
import { TypedWords } from './typed-words.ts';

/** How a channel writes what is said and asked. */
export interface Renderer {
  channel: string;
  entry(entry: Entry): string;
  prompt(prompt: Prompt, typed: JsonObject): string;
}

export interface TestResult {
  name: string;
  passed: boolean;
  /** Where and why it failed, and on which channels where not on all. */
  failures: { line: number; message: string; channels?: string[] }[];
}

/** A step that cannot be taken. */
class Impossible extends Error {}

/** Runs one test of a flow on every channel it is for. */
export async function runTest(
  test: FlowTest,
  lines: readonly number[],
  file: TestFile,
  base: Pick<RehearsalOptions, 'flow' | 'flows' | 'actions' | 'understander'>,
  renderers: readonly Renderer[],
): Promise<TestResult> {
  // A test that names a channel is about that one; where no renderer is for it, about what is said there.
  const own = renderers.filter(({ channel }) => channel === test.channel);
  const used = test.channel === undefined ? renderers : own.length > 0 ? own : renderers.slice(0, 1);
  const failures: { line: number; message: string; channels: string[] }[] = [];
  for (const renderer of used) {
    const result = await runOn(renderer, test, lines, file, base);
    for (const { line, message } of result.failures) {
      const known = failures.find((one) => one.line === line && one.message === message);
      if (known) known.channels.push(renderer.channel);
      else failures.push({ line, message, channels: [renderer.channel] });
    }
  }
  const told = failures.map(({ line, message, channels }) =>
    channels.length === used.length ? { line, message } : { line, message, channels },
  );
  return { name: test.name, passed: told.length === 0, failures: told };
}

/** Runs a test on one channel. It stops at the first step that does not do what it should. */
async function runOn(
  renderer: Renderer,
  test: FlowTest,
  lines: readonly number[],
  file: TestFile,
  base: Pick<RehearsalOptions, 'flow' | 'flows' | 'actions' | 'understander'>,
): Promise<TestResult> {
  const run = new TestRun(test, file, base, renderer);
  for (const [index, step] of [undefined, ...test.steps].entries()) {
    const line = lines[Math.max(0, index - 1)] ?? 1;
    const failed = (messages: readonly string[]): TestResult => ({
      name: test.name,
      passed: false,
      failures: messages.map((message) => ({ line, message })),
    });
    try {
      const wrong = step ? await run.take(step) : await run.begin();
      if (wrong.length > 0) return failed(wrong);
    } catch (error) {
      if (error instanceof Impossible) return failed([error.message]);
      throw error;
    }
  }
  return { name: test.name, passed: true, failures: [] };
}

class TestRun {
  readonly #test: FlowTest;
  readonly #rehearsal: Rehearsal;
  readonly #renderer: Renderer;
  readonly #words = new TypedWords();
  /** The turn at which the person last did something, and the one at which a test last looked. */
  #acted = 0;
  #looked = 0;
  #faults = 0;

  constructor(
    test: FlowTest,
    file: TestFile,
    base: Pick<RehearsalOptions, 'flow' | 'flows' | 'actions' | 'understander'>,
    renderer: Renderer,
  ) {
    const { inputs, slots, remembered, roles, locale, channel = renderer.channel } = test;
    this.#test = test;
    this.#renderer = renderer;
    this.#rehearsal = new Rehearsal({
      ...base,
      ...(inputs ? { inputs } : {}),
      ...(slots ? { slots } : {}),
      ...(remembered ? { remembered } : {}),
      ...(roles ? { roles } : {}),
      ...(locale === undefined ? {} : { locale }),
      channel,
    });
    this.#rehearsal.work.answering = answeringOf({ ...file.stubs, ...test.stubs });
  }

  /** A test that begins with a command or a sentence that starts the flow says so in the menu. */
  async begin(): Promise<string[]> {
    const first = this.#test.steps[0]?.user?.toLowerCase();
    const { commands, phrases } = this.#rehearsal.flow.triggers;
    const starts = [...commands, ...phrases].some((one) => one.toLowerCase() === first);
    await this.#rehearsal.begin(starts ? 'menu' : 'flow');
    return this.#mistakes();
  }

  async take(step: TestStep): Promise<string[]> {
    const rehearsal = this.#rehearsal;
    if (step.expect) {
      const seen = { rehearsal, ...this.#shown(), looked: this.#looked };
      this.#looked = rehearsal.turns.at(-1)?.revision ?? 0;
      return disagreements(step.expect, seen);
    }
    this.#acted = rehearsal.turns.at(-1)?.revision ?? 0;
    await this.#act(step);
    return this.#mistakes();
  }

  async #act(step: TestStep): Promise<void> {
    const rehearsal = this.#rehearsal;
    const { prompt } = rehearsal;
    if (step.user !== undefined) {
      const reply = this.#words.reply(step.user, prompt);
      if (reply) await rehearsal.reply(reply);
    } else if (step.tap !== undefined) {
      const reply = tapped(prompt, step.tap);
      if (!reply) throw new Impossible(`there is nothing to tap called "${step.tap}". There is: ${namesOf(prompt)}.`);
      await rehearsal.reply(reply);
    } else if (step.fill !== undefined) {
      if (prompt?.kind !== 'form') throw new Impossible(`there is no form to fill. There is: ${namesOf(prompt)}.`);
      await rehearsal.reply({ type: 'form', prompt: prompt.id, values: step.fill });
    } else if (step.restart) {
      await rehearsal.restart();
    } else if (step.clock !== undefined) {
      const seconds = readDuration(step.clock);
      if (seconds === null) throw new Impossible(`"${step.clock}" is no length of time: write 30m or 2h.`);
      await rehearsal.wait(seconds * 1_000);
    } else if (step.finish !== undefined) {
      if (!(await rehearsal.finish(step.finish))) throw new Impossible(`"${step.finish}" is not running.`);
    } else if (step.approve || step.refuse !== undefined) {
      const reason = typeof step.refuse === 'string' ? { reason: step.refuse } : {};
      const asked = await rehearsal.decide({ agreed: step.approve === true, ...reason });
      if (!asked) throw new Impossible('nobody was asked to agree.');
    } else if (step.event !== undefined) {
      const { name, data } = typeof step.event === 'string' ? { name: step.event, data: {} } : step.event;
      await rehearsal.happen(name, data);
    }
  }

  /** What the person sees of what happened since they did something. */
  #shown(): { text: string; everything: string } {
    const { prompt } = this.#rehearsal;
    const write = (revision: number): string =>
      this.#rehearsal
        .entriesSince(revision)
        .map((entry) => (entry.type === 'prompt' ? '' : this.#renderer.entry(entry)))
        .join('\n');
    const open = prompt ? this.#renderer.prompt(prompt, this.#words.typed(prompt)) : '';
    const everything = JSON.stringify(this.#rehearsal.turns) + write(0);
    return { text: stripVTControlCharacters(`${write(this.#acted)}\n${open}`), everything };
  }

  /** What went wrong in the flow itself: never expected. */
  #mistakes(): string[] {
    const all = [...this.#rehearsal.faults, ...this.#rehearsal.work.mistakes];
    const fresh = all.slice(this.#faults);
    this.#faults = all.length;
    return fresh.map((fault) => `the flow made a mistake: ${fault}`);
  }
}

function namesOf(prompt: Prompt | undefined): string {
  const names = buttonsOf(prompt).map(({ name }) => name);
  return names.length === 0 ? 'nothing' : names.join(', ');
}
