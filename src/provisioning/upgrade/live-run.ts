import type { LastingContext } from '../action.ts';
import { rest } from '../changes/patiently.ts';
import type { Services } from '../services.ts';
import type { Pace } from './pace.ts';
import type { UpgradePlan } from './upgrade-plan.ts';
import type { Answer, Dilemma, JournalLine, NodeProgress, Question, UpgradeRun } from './upgrade-run.ts';
import { millisecondsUntil } from './window.ts';

/** Lines of what happened that are kept. */
const JOURNAL = 200;

/** The words of a question, and what may be answered. */
export interface Asking {
  dilemma: Dilemma;
  node?: string;
  text: string;
  choices: Answer[];
}

/** A running upgrade: everything is written down as it happens, and what people want of it is heard between two steps. */
export class LiveRun {
  readonly context: LastingContext<Services>;
  readonly plan: UpgradePlan;
  readonly pace: Pace;
  /** Milliseconds that it waited for people or a window: no step's fault. */
  waited = 0;
  #run: UpgradeRun;
  readonly #asked = new Map<string, number>();

  constructor(context: LastingContext<Services>, plan: UpgradePlan, run: UpgradeRun, pace: Pace) {
    this.context = context;
    this.plan = plan;
    this.pace = pace;
    this.#run = run;
  }

  get run(): UpgradeRun {
    return this.#run;
  }

  async write(change: Partial<UpgradeRun>): Promise<void> {
    this.#run = { ...this.#run, ...change };
    await this.context.services.upgrades.write(this.#run);
  }

  /** How one node stands; with a line of what happened, both are written at once or not at all. */
  async node(name: string, change: Partial<NodeProgress>, line?: string): Promise<void> {
    const nodes = this.#run.nodes.map((node) => (node.name === name ? { ...node, ...change } : node));
    await this.write({ nodes, ...(line === undefined ? {} : { journal: this.#with(line) }) });
    if (line !== undefined) this.#tell(line);
  }

  /** A line of what happened: for the person who watches, and for the report. */
  async say(text: string): Promise<void> {
    await this.write({ journal: this.#with(text) });
    this.#tell(text);
  }

  #with(text: string): JournalLine[] {
    return [...this.#run.journal, { at: this.context.services.now(), text }].slice(-JOURNAL);
  }

  #tell(text: string): void {
    this.context.log(text);
    this.progress(text);
  }

  /** How far it is, with what it does just now. */
  progress(text?: string): void {
    const { nodes } = this.#run;
    const parts = { waiting: 0, draining: 0.2, upgrading: 0.5, verifying: 0.8, done: 1, skipped: 1, failed: 1 };
    const { hops } = this.plan;
    const shareOf = ({ state, to }: NodeProgress): number => {
      const hop = hops.findIndex((one) => one.to === to);
      return state === 'waiting' || hop < 0 ? 0 : (hop + parts[state]) / hops.length;
    };
    const share = nodes.reduce((sum, node) => sum + shareOf(node), 0) / Math.max(1, nodes.length);
    this.context.progress('nodes', Math.min(99, Math.floor(share * 100)), text);
  }

  /** Until when something is waited for, in milliseconds since the epoch: counted from the first time it was asked. */
  async patience(of: string, milliseconds: number): Promise<number> {
    const known = this.#run.patience;
    return known?.of === of ? known.until : await this.bePatient(of, milliseconds);
  }

  /** From now on, something is waited for so long. */
  async bePatient(of: string, milliseconds: number): Promise<number> {
    const until = this.context.services.now() + milliseconds;
    await this.write({ patience: { of, until } });
    return until;
  }

  async rest(milliseconds: number = this.pace.look): Promise<void> {
    await rest(milliseconds, this.context.signal);
  }

  /** Before each node: waits while somebody wants a pause, or the window is closed. `last`: no further node is wanted. */
  async gate(next: string): Promise<'go' | 'last'> {
    const { services, caller } = this.context;
    const begun = services.now();
    for (;;) {
      const { wish } = await services.upgrades.steering(caller.owner, this.plan.vdc);
      if (wish === 'last') return 'last';
      const closed = millisecondsUntil(this.plan.window, services.now());
      const state = wish === 'pause' ? 'paused' : closed > 0 ? 'window' : 'running';
      if (state !== this.#run.state) {
        await this.write({ state });
        if (state === 'paused') await this.say(`Paused before ${next}; nothing happens until you say resume`);
        if (state === 'window') await this.say(`Waiting for the maintenance window before ${next}`);
      }
      if (state === 'running') break;
      await this.rest(Math.max(this.pace.look, 500));
    }
    this.waited += services.now() - begun;
    return 'go';
  }

  /**
   * Asks the person, and goes on trying meanwhile: `settled` says that the trouble went by itself. An answer to this very
   * question from before a crash counts.
   */
  async ask(asking: Asking, settled: () => Promise<boolean>): Promise<Answer | 'settled'> {
    const { services, caller } = this.context;
    const key = `${asking.dilemma}/${asking.node ?? ''}`;
    const open = this.#run.question;
    // One that was open when a process died is the same question still.
    const same = open?.dilemma === asking.dilemma && open.node === asking.node ? numberIn(open.id) : undefined;
    const count = same ?? (this.#asked.get(key) ?? 0) + 1;
    this.#asked.set(key, count);
    const begun = services.now();
    const question: Question = { id: `${this.#run.effect}/${key}/${count}`, askedAt: begun, ...asking };
    const told = this.#run.question?.id === question.id;
    await this.write({ state: 'waiting', question });
    if (!told) {
      await this.say(asking.text);
      await services.tell?.({ event: 'upgrade.waiting', owner: caller.owner, data: { vdc: this.plan.vdc } });
    }
    for (;;) {
      const { answer } = await services.upgrades.steering(caller.owner, this.plan.vdc);
      const given = answer?.question === question.id && asking.choices.includes(answer.choice);
      const outcome = given ? answer.choice : (await settled()) ? 'settled' : undefined;
      if (outcome !== undefined) {
        // Whatever was decided, what is waited for now is waited for anew.
        const { question: _, patience: __, ...rest } = this.#run;
        this.#run = { ...rest, state: 'running' };
        this.waited += services.now() - begun;
        await this.write({});
        return outcome;
      }
      await this.rest();
    }
  }
}

/** How many times it had been asked, from the end of a question's id. */
const numberIn = (id: string): number | undefined => {
  const count = Number(id.slice(id.lastIndexOf('/') + 1));
  return Number.isSafeInteger(count) && count > 0 ? count : undefined;
};
