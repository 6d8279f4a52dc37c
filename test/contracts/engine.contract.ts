import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { JsonObject } from '#src/protocol/index.ts';
import type { Engine, Plan, VdcSpec } from '#src/provisioning/engine.ts';
import { engineStages } from '#src/provisioning/engine.ts';
import { planHash } from '#src/provisioning/plan-hash.ts';

import { Crash, codeOf, context, failureOf, rejection } from './apply-context.ts';

/** What the suite needs to know of an engine. */
export interface EngineUnderContract {
  /** Started. */
  engine: Engine;
  /** One that fits several times: 1 controller, 1 worker, no public IP. The suite changes name and owner. */
  spec: VdcSpec;
  /** What makes it too big for the engine. */
  tooBig: Partial<VdcSpec>;
  /** A place in which all of it fits. */
  country: string;
  /** A second engine on the same durable state, started: the process after a kill -9. */
  restarted(): Promise<Engine>;
  close(): Promise<void>;
}

/** What an engine may lack, as data: the suite then holds it to a clean refusal instead. */
export const engineCapabilities = [
  'three controllers',
  'public IP',
  'country',
  'certified farms',
  'older versions',
] as const;
export type EngineCapability = (typeof engineCapabilities)[number];
export type Unsupported = { [capability in EngineCapability]?: string };

/** What every engine promises. */
export function engineContract(
  name: string,
  make: () => Promise<EngineUnderContract>,
  unsupported: Unsupported = {},
): void {
  describe(`engine contract: ${name}`, () => {
    let under: EngineUnderContract;
    let engine: Engine;
    let count = 0;

    before(async () => {
      under = await make();
      engine = under.engine;
    });
    after(() => under.close());

    const newSpec = (changes: Partial<VdcSpec> = {}): VdcSpec => {
      count += 1;
      return { ...under.spec, name: `vdc-${count}`, ...changes };
    };
    const newEffect = () => `conversation-${count}/7.0`;
    const deployed = async (changes: Partial<VdcSpec> = {}) => {
      const plan = await engine.plan(newSpec(changes));
      const effectId = newEffect();
      return { plan, effectId, vdc: await engine.apply(plan, context(effectId)) };
    };

    describe('planning', () => {
      it('offers versions and farms', async () => {
        expect(await engine.versions()).to.not.be.empty;
        const farms = await engine.capacity({});
        expect(farms).to.not.be.empty;
        for (const farm of await engine.capacity({ country: under.country }))
          expect(farm.country).to.equal(under.country);
        expect(await engine.capacity({ country: under.country })).to.not.be.empty;
      });

      it('changes nothing, and says the same twice', async () => {
        const start = await free(engine);
        const spec = newSpec();
        const [first, second] = [await engine.plan(spec), await engine.plan(spec)];
        expect(second.machines).to.deep.equal(first.machines);
        expect(second.price.usdPerHour).to.equal(first.price.usdPerHour);
        expect(await free(engine)).to.deep.equal(start);
        expect(first.spec).to.deep.equal(spec);
      });

      it('places what was asked for', async () => {
        const { machines, engine: by } = await engine.plan(newSpec({ workers: 2 }));
        expect(by).to.equal(engine.name);
        expect(machines.filter(({ role }) => role === 'controller')).to.have.length(under.spec.controllers);
        expect(machines.filter(({ role }) => role === 'worker')).to.have.length(2);
        expect(new Set(machines.map((machine) => machine.name)).size).to.equal(machines.length);
      });

      it('is hashed over all of it', async () => {
        const plan = await engine.plan(newSpec());
        expect(plan.hash).to.match(/^[0-9a-f]{64}$/);
        const stored = JSON.parse(JSON.stringify(plan)) as Plan;
        expect(planHash(stored)).to.equal(plan.hash);
        for (const changed of everyChange(plan)) expect(planHash(changed)).to.not.equal(plan.hash);
      });

      it('refuses what never fits, and says what would', async () => {
        const failure = await failureOf(engine.plan(newSpec(under.tooBig)));
        expect(failure.code).to.equal('NO_CAPACITY');
        expect(failure.message).to.match(/what would fit|take smaller|try again/i);
      });

      for (const [what, changes] of Object.entries(invalid)) {
        it(`refuses ${what} with a sentence`, async () => {
          const failure = await failureOf(engine.plan(newSpec(changes)));
          expect(failure.code).to.equal('INVALID_SPEC');
          expect(failure.message).to.match(/^[A-Z"].{20,}\.$/);
        });
      }
    });

    describe('capabilities', () => {
      const cases: {
        [capability in EngineCapability]: { ask(): Promise<Partial<VdcSpec>>; holds(plan: Plan): unknown };
      } = {
        'three controllers': {
          ask: () => Promise.resolve({ controllers: 3 }),
          holds: ({ machines }) => {
            const nodes = machines.filter(({ role }) => role === 'controller').map(({ node }) => node);
            expect(new Set(nodes).size).to.equal(3);
          },
        },
        'public IP': {
          ask: () => Promise.resolve({ publicIp: true }),
          holds: ({ price }) => expect(price.lines.some(({ label }) => label.includes('public IP'))).to.equal(true),
        },
        country: {
          ask: () => Promise.resolve({ placement: { country: under.country } }),
          holds: ({ machines }) => {
            for (const machine of machines) expect(machine.country).to.equal(under.country);
          },
        },
        'certified farms': {
          ask: () => Promise.resolve({ placement: { certifiedOnly: true } }),
          holds: async ({ machines }) => {
            const certified = (await engine.capacity({ certifiedOnly: true })).map(({ id }) => id);
            expect(certified).to.include.members(machines.map(({ farm }) => farm));
          },
        },
        'older versions': {
          ask: async () => {
            const oldest = (await engine.versions()).at(-1);
            return oldest === undefined ? {} : { version: oldest };
          },
          holds: ({ spec }) => expect(spec.version).to.be.a('string'),
        },
      };
      for (const capability of engineCapabilities) {
        const reason = unsupported[capability];
        it(reason === undefined ? `has ${capability}` : `refuses ${capability} cleanly: ${reason}`, async () => {
          const { ask, holds } = cases[capability];
          const spec = newSpec(await ask());
          if (reason === undefined) {
            await holds(await engine.plan(spec));
            return;
          }
          const failure = await failureOf(engine.plan(spec));
          expect(failure.code).to.equal('UNSUPPORTED');
          expect(failure.message).to.include(reason);
        });
      }
    });

    describe('applying', () => {
      it('makes the plan true, stage by stage, and takes what the plan says', async () => {
        const start = await free(engine);
        const plan = await engine.plan(newSpec());
        const watched = context(newEffect());
        const vdc = await engine.apply(plan, watched);
        expect(vdc.state).to.equal('ready');
        expect(vdc.machines.map(({ state }) => state)).to.deep.equal(plan.machines.map(() => 'ready'));
        expect(vdc).to.include({ name: plan.spec.name, owner: plan.spec.owner, effectId: watched.effectId });
        expect(vdc.endpoint).to.match(/^https:/);
        expect([...new Set(watched.told.map(({ stage }) => stage))]).to.deep.equal([...engineStages]);
        for (const stage of engineStages)
          expect(watched.told.findLast((told) => told.stage === stage)?.percent).to.equal(100);
        for (const machine of plan.machines) {
          expect(
            watched.told.some(({ text }) => text?.includes(machine.name)),
            `says something of ${machine.name}`,
          ).to.equal(true);
        }
        expect(await engine.observe(vdc.ref)).to.deep.equal(vdc);
        expect(start.vcpu - (await free(engine)).vcpu).to.equal(plan.machines.reduce((sum, { vcpu }) => sum + vcpu, 0));
        await engine.destroy(vdc.ref, context('end'));
      });

      it('happens once under one effect id: again, side by side, and after a restart', async () => {
        const { plan, effectId, vdc } = await deployed();
        const taken = await free(engine);
        const again = await Promise.all(Array.from({ length: 5 }, () => engine.apply(plan, context(effectId))));
        const other = await under.restarted();
        again.push(await other.apply(plan, context(effectId)));
        await other.stop();
        for (const { ref } of again) expect(ref).to.equal(vdc.ref);
        expect(await free(engine)).to.deep.equal(taken);
        await engine.destroy(vdc.ref, context('end'));
      });

      it('happens once when several begin at the same moment', async () => {
        const start = await free(engine);
        const plan = await engine.plan(newSpec());
        const effectId = newEffect();
        const vdcs = await Promise.all(Array.from({ length: 5 }, () => engine.apply(plan, context(effectId))));
        expect(new Set(vdcs.map(({ ref }) => ref)).size).to.equal(1);
        expect(start.vcpu - (await free(engine)).vcpu).to.equal(plan.machines.reduce((sum, { vcpu }) => sum + vcpu, 0));
        await engine.destroy(vdcs[0]?.ref ?? '', context('end'));
        expect(await free(engine)).to.deep.equal(start);
      });

      for (const stage of engineStages) {
        for (const moment of ['before', 'after', 'kept'] as const) {
          it(`goes on after a crash at ${stage} (${moment})`, async () => {
            const start = await free(engine);
            const plan = await engine.plan(newSpec());
            const effectId = newEffect();
            const kept = new Map<string, JsonObject>();
            const crash = context(effectId, { kept, crashAt: { stage, moment } });
            expect(await rejection(engine.apply(plan, crash))).to.be.instanceOf(Crash);
            const other = await under.restarted();
            const vdc = await other.apply(plan, context(effectId, { kept }));
            await other.stop();
            expect(vdc.state).to.equal('ready');
            expect(start.vcpu - (await free(engine)).vcpu).to.equal(
              plan.machines.reduce((sum, { vcpu }) => sum + vcpu, 0),
            );
            expect(
              (await engine.listOrphans(new Set())).filter(({ name: found }) => found === plan.spec.name),
            ).to.have.length(1);
            await engine.destroy(vdc.ref, context('end'));
            expect(await free(engine)).to.deep.equal(start);
          });
        }

        it(`stops at ${stage} when told to, goes on later, and cleans up`, async () => {
          const start = await free(engine);
          const plan = await engine.plan(newSpec());
          const effectId = newEffect();
          const abort = new AbortController();
          const stopping = context(effectId, {
            signal: abort.signal,
            onProgress: (now) => now === stage && abort.abort(),
          });
          expect(codeOf(await rejection(engine.apply(plan, stopping)))).to.equal('ABORTED');
          const vdc = await engine.apply(plan, context(effectId));
          expect(vdc.state).to.equal('ready');
          await engine.destroy(vdc.ref, context('end'));
          expect(await free(engine)).to.deep.equal(start);
        });
      }

      it('does nothing when it is stopped before it began', async () => {
        const start = await free(engine);
        const plan = await engine.plan(newSpec());
        const effectId = newEffect();
        const failure = await failureOf(engine.apply(plan, context(effectId, { signal: AbortSignal.abort() })));
        expect(failure.code).to.equal('ABORTED');
        expect(await engine.find(effectId)).to.equal(null);
        expect(await free(engine)).to.deep.equal(start);
      });

      it('refuses a plan that was changed after it was hashed', async () => {
        const plan = await engine.plan(newSpec());
        const failure = await failureOf(
          engine.apply({ ...plan, spec: { ...plan.spec, workers: 0 } }, context(newEffect())),
        );
        expect(failure.code).to.equal('PLAN_STALE');
      });

      it('gives a name once to each owner', async () => {
        const spec = newSpec();
        const [mine, mineToo, theirs] = await Promise.all([
          engine.plan(spec),
          engine.plan(spec),
          engine.plan({ ...spec, owner: `${spec.owner}-other` }),
        ]);
        const first = await engine.apply(mine, context(`${newEffect()}-a`));
        expect((await failureOf(engine.apply(mineToo, context(`${newEffect()}-b`)))).code).to.equal('NAME_TAKEN');
        expect((await failureOf(engine.plan(spec))).code).to.equal('NAME_TAKEN');
        const second = await engine.apply(theirs, context(`${newEffect()}-c`));
        expect(second.ref).to.not.equal(first.ref);
        await engine.destroy(first.ref, context('end'));
        await engine.plan(spec);
        await engine.destroy(second.ref, context('end'));
      });
    });

    describe('finding and removing', () => {
      it('finds what an interrupted apply left, and lists it as an orphan', async () => {
        const plan = await engine.plan(newSpec());
        const effectId = newEffect();
        const abort = new AbortController();
        const stopping = context(effectId, {
          signal: abort.signal,
          onProgress: (stage) => stage === 'controllers' && abort.abort(),
        });
        await rejection(engine.apply(plan, stopping));
        const left = await engine.find(effectId);
        expect(left).to.include({ name: plan.spec.name, effectId, state: 'deploying' });
        const ref = left?.ref ?? '';
        expect((await engine.listOrphans(new Set())).map((orphan) => orphan.ref)).to.include(ref);
        expect((await engine.listOrphans(new Set([ref]))).map((orphan) => orphan.ref)).to.not.include(ref);
        await engine.destroy(ref, context('end'));
        expect(await engine.find(effectId)).to.equal(null);
        expect(await engine.listOrphans(new Set())).to.deep.equal([]);
      });

      it('gives everything back, however often it is asked to', async () => {
        const start = await free(engine);
        const { vdc, plan, effectId } = await deployed();
        await Promise.all([engine.destroy(vdc.ref, context('end')), engine.destroy(vdc.ref, context('end'))]);
        await engine.destroy(vdc.ref, context('end'));
        expect(await engine.observe(vdc.ref)).to.equal(null);
        expect(await free(engine)).to.deep.equal(start);
        const late = await failureOf(engine.apply(plan, context(effectId)));
        expect(late.code, 'what was removed is not made again by a late repetition').to.equal('ABORTED');
        expect(await free(engine)).to.deep.equal(start);
      });

      it('removes what is still being made', async () => {
        const start = await free(engine);
        const plan = await engine.plan(newSpec());
        const effectId = newEffect();
        let removal: Promise<void> | undefined;
        const remove = async () => engine.destroy((await engine.find(effectId))?.ref ?? '', context('end'));
        const failure = await failureOf(
          engine.apply(
            plan,
            context(effectId, { onProgress: (stage) => stage === 'controllers' && (removal ??= remove()) }),
          ),
        );
        await removal;
        expect(failure.code).to.equal('ABORTED');
        expect(await free(engine)).to.deep.equal(start);
      });

      it('knows nothing of what was never made', async () => {
        expect(await engine.observe('nothing')).to.equal(null);
        expect(await engine.find('nothing')).to.equal(null);
        await engine.destroy('nothing', context('end'));
        expect((await failureOf(engine.kubeconfig('nothing'))).code).to.equal('NOT_FOUND');
      });
    });

    describe('the Kubernetes API', () => {
      it('opens with the kubeconfig, and with no other', async function () {
        this.timeout(30_000); // the first import of the client takes seconds
        const k8s = await import('@kubernetes/client-node');
        const [mine, theirs] = [await deployed(), await deployed()];
        const config = new k8s.KubeConfig();
        config.loadFromString(await engine.kubeconfig(mine.vdc.ref));
        const core = config.makeApiClient(k8s.CoreV1Api);
        const nodes = (await core.listNode()).items;
        expect(nodes).to.have.length(mine.plan.machines.length);
        for (const { name, hostname = name } of mine.vdc.machines)
          expect(nodes.filter((node) => `${node.metadata?.name}-`.startsWith(`${hostname}-`))).to.have.length(1);
        for (const node of nodes) {
          expect(node.status?.conditions?.find(({ type }) => type === 'Ready')?.status).to.equal('True');
          expect(node.status?.nodeInfo?.kubeletVersion).to.equal(mine.vdc.version);
        }
        const namespaces = (await core.listNamespace()).items.map((namespace) => namespace.metadata?.name);
        expect(namespaces).to.include.members(['default', 'kube-system', 'kube-public', 'kube-node-lease']);
        const version = await config.makeApiClient(k8s.VersionApi).getCode();
        expect(version.gitVersion).to.equal(mine.vdc.version);

        const foreign = new k8s.KubeConfig();
        foreign.loadFromString(await engine.kubeconfig(theirs.vdc.ref));
        const cluster = config.getCurrentCluster();
        const user = foreign.getCurrentUser();
        if (!cluster || !user) throw new Error('a kubeconfig names its cluster and user');
        expect(user.name, 'clients cache credentials by user name').to.not.equal(config.getCurrentUser()?.name);
        foreign.loadFromClusterAndUser(cluster, user);
        const refused = await rejection(foreign.makeApiClient(k8s.CoreV1Api).listNode());
        expect(refused).to.be.instanceOf(k8s.ApiException);
        expect([401, 403]).to.include((refused as { code?: unknown }).code);
        for (const { vdc } of [mine, theirs]) await engine.destroy(vdc.ref, context('end'));
      });
    });
  });
}

/** All that is free, as anybody can see it. */
async function free(engine: Engine) {
  const farms = await engine.capacity({});
  const sum = (amount: (farm: (typeof farms)[number]) => number) =>
    farms.reduce((total, farm) => total + amount(farm), 0);
  return {
    vcpu: sum((farm) => farm.freeVcpu),
    memoryGiB: sum((farm) => farm.freeMemoryGiB),
    diskGiB: sum((farm) => farm.freeDiskGiB),
    publicIps: sum((farm) => farm.freePublicIps),
  };
}

const invalid: { [what: string]: Partial<VdcSpec> } = {
  'a name with capitals': { name: 'My-VDC' },
  'a name that is too short': { name: 'ab' },
  'a name that ends with a dash': { name: 'vdc-' },
  'an unknown size': { workerSize: 'gigantic' },
  'half a worker': { workers: 1.5 },
  'a negative number of workers': { workers: -1 },
  'a thousand workers': { workers: 1_000 },
  'an unknown version': { version: 'v0.1.0' },
  'an unknown country': { placement: { country: 'Atlantis' } },
  'an unknown farm': { placement: { farm: 'atlantis-deep' } },
};

/** The plan with each of its leaves changed, one at a time. */
function everyChange(plan: Plan): Plan[] {
  const changes: Plan[] = [];
  const visit = (value: unknown, path: (string | number)[]): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) visit(member, [...path, key]);
      return;
    }
    if (path[0] === 'hash') return;
    const copy = JSON.parse(JSON.stringify(plan)) as Plan;
    let parent: object = copy;
    for (const key of path.slice(0, -1)) parent = Reflect.get(parent, key) as object;
    const changed = typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${String(value)}x`;
    Reflect.set(parent, path.at(-1) ?? '', changed);
    changes.push(copy);
  };
  visit(plan, []);
  return changes;
}
