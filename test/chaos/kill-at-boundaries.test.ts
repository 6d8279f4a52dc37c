import { expect } from 'chai';
import { Redis } from 'ioredis';

import { knownFailPoints } from '#src/main.ts';
import { simulatedEngine, simulatedOptionsSchema } from '#src/provisioning/engines/simulated/index.ts';
import { type OwnTestRedis, ownTestRedis } from '#test/support/redis.ts';
import { messageId, WizardClient } from '#test/support/wizard-client.ts';

import { MortalWizard } from './mortal-wizard.ts';

/** How often one boundary is passed in a deployment and still killed at; `CHAOS_HITS` for a longer run. */
const HITS = Number(process.env['CHAOS_HITS'] ?? 3);

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
        const died = await deployThroughDeath(redis.url, `chaos-${point}-${hit}`, `${point}:${hit}`);
        if (!died) break;
        killed += 1;
      }
      expect(killed, `${point} was never reached: the boundary is not tested`).to.be.greaterThan(0);
    });
  }
});

/** One deployment by chat with one death in it. True when the death came. */
async function deployThroughDeath(url: string, prefix: string, failAt: string): Promise<boolean> {
  const wizard = await MortalWizard.create({ REDIS_URL: `unix://${url}`, REDIS_PREFIX: prefix });
  let died = (await wizard.start(failAt)) === 'killed';
  if (died) await wizard.start();
  const client = new WizardClient(wizard.address);
  const sent: string[] = [];
  try {
    const begin = messageId();
    await surviving(async () => await client.open({ flow: 'deploy-vdc', messageId: begin }));
    for (const answer of ['demo', '1', 'yes']) {
      await askedOrDone(client, wizard, () => died, revive);
      const id = messageId();
      sent.push(id);
      await surviving(async () => {
        const ack = await client.send({ type: 'text', text: answer }, id);
        if (!ack.ok) throw new Error(ack.error.message);
      });
    }
    await settled(client, wizard, revive);
    await verify(client, url, prefix, sent.length);
    return died;
  } finally {
    client.close();
    await wizard.kill();
  }

  async function revive(): Promise<void> {
    if (!wizard.dead) return;
    died = true;
    await wizard.start();
  }

  /** Tries again, with the same message id, until it is acknowledged: what a client does. */
  async function surviving(work: () => Promise<unknown>): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await revive();
        await client.connected();
        await work();
        return;
      } catch (error) {
        if (attempt === 20) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
}

async function askedOrDone(
  client: WizardClient,
  wizard: MortalWizard,
  _died: () => boolean,
  revive: () => Promise<void>,
): Promise<void> {
  await waiting(client, wizard, revive, () => client.prompt !== undefined, 'a question');
}

/** The flow has come to its end: the VDC's card was shown, and something is asked again. */
async function settled(client: WizardClient, wizard: MortalWizard, revive: () => Promise<void>): Promise<void> {
  const done = () =>
    client.entries.some((entry) => entry.type === 'show' && entry.show.as === 'download') && client.prompt !== undefined;
  await waiting(client, wizard, revive, done, 'the end of the deployment');
}

async function waiting(
  client: WizardClient,
  wizard: MortalWizard,
  revive: () => Promise<void>,
  condition: () => boolean,
  what: string,
): Promise<void> {
  const end = Date.now() + 45_000;
  while (!condition()) {
    if (wizard.dead) await revive();
    if (Date.now() > end) throw new Error(`waited for ${what} in vain: ${JSON.stringify(client.entries.slice(-3))}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The oracle: revisions without gaps, each answer once, one VDC, each effect's machines taken once. */
async function verify(client: WizardClient, url: string, prefix: string, messages: number): Promise<void> {
  const fresh = new WizardClient(client.socket.io.opts.hostname ? `http://127.0.0.1:${client.socket.io.opts.port}` : '');
  fresh.close();
  const { conversation } = client;
  client.turns.length = 0;
  await client.open({ conversation });
  const revisions = client.turns.map(({ revision }) => revision);
  expect(revisions).to.deep.equal(revisions.map((_, index) => index + 1));
  const said = client.entries.filter((entry) => entry.type === 'said');
  expect(said.map(({ text }) => text)).to.have.length(messages);
  const connection = new Redis(url);
  try {
    const engine = simulatedEngine({ redis: connection, prefix: `${prefix}:`, options: simulatedOptionsSchema.parse({}) });
    const ledger = await engine.ledger();
    expect(Object.values(ledger.takes)).to.deep.equal([1]);
  } finally {
    connection.disconnect();
  }
}
