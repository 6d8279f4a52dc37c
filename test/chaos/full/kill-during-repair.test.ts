import { expect } from 'chai';
import { Redis } from 'ioredis';

import { connectCluster } from '#src/cluster/index.ts';
import { simulatedEngine, simulatedOptionsSchema } from '#src/provisioning/engines/simulated/index.ts';
import { RepairBook } from '#src/provisioning/repair/repair-book.ts';
import { type OwnTestRedis, ownTestRedis } from '#test/support/redis.ts';
import { transcriptLines } from '#test/support/transcript.ts';
import { messageId, type WizardClient } from '#test/support/wizard-client.ts';

import { PatientPerson } from '../patient-person.ts';

/** The boundaries of the turn that agrees to a repair, and at which passing of it the process dies. */
const points = [
  'turn.loaded:1',
  'turn.decided:1',
  'turn.saved:1',
  'effect.operate.claimed:1',
  'effect.operate.done:1',
  'operation.claimed:1',
  'operation.checkpoint:1',
  'operation.checkpoint:4',
  'operation.work-done:1',
  'operation.outcome-saved:1',
];

/** An app that somebody broke, with the ways to mend it before the person's eyes: where each of the repairs begins. */
const BROKEN = 'broken';

describe('kill -9 at the boundaries of the turn that agrees to a repair', () => {
  let redis: OwnTestRedis;
  let conversation: string;

  before(async function () {
    this.timeout(400_000);
    redis = await ownTestRedis({ appendOnly: true });
    conversation = await new Repair(redis.url, BROKEN).breakIt();
  });

  after(async () => {
    await redis.remove();
  });

  for (const point of points) {
    it(`loses nothing and doubles nothing at ${point}`, async function () {
      this.timeout(400_000);
      const repair = new Repair(redis.url, `repair-${point.replace(':', '-')}`);
      await repair.begin();
      const deaths = await repair.mendIt(conversation, point);
      expect(deaths, `${point} was never reached: the boundary is not tested`).to.equal(1);
    });
  }
});

/** An app that somebody broke, mended by chat, with one death while it is mended. */
class Repair {
  readonly #redis: string;
  readonly #prefix: string;

  constructor(redis: string, prefix: string) {
    this.#redis = redis;
    this.#prefix = prefix;
  }

  /** Deploys, breaks an app, and has it explained; the conversation in which that was. */
  async breakIt(): Promise<string> {
    const person = await this.#person();
    try {
      await person.open({ flow: 'deploy-vdc', messageId: messageId() });
      for (const answer of ['demo', '1', 'yes', 'done', '/break', 'bad-image', 'repair']) {
        await person.asked();
        await person.say(answer);
      }
      await person.until(() => slotOf(person.client) === 'remedy', 'the ways to mend it');
      return person.client.conversation;
    } finally {
      await person.leave();
    }
  }

  /** Begins where an app is broken: the same memory under another name. */
  async begin(): Promise<void> {
    const connection = new Redis(this.#redis);
    try {
      const keys = await connection.keys(`${BROKEN}:*`);
      await Promise.all(keys.map((key) => connection.copy(key, key.replace(`${BROKEN}:`, `${this.#prefix}:`))));
    } finally {
      connection.disconnect();
    }
  }

  /** Mends it, and dies at that point; how often it died. */
  async mendIt(conversation: string, failAt: string): Promise<number> {
    const person = await this.#person(failAt);
    try {
      await person.open({ conversation });
      for (const [answer, asked] of [
        ['roll-back', 'go'],
        ['yes', 'next'],
      ] as const) {
        await person.say(answer);
        await person.until(() => slotOf(person.client) === asked, `"${asked}" to be asked`);
      }
      await this.#verify(person);
      return person.deaths;
    } finally {
      await person.leave();
    }
  }

  async #person(failAt?: string): Promise<PatientPerson> {
    const env = { REDIS_URL: `unix://${this.#redis}`, REDIS_PREFIX: this.#prefix, SIMULATED_SPEED: '300' };
    return await PatientPerson.meet(env, { ...(failAt === undefined ? {} : { failAt }), patienceMs: 240_000 });
  }

  /**
   * The oracle: revisions without gaps, one repair on record and well, one change of ours in force, and the image as it was:
   * rolled back once, by one revision.
   */
  async #verify(person: PatientPerson): Promise<void> {
    await person.readAgain();
    const said = person.client.entries.flatMap(transcriptLines);
    expect(said.filter((text) => text.includes('I looked again: it is well'))).to.have.length(1);
    const connection = new Redis(this.#redis);
    const prefix = `${this.#prefix}:`;
    const engine = simulatedEngine({
      redis: connection,
      prefix,
      options: simulatedOptionsSchema.parse({ speed: 300 }),
    });
    try {
      const past = await new RepairBook({ redis: connection, prefix }).past('local', 10);
      expect(past).to.have.length(1);
      expect(past[0]).to.include({ well: true, way: 'roll-back', by: 'person' });
      await engine.start();
      const [vdc] = await engine.listOrphans(new Set());
      const cluster = await connectCluster(await engine.kubeconfig(vdc?.ref ?? ''), { trusted: true });
      const shop = await cluster.get({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'practice',
        name: 'shop',
      });
      cluster.close();
      expect(JSON.stringify(shop?.spec)).to.include('nginx:1.28').and.not.include('does-not-exist');
      // Made, broken, mended: three times its wish has changed, and no fourth time.
      expect(shop?.metadata.generation).to.equal(3);
    } finally {
      await engine.stop();
      connection.disconnect();
    }
  }
}

function slotOf({ prompt }: WizardClient): string | undefined {
  if (prompt?.kind === 'ask') return prompt.question.slot;
  return prompt?.kind === 'confirm' ? 'go' : undefined;
}
