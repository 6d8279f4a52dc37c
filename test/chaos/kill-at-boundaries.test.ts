import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';
import { Redis } from 'ioredis';

import { knownFailPoints } from '#src/main.ts';
import { simulatedEngine, simulatedOptionsSchema } from '#src/provisioning/engines/simulated/index.ts';
import { type OwnTestRedis, ownTestRedis } from '#test/support/redis.ts';
import { messageId, WizardClient } from '#test/support/wizard-client.ts';

import { MortalWizard } from './mortal-wizard.ts';

/** How often one boundary is passed in a deployment and still killed at; `CHAOS_HITS` for a longer run. */
const HITS = Number(process.env['CHAOS_HITS'] ?? 2);

/** Boundaries that only a deployment which is stopped half-way comes to. */
const whenStopped = new Set<string>(['operation.cleanup', 'operation.cleaned']);

describe('kill -9 at every boundary of a turn and of a deployment', () => {
  let redis: OwnTestRedis;

  before(async () => {
    redis = await ownTestRedis({ appendOnly: true });
  });

  after(async () => {
    await redis.remove();
  });

  for (const point of knownFailPoints) {
    it(`loses nothing and doubles nothing at ${point}`, async function () {
      this.timeout(120_000);
      let killed = 0;
      for (let hit = 1; hit <= HITS; hit++) {
        const deployment = new Deployment(redis.url, `chaos-${point}-${hit}`, `${point}:${hit}`);
        if (!(await deployment.run(whenStopped.has(point)))) break;
        killed += 1;
      }
      expect(killed, `${point} was never reached: the boundary is not tested`).to.be.greaterThan(0);
    });
  }
});

/** One deployment by chat with one death in it. */
class Deployment {
  readonly #redis: string;
  readonly #prefix: string;
  readonly #failAt: string;
  readonly #said: string[] = [];
  #deaths = 0;

  constructor(redis: string, prefix: string, failAt: string) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#failAt = failAt;
  }

  /** True when the death came. With `stopping`, the person stops the deployment while it runs. */
  async run(stopping: boolean): Promise<boolean> {
    const env = { REDIS_URL: `unix://${this.#redis}`, REDIS_PREFIX: this.#prefix };
    const wizard = await MortalWizard.create(stopping ? { ...env, SIMULATED_SPEED: '4' } : env);
    if ((await wizard.start(this.#failAt)) === 'killed') await this.#revive(wizard);
    const client = new WizardClient(wizard.address);
    try {
      const begin = messageId();
      await this.#survive(wizard, client, () => client.open({ flow: 'deploy-vdc', messageId: begin }));
      for (const answer of ['demo', '1', 'yes']) {
        await this.#wait(wizard, client, () => client.prompt !== undefined, 'a question');
        await this.#say(wizard, client, answer);
      }
      if (stopping) await this.#stop(wizard, client);
      else await this.#wait(wizard, client, () => isOver(client), 'the end of the deployment');
      await this.#verify(client, stopping);
      return this.#deaths > 0;
    } finally {
      client.close();
      await wizard.kill();
    }
  }

  async #say(wizard: MortalWizard, client: WizardClient, text: string): Promise<void> {
    const id = messageId();
    this.#said.push(text);
    await this.#survive(wizard, client, async () => {
      const ack = await client.send({ type: 'text', text }, id);
      if (!ack.ok) throw new Error(ack.error.message);
    });
  }

  async #stop(wizard: MortalWizard, client: WizardClient): Promise<void> {
    const running = () => [...client.operations.values()].find(({ state }) => state === 'Processing');
    await this.#wait(wizard, client, () => running() !== undefined, 'the deployment to run');
    await this.#survive(wizard, client, async () => {
      const operation = running()?.id ?? [...client.operations.keys()][0] ?? '';
      await client.socket.timeout(5_000).emitWithAck('cancel', { conversation: client.conversation, operation });
    });
    await this.#wait(wizard, client, () => client.prompt?.kind === 'offers', 'the ways on after the stop');
  }

  /** Tries again, with the same message id, until it is acknowledged: what a client does. */
  async #survive(wizard: MortalWizard, client: WizardClient, work: () => Promise<unknown>): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#revive(wizard);
        await client.connected();
        await work();
        return;
      } catch (error) {
        if (attempt === 50) throw error;
        await pause(100);
      }
    }
  }

  async #revive(wizard: MortalWizard): Promise<void> {
    if (!wizard.dead) return;
    this.#deaths += 1;
    await wizard.start();
  }

  async #wait(wizard: MortalWizard, client: WizardClient, condition: () => boolean, what: string): Promise<void> {
    const end = Date.now() + 45_000;
    while (!condition()) {
      if (wizard.dead) await this.#revive(wizard);
      if (Date.now() > end) throw new Error(`waited for ${what} in vain: ${JSON.stringify(client.entries.slice(-3))}`);
      await pause(20);
    }
  }

  /** The oracle: revisions without gaps, each answer once, and the engine's books: one VDC taken once, or none left. */
  async #verify(client: WizardClient, stopped: boolean): Promise<void> {
    const { conversation } = client;
    client.turns.length = 0;
    await client.open({ conversation });
    const revisions = client.turns.map(({ revision }) => revision);
    expect(revisions).to.deep.equal(revisions.map((_, index) => index + 1));
    const said = client.entries.flatMap((entry) => (entry.type === 'said' ? [entry.text] : []));
    expect(said).to.deep.equal(['demo', 'Micro', this.#said[2]]);
    const connection = new Redis(this.#redis);
    try {
      const options = simulatedOptionsSchema.parse({});
      const books = await simulatedEngine({ redis: connection, prefix: `${this.#prefix}:`, options }).ledger();
      // One that was stopped may not have come to take anything.
      expect(Object.values(books.takes)).to.be.deep.oneOf(stopped ? [[], [1]] : [[1]]);
      expect(books.machines).to.have.length(stopped ? 0 : 2);
    } finally {
      connection.disconnect();
    }
  }
}

/** The flow has come to its end: the download was shown, and something is asked again. */
function isOver(client: WizardClient): boolean {
  const shown = client.entries.some((entry) => entry.type === 'show' && entry.show.as === 'download');
  return shown && client.prompt !== undefined;
}
