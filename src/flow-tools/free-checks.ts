import { stringify } from 'yaml';

import type { Json, JsonObject } from '#src/protocol/index.ts';

import { Chance } from './chance.ts';
import { disturbances } from './disturbances.ts';
import { failuresOf, inventMove, type Move, type WalkKnowledge } from './invent-move.ts';
import { Rehearsal } from './rehearsal.ts';
import type { RehearsalOptions } from './rehearsal-options.ts';
import type { Renderer } from './run-test.ts';

export interface FreeCheckOptions extends Pick<RehearsalOptions, 'flow' | 'flows' | 'actions'> {
  /** No channel may ever show a secret. */
  renderers: readonly Renderer[];
  walks: number;
  seed: number;
  /** Answers for slots whose valid ones cannot be guessed. */
  answers: { readonly [slot: string]: Json };
  inputs?: JsonObject;
}

/** Something that should never happen, and how to see it again. */
export interface Flaw {
  what: string;
  seed: number;
  /** The way there, as steps of a test. */
  steps: string;
}

export interface FreeCheckReport {
  walks: number;
  turns: number;
  /** Places at which cancel, back, restart and nonsense were tried. */
  places: number;
  ended: number;
  flaws: Flaw[];
  /** Questions that no walk could answer. */
  stuck: string[];
}

const MOST_MOVES = 80;
const MOST_AT_ONE_PLACE = 12;
const MOST_FLAWS = 5;

/**
 * What every flow is checked for without a test: random walks from a seed, with actions that fail now and then; and at each
 * new place cancel, back, help, skip, a restart of the server, beginning anew and nonsense. No secret is ever seen.
 */
export async function freeChecks(options: FreeCheckOptions): Promise<FreeCheckReport> {
  const report: FreeCheckReport = { walks: 0, turns: 0, places: 0, ended: 0, flaws: [], stuck: [] };
  const places = new Set<string>();
  const left = new Set<string>();
  const stuck = new Set<string>();
  for (let walk = 0; walk < options.walks && report.flaws.length < MOST_FLAWS; walk += 1) {
    const seed = options.seed + walk;
    const one = new Walk(options, seed, places, walk === 0);
    const { flaw, stuckAt, passed } = await one.walk();
    report.walks += 1;
    report.turns += one.rehearsal.turns.length;
    if (one.rehearsal.ending) report.ended += 1;
    for (const place of passed) left.add(place);
    if (stuckAt !== undefined) stuck.add(stuckAt);
    if (flaw !== undefined && !report.flaws.some(({ what }) => what === flaw)) {
      report.flaws.push({ what: flaw, seed, steps: one.steps });
    }
  }
  report.places = places.size;
  report.stuck = [...stuck].filter((place) => !left.has(place));
  return report;
}

class Walk {
  readonly rehearsal: Rehearsal;
  readonly #options: FreeCheckOptions;
  readonly #chance: Chance;
  readonly #places: Set<string>;
  readonly #moves: Move[] = [];
  readonly #knowledge: WalkKnowledge;
  readonly #secrets = new Set<string>();

  constructor(options: FreeCheckOptions, seed: number, places: Set<string>, smooth: boolean) {
    const { flow, flows, actions } = options;
    const inputs = options.inputs ?? inventInputs(options);
    this.#options = options;
    this.#chance = new Chance(seed);
    this.#places = places;
    this.#knowledge = { answers: options.answers, smooth };
    this.rehearsal = new Rehearsal({ flow, flows, actions, ...(inputs ? { inputs } : {}) });
    const failures = failuresOf(flow);
    // The first walk is the sunny one: everything works.
    if (!smooth)
      this.rehearsal.work.answering = () => (this.#chance.often(0.1) ? this.#chance.pick(failures) : undefined);
  }

  /** The way so far, ready to be put into a test file. */
  get steps(): string {
    const lines = this.#moves.map(({ step }) => `- ${stringify(step, { collectionStyle: 'flow', lineWidth: 0 })}`);
    return lines.join('');
  }

  async walk(): Promise<{ flaw?: string; stuckAt?: string; passed: Set<string> }> {
    const passed = new Set<string>();
    const { rehearsal } = this;
    let [at, here] = ['', 0];
    try {
      await rehearsal.begin();
      for (let move = 0; move < MOST_MOVES; move += 1) {
        const flaw = this.#flawIn(rehearsal);
        if (flaw !== undefined) return { flaw, passed };
        if (rehearsal.ending || (rehearsal.conversation?.stack.length ?? 0) === 0) return { passed };
        const place = placeOf(rehearsal);
        if (place === at) here += 1;
        else {
          passed.add(at);
          [at, here] = [place, 0];
        }
        if (here > MOST_AT_ONE_PLACE) return { stuckAt: place, passed };
        if (!this.#places.has(place)) {
          this.#places.add(place);
          const disturbed = await this.#disturb();
          if (disturbed !== undefined) return { flaw: disturbed, passed };
        }
        await this.#move();
      }
      return { passed };
    } catch (error) {
      return { flaw: `it broke: ${error instanceof Error ? error.message : String(error)}`, passed };
    }
  }

  async #move(): Promise<void> {
    const move = inventMove(this.rehearsal, this.#chance, this.#knowledge);
    this.#moves.push(move);
    for (const secret of move.secrets ?? []) this.#secrets.add(secret);
    await move.make(this.rehearsal);
  }

  /** Everything a person could do instead, each on a copy. */
  async #disturb(): Promise<string | undefined> {
    for (const { name, disturb } of disturbances) {
      const copy = await this.rehearsal.fork();
      const wrong = (await disturb(copy, this.#chance)) ?? this.#flawIn(copy);
      if (wrong !== undefined) return `${name} at ${placeOf(this.rehearsal)}: ${wrong}`;
    }
    return undefined;
  }

  #flawIn(rehearsal: Rehearsal): string | undefined {
    const [fault] = rehearsal.faults;
    if (fault !== undefined) return `an expression could not be computed: ${fault}`;
    const [mistake] = rehearsal.work.mistakes;
    if (mistake !== undefined) return `an action was called in a wrong way: ${mistake}`;
    // What is short could stand anywhere by chance.
    const secret = [...this.#secrets].find((one) => one.length >= 8 && this.#shows(rehearsal, one));
    if (secret !== undefined) return 'a secret came out of the vault: it is in what is stored or shown';
    if (!rehearsal.prompt && !rehearsal.awaiting && !rehearsal.ending) {
      return `nothing is asked and nothing is awaited at ${placeOf(rehearsal)}: the conversation is stuck`;
    }
    return undefined;
  }

  #shows(rehearsal: Rehearsal, secret: string): boolean {
    if (rehearsal.holds(secret)) return true;
    const { renderers } = this.#options;
    const entries = rehearsal.turns.at(-1)?.entries ?? [];
    const shown = renderers.flatMap((renderer) =>
      entries.map((entry) => (entry.type === 'prompt' ? renderer.prompt(entry.prompt, {}) : renderer.entry(entry))),
    );
    return shown.some((text) => text.includes(secret));
  }
}

function placeOf({ top, conversation, prompt }: Rehearsal): string {
  if (!top) return 'the end';
  const asked = prompt?.kind === 'ask' ? ` (${prompt.question.slot})` : '';
  return `${top.flow}/${top.at}${conversation?.own === undefined ? '' : ` ${conversation.own}`}${asked}`;
}

/** A flow that is given something when it is called gets something here. */
function inventInputs({ flow }: FreeCheckOptions): JsonObject | undefined {
  const needed = [...flow.inputs].filter(([, { required }]) => required);
  if (needed.length === 0) return undefined;
  const samples = { string: 'something', int: 2, number: 2.5, bool: true, list: [], map: {}, any: 'something' };
  return Object.fromEntries(needed.map(([name, { type }]): [string, Json] => [name, samples[type]]));
}
