import { expect } from 'chai';
import { Redis } from 'ioredis';

import { knownFailPoints } from '#src/fail-points.ts';
import { simulatedEngine, simulatedOptionsSchema } from '#src/provisioning/engines/simulated/index.ts';
import { type OwnTestRedis, ownTestRedis } from '#test/support/redis.ts';
import { messageId, type WizardClient } from '#test/support/wizard-client.ts';

import { PatientPerson } from './patient-person.ts';

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

  constructor(redis: string, prefix: string, failAt: string) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#failAt = failAt;
  }

  /** True when the death came. With `stopping`, the person stops the deployment while it runs. */
  async run(stopping: boolean): Promise<boolean> {
    const env = { REDIS_URL: `unix://${this.#redis}`, REDIS_PREFIX: this.#prefix };
    const person = await PatientPerson.meet(stopping ? { ...env, SIMULATED_SPEED: '4' } : env, {
      failAt: this.#failAt,
      patienceMs: 45_000,
    });
    try {
      await person.open({ flow: 'deploy-vdc', messageId: messageId() });
      for (const answer of ['demo', '1', 'yes']) {
        await person.asked();
        await person.say(answer);
      }
      if (stopping) await this.#stop(person);
      else await person.until(() => isOver(person.client), 'the end of the deployment');
      await this.#verify(person, stopping);
      return person.deaths > 0;
    } finally {
      await person.leave();
    }
  }

  async #stop(person: PatientPerson): Promise<void> {
    const { client } = person;
    const running = () => [...client.operations.values()].find(({ state }) => state === 'Processing');
    await person.until(() => running() !== undefined, 'the deployment to run');
    await person.survive(async () => {
      const operation = running()?.id ?? [...client.operations.keys()][0] ?? '';
      await client.socket.timeout(5_000).emitWithAck('cancel', { conversation: client.conversation, operation });
    });
    await person.until(() => client.prompt?.kind === 'offers', 'the ways on after the stop');
  }

  /** The oracle: revisions without gaps, each answer once, and the engine's books: one VDC taken once, or none left. */
  async #verify(person: PatientPerson, stopped: boolean): Promise<void> {
    await person.readAgain();
    const said = person.client.entries.flatMap((entry) => (entry.type === 'said' ? [entry.text] : []));
    expect(said).to.deep.equal(['demo', 'Micro', 'yes']);
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
