import { expect } from 'chai';

import { openVdc } from '#src/provisioning/vdc-clusters.ts';
import { callerOf, openWorld } from '#test/provisioning/actions/world.ts';
import { versionsOf } from '#test/provisioning/upgrade/upgrade-world.ts';
import { type OwnTestRedis, ownTestRedis } from '#test/support/redis.ts';
import { messageId, type WizardClient } from '#test/support/wizard-client.ts';

import { PatientPerson } from '../patient-person.ts';

const OLD = 'v1.35.6+k3s1';
const NEW = 'v1.36.3+k3s1';

/** How often one boundary is passed and still killed at; `CHAOS_HITS=6` for every step of an upgrade. */
const HITS = Number(process.env['CHAOS_HITS'] ?? 2);

/** The boundaries of an operation, and how often an upgrade passes each at least: every one of its steps is one. */
const boundaries: readonly (readonly [point: string, hits: number])[] = [
  ['operation.claimed', 1],
  ['operation.before-engine', 1],
  ['operation.work-done', 6],
  ['operation.checkpoint', 6],
  ['operation.engine-done', 1],
  ['operation.outcome-saved', 1],
  ['operation.outcome-delivered', 1],
];

describe('kill -9 at every step of an upgrade', () => {
  let redis: OwnTestRedis;

  before(async () => {
    redis = await ownTestRedis({ appendOnly: true });
  });
  after(async () => {
    await redis.remove();
  });

  for (const [point, most] of boundaries) {
    const hits = Math.min(most, HITS);
    for (let hit = 1; hit <= hits; hit += 1) {
      it(`goes on where it was, and does nothing twice: ${point}, time ${hit}`, async function () {
        this.timeout(180_000);
        await new Upgrade(redis.url, `up-${point.replace('operation.', '')}-${hit}`, `${point}:${hit}`).run();
      });
    }
  }
});

/** One upgrade by chat with one death in it. */
class Upgrade {
  readonly #redis: string;
  readonly #prefix: string;
  readonly #failAt: string;

  constructor(redis: string, prefix: string, failAt: string) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#failAt = failAt;
  }

  async run(): Promise<void> {
    await this.#deploy();
    const env = { REDIS_URL: `unix://${this.#redis}`, REDIS_PREFIX: this.#prefix, SIMULATED_SPEED: '100' };
    const person = await PatientPerson.meet(env, { failAt: this.#failAt, patienceMs: 90_000 });
    const { client } = person;
    try {
      await person.open({ flow: 'upgrade', messageId: messageId() });
      for (let asked = 0; asked < 6 && !hasBegun(client); asked += 1) {
        await person.asked();
        const answer = answerTo(client);
        const before = client.prompt?.id;
        await person.say(answer);
        await person.until(() => client.prompt?.id !== before || hasBegun(client), `what comes after "${answer}"`);
      }
      await person.until(() => isOver(client), 'the end of the upgrade');
      expect(person.deaths, 'the boundary was never reached').to.be.greaterThan(0);
      await this.#verify(person);
    } finally {
      await person.leave();
    }
  }

  /** A data center of the older version, made by somebody else's process. */
  async #deploy(): Promise<void> {
    const world = await openWorld({ given: { url: this.#redis, prefix: `${this.#prefix}:` } });
    try {
      const plan = await world.plan('web1', { version: OLD }, 'local');
      const { outcome } = await world.operate('vdc.deploy', { plan }, 'local');
      if (!outcome.ok) throw new Error(outcome.failure.message);
    } finally {
      await world.close();
    }
  }

  /** The oracle: every node at the new version and open, each upgraded once, and the person told once. */
  async #verify(person: PatientPerson): Promise<void> {
    await person.readAgain();
    const told = JSON.stringify(person.client.entries).split('"web1" runs'.replaceAll('"', '\\"')).length - 1;
    expect(told, 'told once').to.equal(1);
    const world = await openWorld({ given: { url: this.#redis, prefix: `${this.#prefix}:` }, idle: true });
    try {
      const { cluster, record } = await openVdc(world.services, callerOf('local'), 'web1');
      expect(await versionsOf(cluster)).to.deep.equal({ 'controller-1': NEW, 'worker-1': NEW });
      const run = await world.services.upgrades.run('local', record.id);
      expect(run).to.include({ state: 'done' });
      const lines = run?.journal.map(({ text }) => text).filter((text) => text.includes(' runs ')) ?? [];
      expect(lines.map((line) => line.split(' ')[0])).to.deep.equal(['controller-1', 'worker-1']);
    } finally {
      await world.close();
    }
  }
}

/** What a person says to each question of the flow. */
function answerTo({ prompt }: WizardClient): string {
  if (prompt?.kind === 'confirm') return 'yes';
  if (prompt?.kind === 'offers') return 'Go on';
  return prompt?.kind === 'ask' && prompt.question.slot === 'what' ? 'Kubernetes itself' : NEW;
}

function hasBegun({ operations }: WizardClient): boolean {
  return operations.size > 0;
}

/** Before and after were shown. */
function isOver(client: WizardClient): boolean {
  return JSON.stringify(client.entries).includes('Before and after') && client.prompt !== undefined;
}
