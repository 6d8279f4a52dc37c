import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';
import { Redis } from 'ioredis';

import { connectCluster } from '#src/cluster/index.ts';
import { simulatedEngine, simulatedOptionsSchema } from '#src/provisioning/engines/simulated/index.ts';
import { RepairBook } from '#src/provisioning/repair/repair-book.ts';
import { type OwnTestRedis, ownTestRedis } from '#test/support/redis.ts';
import { transcriptLines } from '#test/support/transcript.ts';
import { messageId, WizardClient } from '#test/support/wizard-client.ts';

import { MortalWizard } from '../mortal-wizard.ts';

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
    const repair = await Repair.open(redis.url, BROKEN);
    conversation = await repair.breakIt();
  });

  after(async () => {
    await redis.remove();
  });

  for (const point of points) {
    it(`loses nothing and doubles nothing at ${point}`, async function () {
      this.timeout(400_000);
      const repair = await Repair.open(redis.url, `repair-${point.replace(':', '-')}`);
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
  readonly #wizard: MortalWizard;
  #deaths = 0;

  private constructor(redis: string, prefix: string, wizard: MortalWizard) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#wizard = wizard;
  }

  static async open(redis: string, prefix: string): Promise<Repair> {
    const env = { REDIS_URL: `unix://${redis}`, REDIS_PREFIX: prefix, SIMULATED_SPEED: '300' };
    return new Repair(redis, prefix, await MortalWizard.create(env));
  }

  /** Deploys, breaks an app, and has it explained; the conversation in which that was. */
  async breakIt(): Promise<string> {
    await this.#wizard.start();
    const client = new WizardClient(this.#wizard.address);
    try {
      await client.connected();
      await client.open({ flow: 'deploy-vdc' });
      for (const answer of ['demo', '1', 'yes', 'done', '/break', 'bad-image', 'repair']) {
        await this.#wait(client, () => client.prompt !== undefined, 'a question');
        await this.#say(client, answer);
      }
      await this.#wait(client, () => slotOf(client) === 'remedy', 'the ways to mend it');
      return client.conversation;
    } finally {
      client.close();
      await this.#wizard.kill();
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
    const client = new WizardClient(this.#wizard.address);
    try {
      if ((await this.#wizard.start(failAt)) === 'killed') await this.#revive();
      await client.connected();
      await client.open({ conversation });
      for (const [answer, asked] of [
        ['roll-back', 'go'],
        ['yes', 'next'],
      ] as const) {
        await this.#say(client, answer);
        await this.#wait(client, () => slotOf(client) === asked, `"${asked}" to be asked`);
      }
      await this.#verify(client);
      return this.#deaths;
    } finally {
      client.close();
      await this.#wizard.kill();
    }
  }

  async #say(client: WizardClient, text: string): Promise<void> {
    const id = messageId();
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#revive();
        await client.connected();
        const ack = await client.send({ type: 'text', text }, id);
        if (!ack.ok) throw new Error(ack.error.message);
        return;
      } catch (error) {
        if (attempt === 50) throw error;
        await pause(100);
      }
    }
  }

  async #revive(): Promise<void> {
    if (!this.#wizard.dead) return;
    this.#deaths += 1;
    await this.#wizard.start();
  }

  async #wait(client: WizardClient, holds: () => boolean, what: string): Promise<void> {
    for (const end = Date.now() + 240_000; !holds(); await pause(20)) {
      if (this.#wizard.dead) await this.#revive();
      if (Date.now() > end) throw new Error(`waited for ${what} in vain: ${JSON.stringify(client.entries.slice(-3))}`);
    }
  }

  /**
   * The oracle: revisions without gaps, one repair on record and well, one change of ours in force, and the image as it was:
   * rolled back once, by one revision.
   */
  async #verify(client: WizardClient): Promise<void> {
    const { conversation } = client;
    client.turns.length = 0;
    await client.open({ conversation });
    const revisions = client.turns.map(({ revision }) => revision);
    expect(revisions).to.deep.equal(revisions.map((_, index) => index + 1));
    const said = client.entries.flatMap(transcriptLines);
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
