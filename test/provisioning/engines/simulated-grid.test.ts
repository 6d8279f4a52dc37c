import { expect } from 'chai';
import * as fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterEach, describe, it } from 'mocha';

import { MasterKey } from '#src/accounts/master-key.ts';
import { RedisSecretVault } from '#src/accounts/secret-vault.ts';
import type { VdcSpec } from '#src/provisioning/engine.ts';
import { createEngine, engines } from '#src/provisioning/engines/index.ts';
import type { GridMap, SimulatedOptions } from '#src/provisioning/engines/simulated/index.ts';
import { simulatedOptionsSchema } from '#src/provisioning/engines/simulated/index.ts';
import { duration } from '#src/provisioning/engines/simulated/timing.ts';
import { planHash } from '#src/provisioning/plan-hash.ts';
import { context, failureOf } from '#test/contracts/apply-context.ts';
import { smallSpec } from '#test/contracts/small-spec.ts';

import { ledgerProblems } from './ledger-oracle.ts';
import type { SimulatedUnderTest } from './simulated-under-test.ts';
import { simulatedUnderTest } from './simulated-under-test.ts';

const spec = (changes: Partial<VdcSpec> = {}): VdcSpec => ({ ...smallSpec, ...changes });

/** Two farms, five nodes, two public addresses: quickly full. */
const littleMap: GridMap = [
  {
    id: 'left',
    name: 'Left',
    country: 'Belgium',
    city: 'Ghent',
    latitude: 51,
    longitude: 4,
    certified: true,
    green: true,
    publicIps: ['192.0.2.1', '192.0.2.2'],
    nodes: ['1', '2', '3'].map((id) => ({ id, vcpu: 4, memoryGiB: 8, diskGiB: 100, state: 'up' })),
  },
  {
    id: 'right',
    name: 'Right',
    country: 'Austria',
    city: 'Vienna',
    latitude: 48,
    longitude: 16,
    certified: false,
    green: true,
    publicIps: [],
    nodes: ['4', '5'].map((id) => ({ id, vcpu: 4, memoryGiB: 8, diskGiB: 100, state: 'up' })),
  },
];

describe('the simulated grid', () => {
  let under: SimulatedUnderTest;
  afterEach(() => under.close());

  const start = async (surroundings: Parameters<typeof simulatedUnderTest>[0] = {}) => {
    under = await simulatedUnderTest(surroundings);
    await under.engine.start();
    return under.engine;
  };
  const faulty = (kind: SimulatedOptions['faults'][number]['kind']): Partial<SimulatedOptions> => ({
    faults: [{ on: 'apply', vdc: 'sh*', kind }],
  });

  describe('under pressure', () => {
    it('is never over-taken by 100 deployments at once, and knows who got what', async () => {
      const engine = await start({ map: littleMap });
      const specs = Array.from({ length: 100 }, (_, index) =>
        spec({ name: `vdc-${index}`, publicIp: index % 4 === 0 }),
      );
      const plans = await Promise.all(specs.map((each) => engine.plan(each)));
      const results = await Promise.allSettled(
        plans.map((plan, index) => engine.apply(plan, context(`effect-${index}`))),
      );
      const made = results.filter(({ status }) => status === 'fulfilled');
      const codes = new Set(
        results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as { code: string }).code] : [])),
      );
      expect([...codes]).to.have.members([...codes].filter((code) => ['PLAN_STALE', 'NO_CAPACITY'].includes(code)));
      const ledger = await engine.ledger();
      expect(ledgerProblems(ledger, littleMap)).to.deep.equal([]);
      // Each takes 2 of 20 vCPU.
      expect(made.length).to.be.within(5, 10);
      expect(ledger.machines).to.have.length(2 * made.length);
      expect(Object.keys(ledger.publicIps).length).to.be.at.most(2);
      await Promise.all(ledger.machines.map(({ ref }) => engine.destroy(ref, context('end'))));
      expect(await engine.ledger()).to.deep.include({ machines: [], taken: {}, publicIps: {} });
    }).timeout(20_000);

    it('keeps its books right through any sequence of deploying, stopping and removing', async () => {
      const engine = await start({ map: littleMap, options: { speed: 5_000, failureRate: 0.3 } });
      const step = fc.record({
        vdc: fc.nat(5),
        what: fc.constantFrom('apply', 'stop', 'twice', 'destroy'),
        stopAt: fc.nat(8),
        controllers: fc.constantFrom(1 as const, 3 as const),
        publicIp: fc.boolean(),
      });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          run += 1;
          const plans = new Map<string, Awaited<ReturnType<typeof engine.plan>>>();
          await Promise.all(
            steps.map(async ({ vdc, what, stopAt, ...changes }) => {
              const effectId = `run-${run}-vdc-${vdc}`;
              const plan =
                plans.get(effectId) ?? (await engine.plan(spec({ name: effectId, ...changes })).catch(() => undefined));
              if (plan) plans.set(effectId, plan);
              if (what === 'destroy') {
                const found = await engine.find(effectId);
                if (found) await engine.destroy(found.ref, context('end'));
              } else if (plan) {
                const abort = new AbortController();
                let told = 0;
                const stopping = {
                  signal: abort.signal,
                  onProgress: () => what === 'stop' && (told += 1) > stopAt && abort.abort(),
                };
                const tries =
                  what === 'twice'
                    ? [engine.apply(plan, context(effectId)), engine.apply(plan, context(effectId))]
                    : [engine.apply(plan, context(effectId, stopping))];
                await Promise.allSettled(tries);
              }
              expect(ledgerProblems(await engine.ledger(), littleMap)).to.deep.equal([]);
            }),
          );
          for (const { ref } of await engine.listOrphans(new Set())) await engine.destroy(ref, context('end'));
          expect(await engine.ledger()).to.deep.include({ machines: [], taken: {}, publicIps: {} });
        }),
        { numRuns: 15 },
      );
    }).timeout(30_000);
  });

  describe('when something goes wrong', () => {
    it('moves a machine whose node dies to another node, and says so', async () => {
      const engine = await start({ options: faulty('node-dies') });
      const plan = await engine.plan(spec({ controllers: 3, workers: 2 }));
      const watched = context('effect');
      const vdc = await engine.apply(plan, watched);
      expect(vdc.state).to.equal('ready');
      const moved = vdc.machines.filter(({ node }, index) => node !== plan.machines[index]?.node);
      expect(moved).to.have.length(1);
      expect(new Set(vdc.machines.filter(({ role }) => role === 'controller').map(({ node }) => node)).size).to.equal(
        3,
      );
      const texts = watched.told.map(({ text }) => text);
      expect(texts).to.include(`${moved[0]?.name} boots on node ${moved[0]?.node}, ${moved[0]?.city}`);
      expect(texts.some((text) => text?.includes('it died while booting; looking for another node'))).to.equal(true);
      expect(ledgerProblems(await engine.ledger())).to.deep.equal([]);
    });

    it('fails where there is no other node, and succeeds when tried again', async () => {
      const engine = await start({ options: faulty('node-dies') });
      const plan = await engine.plan(spec({ placement: { farm: 'zurich-vault' } }));
      const failure = await failureOf(engine.apply(plan, context('effect')));
      expect(failure).to.include({ code: 'NODE_FAILED', retryable: true });
      expect(failure.message).to.match(/Node 27 in Zurich died while (controller|worker)-1 booted/);
      const left = await engine.find('effect');
      expect(left?.state).to.equal('failed');
      expect(left?.machines.filter(({ state }) => state === 'failed')).to.have.length(1);
      expect((await engine.apply(plan, context('effect'))).state).to.equal('ready');
      expect((await engine.ledger()).takes).to.deep.equal({ effect: 1 });
    });

    it('has no capacity any more, and takes nothing', async () => {
      const engine = await start({ options: faulty('no-capacity') });
      const failure = await failureOf(engine.apply(await engine.plan(spec()), context('effect')));
      expect(failure.code).to.equal('NO_CAPACITY');
      expect(await engine.find('effect')).to.equal(null);
      expect(await engine.ledger()).to.deep.include({ takes: {}, machines: [] });
    });

    it('may lose the answer: the VDC is there, and asking again finds it', async () => {
      const engine = await start({ options: faulty('unknown-outcome') });
      const plan = await engine.plan(spec());
      expect((await failureOf(engine.apply(plan, context('effect')))).code).to.equal('UNKNOWN_OUTCOME');
      expect((await engine.find('effect'))?.state).to.equal('ready');
      expect((await engine.apply(plan, context('effect'))).state).to.equal('ready');
      expect((await engine.ledger()).takes).to.deep.equal({ effect: 1 });
    });

    it('is slow where it was told to be', async () => {
      under = await simulatedUnderTest();
      const time = (faults: SimulatedOptions['faults']) =>
        duration(simulatedOptionsSchema.parse({ faults }), 'controller', 'shop', 'effect');
      expect(time(faulty('slow').faults ?? [])).to.be.within(9.9 * time([]), 10.1 * time([]));
    });

    it('strikes by the seed, at the rate it was given', async () => {
      const engine = await start({ options: { seed: 'story', failureRate: 0.5, speed: 10_000 } });
      const outcomes: string[] = [];
      for (let index = 0; index < 24; index += 1) {
        const effectId = `effect-${index}`;
        const plan = await engine.plan(spec({ placement: { farm: 'zurich-vault' } }));
        const outcome = engine.apply(plan, context(effectId)).then(
          ({ state }) => state,
          (error: { code: string }) => error.code,
        );
        outcomes.push(await outcome);
        const found = await engine.find(effectId);
        if (found) await engine.destroy(found.ref, context('end'));
      }
      expect(outcomes.filter((outcome) => outcome !== 'ready').length).to.be.within(6, 18);
      expect(outcomes).to.include.members(['ready', 'NODE_FAILED', 'NO_CAPACITY', 'UNKNOWN_OUTCOME']);
    }).timeout(10_000);

    it('refuses a plan whose price has expired, unless the work had begun', async () => {
      let time = Date.now();
      const engine = await start({ now: () => time });
      const [late, begun] = [await engine.plan(spec()), await engine.plan(spec({ name: 'shop-2' }))];
      const abort = new AbortController();
      await failureOf(
        engine.apply(
          begun,
          context('begun', { signal: abort.signal, onProgress: (stage) => stage === 'network' && abort.abort() }),
        ),
      );
      time += 16 * 60_000;
      expect((await failureOf(engine.apply(late, context('late')))).code).to.equal('PLAN_STALE');
      const going = setInterval(() => (time += 50), 5);
      const vdc = await engine.apply(begun, context('begun'));
      clearInterval(going);
      expect(vdc.state).to.equal('ready');
    });

    it('says that a plan is stale when a node of it was taken but there is room elsewhere', async () => {
      const engine = await start({ map: littleMap });
      const first = await engine.plan(spec({ workers: 0, controllerSize: 'medium' }));
      const second = {
        ...(await engine.plan(spec({ name: 'shop', owner: 'bob', workers: 0, controllerSize: 'medium' }))),
        machines: first.machines,
      };
      await engine.apply(first, context('first'));
      const failure = await failureOf(engine.apply({ ...second, hash: planHash(second) }, context('second')));
      expect(failure.code).to.equal('PLAN_STALE');
    });
  });

  describe('over restarts', () => {
    it('keeps its address, its certificates and what boots', async () => {
      const engine = await start();
      const vdc = await engine.apply(await engine.plan(spec()), context('effect'));
      const kubeconfig = await engine.kubeconfig(vdc.ref);
      await engine.stop();
      const other = under.another();
      await other.start();
      expect(await other.kubeconfig(vdc.ref)).to.equal(kubeconfig);
      expect(await other.observe(vdc.ref)).to.deep.equal(vdc);
    });

    it('shares one address among processes, and the survivor takes it over', async () => {
      const engine = await start();
      const sibling = under.another();
      await sibling.start();
      const vdc = await sibling.apply(await sibling.plan(spec()), context('effect'));
      expect((await engine.observe(vdc.ref))?.endpoint).to.equal(vdc.endpoint);
      await engine.stop();
      const again = await sibling.plan(spec({ name: 'shop-2' }));
      expect((await sibling.apply(again, context('effect-2'))).state).to.equal('ready');
    }).timeout(10_000);

    it('says so when another program has its fixed port', async () => {
      const engine = await start();
      const vdc = await engine.apply(await engine.plan(spec()), context('effect'));
      const port = Number(new URL(vdc.endpoint ?? '').port);
      const stranger = await simulatedUnderTest({ options: { apiPort: port } });
      const refused = await stranger.engine.start().catch((error: Error) => error.message);
      await stranger.close();
      expect(refused).to.include(`Port ${port} on 127.0.0.1 is taken`);
    });
  });
});

describe('the registry of engines', () => {
  it('reads as the list of engines', () => expect(Object.keys(engines)).to.include('simulated'));

  const redis = new Redis({ lazyConnect: true });
  const prefix = 'unused:';
  const secrets = new RedisSecretVault({ redis, prefix, masterKey: new MasterKey(Buffer.alloc(32, 7)) });
  const around = { redis, prefix, secrets };
  const refusal = (name: string, options: unknown) =>
    createEngine(name, { ...around, options }).then(
      () => 'not refused',
      (error: Error) => error.message,
    );

  it('makes an engine by its name', async () => {
    expect(await createEngine('simulated', { ...around, options: { speed: 2 } })).to.include({
      name: 'simulated',
      badge: 'simulated',
    });
  });

  it('refuses an unknown name with the list, and unknown options by name', async () => {
    for (const name of ['azure', 'constructor']) {
      expect(await refusal(name, {})).to.match(
        new RegExp(`There is no engine "${name}"\\. The engines are: .*simulated`),
      );
    }
    expect(await refusal('simulated', { sped: 2 })).to.include('sped');
  });
});
