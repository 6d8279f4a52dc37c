import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';

import type { OpenRequest } from '#src/protocol/index.ts';
import { messageId, WizardClient } from '#test/support/wizard-client.ts';

import { MortalWizard } from './mortal-wizard.ts';

interface Meeting {
  /** The boundary its first life ends at, and at which passing of it: `turn.saved:2`. */
  failAt?: string;
  /** How long anything may take, deaths included. */
  patienceMs: number;
}

/** A person at a wizard that dies under them: starts it again, says everything until it is heard, and waits. */
export class PatientPerson {
  readonly client: WizardClient;
  readonly #wizard: MortalWizard;
  readonly #patienceMs: number;
  #deaths = 0;

  private constructor(wizard: MortalWizard, patienceMs: number) {
    this.#wizard = wizard;
    this.#patienceMs = patienceMs;
    this.client = new WizardClient(wizard.address);
  }

  /** Starts a wizard in these surroundings and comes to it. */
  static async meet(env: Record<string, string>, { failAt, patienceMs }: Meeting): Promise<PatientPerson> {
    const wizard = await MortalWizard.create(env);
    await wizard.start(failAt);
    return new PatientPerson(wizard, patienceMs);
  }

  /** How often the wizard has died and was started again. */
  get deaths(): number {
    return this.#deaths;
  }

  /** Tries again until it is acknowledged; with the same message id it is done once: what a client does. */
  async survive(work: () => Promise<unknown>): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#revive();
        await this.client.connected();
        await work();
        return;
      } catch (error) {
        if (attempt === 100) throw error;
        await pause(100);
      }
    }
  }

  async open(request: OpenRequest): Promise<void> {
    await this.survive(() => this.client.open(request));
  }

  async say(text: string): Promise<void> {
    const id = messageId();
    await this.survive(async () => {
      const ack = await this.client.send({ type: 'text', text }, id);
      if (!ack.ok) throw new Error(ack.error.message);
    });
  }

  async until(holds: () => boolean, what: string): Promise<void> {
    for (const end = Date.now() + this.#patienceMs; !holds(); await pause(20)) {
      await this.#revive();
      if (Date.now() > end) {
        throw new Error(`waited for ${what} in vain: ${JSON.stringify(this.client.entries.slice(-3))}`);
      }
    }
  }

  async asked(): Promise<void> {
    await this.until(() => this.client.prompt !== undefined, 'a question');
  }

  /** Reads the whole conversation as it is kept: a revision for each turn, without gaps. */
  async readAgain(): Promise<void> {
    const { client } = this;
    client.turns.length = 0;
    await client.open({ conversation: client.conversation });
    const revisions = client.turns.map(({ revision }) => revision);
    expect(revisions).to.deep.equal(revisions.map((_, index) => index + 1));
  }

  async leave(): Promise<void> {
    this.client.close();
    await this.#wizard.kill();
  }

  async #revive(): Promise<void> {
    if (!this.#wizard.dead) return;
    this.#deaths += 1;
    await this.#wizard.start();
  }
}
