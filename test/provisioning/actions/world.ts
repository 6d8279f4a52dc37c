import { Approvals } from '#src/accounts/approvals.ts';
import { LiveLogs } from '#src/accounts/live-logs.ts';
import { MasterKey } from '#src/accounts/master-key.ts';
import { RedisSecretVault } from '#src/accounts/secret-vault.ts';
import type { Caller, FailPoint, OperationRequest } from '#src/conversation/index.ts';
import type { Json, JsonObject } from '#src/protocol/index.ts';
import { ChangeStore } from '#src/provisioning/changes/change-store.ts';
import { adoptedEngine, adoptedOptionsSchema } from '#src/provisioning/engines/adopted/index.ts';
import {
  type SimulatedEngine,
  simulatedEngine,
  simulatedOptionsSchema,
} from '#src/provisioning/engines/simulated/index.ts';
import {
  ActionRegistry,
  actions,
  type Engine,
  enginesOf,
  type OperationOutcome,
  OperationService,
  OperationWorker,
  PlanStore,
  type Services,
  VdcRecords,
} from '#src/provisioning/index.ts';
import { logSources } from '#src/provisioning/log-sources/index.ts';
import { NodeRuleStore } from '#src/provisioning/node-rules/node-rule-store.ts';
import { RepairBook } from '#src/provisioning/repair/repair-book.ts';
import { UpgradeStore } from '#src/provisioning/upgrade/upgrade-store.ts';
import { VdcClusters } from '#src/provisioning/vdc-clusters.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { testRedis } from '#test/support/redis.ts';

import { quick, silent, until } from '../operations/stand.ts';

export interface WorldOptions {
  faults?: { on: 'apply'; vdc: string; kind: 'node-dies' | 'no-capacity' | 'unknown-outcome' | 'slow' }[];
  speed?: number;
  /** Stands between the actions and the simulated engine. */
  between?: (engine: SimulatedEngine) => Engine;
  /** The Redis of another process; without one, a fresh place. */
  given?: { url: string; prefix: string };
  failPoint?: FailPoint;
  /** Without a worker, operations wait until `work` is called. */
  idle?: boolean;
}

/** How long anything may take that is sure to come, on a machine that others keep busy. */
const PATIENCE_MS = 100_000;

/** All of provisioning on a real Redis and a fast simulated grid. Close it after the test. */
export async function openWorld(options: WorldOptions = {}) {
  const { faults = [], speed = 500, between = (engine) => engine, failPoint = () => undefined } = options;
  const { url, prefix } = options.given ?? (await testRedis());
  // Late on a busy machine is not away.
  const redis = connectRedis(url, { commandTimeoutMs: PATIENCE_MS });
  let now = 0;
  const clock = () => Date.now() + now;
  const engine = simulatedEngine({
    redis,
    prefix,
    options: simulatedOptionsSchema.parse({ speed, faults }),
    now: clock,
  });
  await engine.start();
  const secrets = new RedisSecretVault({ redis, prefix, masterKey: new MasterKey(Buffer.alloc(32, 7)) });
  const adopted = adoptedEngine({
    redis,
    prefix,
    secrets,
    options: adoptedOptionsSchema.parse({ allow: ['127.0.0.0/8'] }),
    now: clock,
  });
  const issued: object[] = [];
  const delivered: object[] = [];
  const records = new VdcRecords(redis, prefix);
  const services: Services = {
    engines: enginesOf(between(engine), adopted),
    records,
    clusters: new VdcClusters(),
    secrets,
    plans: new PlanStore(redis, prefix),
    changes: new ChangeStore({ redis, prefix, secrets }),
    nodeRules: new NodeRuleStore({ redis, prefix }),
    repairs: new RepairBook({ redis, prefix }),
    upgrades: new UpgradeStore(redis, prefix),
    links: {
      issue: async (subject, ttlMs) => {
        issued.push(subject);
        return { token: 'token', expiresAt: clock() + ttlMs };
      },
    },
    operations: { running: (owner, page) => service.running(owner, page) },
    approvals: new Approvals({ redis, prefix, now: clock }),
    handoffs: {
      list: async () => [],
      look: async () => null,
      take: async () => ({ type: 'unknown' }),
      giveBack: async () => false,
    },
    get liveLogs() {
      return logs;
    },
    deliver: async (event) => void delivered.push(event),
    tellAgreement: async (event) => void delivered.push(event),
    now: clock,
  };
  const logs = new LiveLogs({ redis, prefix, sources: logSources(services) });
  const registry = new ActionRegistry({ actions, services, log: silent, badge: 'simulated' });
  const service = new OperationService({
    redis,
    prefix,
    log: silent,
    stagesOf: (action) => registry.stagesOf(action),
    badgeFor: (work, caller) => registry.badgeFor(work, caller),
  });
  const told: OperationOutcome[] = [];
  const onOutcome = async (outcome: OperationOutcome) => void told.push(outcome);
  const worker = new OperationWorker({ redis, prefix, registry, log: silent, onOutcome, failPoint, ...quick });
  if (options.idle !== true) await worker.start();
  // In a place that others have used, theirs have the first numbers.
  let operations = options.given ? 1_000 : 0;

  const read = async (action: string, input: JsonObject = {}, owner = 'ada') =>
    await registry.read(action, input, callerOf(owner), AbortSignal.timeout(PATIENCE_MS));
  const begin = async (
    action: string,
    input: JsonObject,
    owner = 'ada',
    timeoutMs = 30_000,
  ): Promise<OperationRequest> => {
    operations += 1;
    const request: OperationRequest = {
      id: `c-${operations}-0`,
      conversation: 'c',
      run: '1.0',
      step: 'deploy',
      caller: callerOf(owner),
      title: `${action} ${operations}`,
      attempts: 2,
      backoffMs: 20,
      timeoutMs,
      work: [{ action, input }],
    };
    await service.start(request);
    return request;
  };
  const outcome = async ({ id }: OperationRequest): Promise<OperationOutcome> => {
    await until(() => told.some((one) => one.id === id), PATIENCE_MS);
    return told.find((one) => one.id === id) ?? Promise.reject(new Error('never told'));
  };
  const operate = async (action: string, input: JsonObject, owner = 'ada') =>
    await outcome(await begin(action, input, owner, PATIENCE_MS));

  return {
    url,
    redis,
    prefix,
    engine,
    registry,
    work: () => worker.start(),
    records,
    services,
    service,
    issued,
    delivered,
    read,
    begin,
    outcome,
    operate,
    /** The output of a read that must work. */
    async get<T extends Json>(action: string, input: JsonObject = {}, owner = 'ada'): Promise<T> {
      const result = await read(action, input, owner);
      if (!result.ok) throw new Error(`${action}: ${result.failure.message}`);
      return result.output as T;
    },
    /** The hash of a plan for a small VDC. */
    async plan(name: string, wish: JsonObject = {}, owner = 'ada'): Promise<string> {
      const { hash } = await this.get<{ hash: string }>('vdc.plan', { name, size: 'small', ...wish }, owner);
      return hash;
    },
    /** A VDC that is ready. */
    async deployed(name: string, owner = 'ada'): Promise<OperationOutcome> {
      return await operate('vdc.deploy', { plan: await this.plan(name, {}, owner) }, owner);
    },
    pass(milliseconds: number): void {
      now += milliseconds;
    },
    async close(): Promise<void> {
      await worker.stop();
      await service.close();
      await engine.stop();
      redis.disconnect();
    },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

export function callerOf(owner: string): Caller {
  return { owner, name: owner, roles: ['user'], locale: 'en' };
}
