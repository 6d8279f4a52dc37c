import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';

import { type Logger, pino } from 'pino';

import { Handoffs } from '#src/accounts/handoffs.ts';
import { LiveLogs } from '#src/accounts/live-logs.ts';
import { masterKey } from '#src/accounts/master-key.ts';
import { Bots } from '#src/bots.ts';
import type { WebChannelOptions } from '#src/channels/web/web-channel-options.ts';
import { checkExposure } from '#src/config/check-exposure.ts';
import type { Config } from '#src/config/config.ts';
import { ConfigError } from '#src/config/config-error.ts';
import { awaitEvent, beginTriggered, Conversations, EffectPerformer, publishEvent } from '#src/conversation/index.ts';
import { errorInLog } from '#src/error-in-log.ts';
import { botFailPoints, failPointsFrom, knownFailPoints } from '#src/fail-points.ts';
import { FlowLibrary } from '#src/flow-library/flow-library.ts';
import { granting } from '#src/flow-library/granting.ts';
import { openRedis } from '#src/open-redis.ts';
import { openStores } from '#src/open-stores.ts';
import { ActionRegistry } from '#src/provisioning/action-registry.ts';
import { actions } from '#src/provisioning/actions/index.ts';
import { publicRegistries } from '#src/provisioning/apps/image-registry.ts';
import { loadCustomActions } from '#src/provisioning/custom-actions.ts';
import { nameResolver } from '#src/provisioning/exposure/resolver.ts';
import { KUBECONFIG_LINK, readKubeconfig } from '#src/provisioning/kubeconfig.ts';
import { logSources } from '#src/provisioning/log-sources/index.ts';
import { ACCESS_LINK } from '#src/provisioning/marketplace/access.ts';
import { readCatalogue } from '#src/provisioning/marketplace/catalogue.ts';
import { readAccess } from '#src/provisioning/marketplace/read-access.ts';
import { OperationService, OperationWorker } from '#src/provisioning/operations/index.ts';
import { mayUse } from '#src/provisioning/permissions.ts';
import { BUNDLE_LINK, readBundle } from '#src/provisioning/repair/support-bundle.ts';
import { enginesOf, type Services } from '#src/provisioning/services.ts';
import { VdcClusters } from '#src/provisioning/vdc-clusters.ts';
import { Metrics } from '#src/server/metrics.ts';
import { Sweeper } from '#src/sessions/sweeper.ts';
import { startDuties } from '#src/start-duties.ts';
import { startEngines } from '#src/start-engines.ts';
import { createUnderstanding } from '#src/understanding/index.ts';
import { WebServer } from '#src/web-server.ts';

/** A running wizard. `stop` drains: no turn is cut, everything is saved. */
export interface Wizard {
  address: string;
  stop(): Promise<void>;
}

/** The flow that is there when no other one is. */
const HOME = 'welcome';

/** The most effects of earlier processes that a start performs before it listens; the sweep does the rest. */
const MOST_LEFT = 500;

/** Wires the wizard together and starts it; rejects with a sentence when something it needs is missing. */
export async function startWizard(config: Config): Promise<Wizard> {
  const exposure = checkExposure(config);
  if (exposure.length > 0) throw new ConfigError(exposure);
  const log = pino({ level: config.logLevel, base: null, serializers: { error: errorInLog } });
  const failPoint = failPointsFrom(process.env, [...knownFailPoints, ...botFailPoints]);
  const stops: (() => unknown)[] = [];
  try {
    return await start(config, log, failPoint, stops);
  } catch (error) {
    for (const stop of stops.reverse()) await Promise.resolve(stop()).catch(() => undefined);
    throw error;
  }
}

async function start(
  config: Config,
  log: Logger,
  failPoint: (name: string) => void,
  stops: (() => unknown)[],
): Promise<Wizard> {
  const metrics = new Metrics();
  const dataDir = resolve(config.dataDir);
  const redis = await openRedis(config, dataDir, log, stops);
  const prefix = `${config.redis.prefix}:`;
  const key = await masterKey({ secretKey: config.secretKey, dataDir });
  const stores = openStores({
    redis,
    prefix,
    ttlSeconds: config.sessions.ttlDays * 24 * 60 * 60,
    masterKey: key,
    onQuarantine: (conversation, quarantine) => log.error({ conversation, quarantine }, 'A conversation was put aside'),
  });
  const { store, definitions, news, inbox, awaited, approvals, identities, links, vault, records } = stores;

  const { engine, adopted } = await startEngines({ config, redis, prefix, secrets: vault, log, stops });
  const handoffs = new Handoffs({
    redis,
    prefix,
    deliver: (news) => conversations.bridge(news),
    overview: (conversation) => conversations.overview(conversation),
    operation: (id) => operations.view(id),
    owns: async ({ owner }, conversation) => (await conversations.find(conversation, owner)) !== null,
    seesAll: (caller) => mayUse(caller, 'handoff.any-tenant'),
    onWaiting: ({ id, queue, conversation }) => {
      log.warn({ ticket: id, queue, conversation }, 'A person is wanted');
      inbox
        .put({ event: 'handoff.asked', data: { queue } })
        .catch((error: unknown) => log.warn({ error }, 'Those on duty cannot be told now'));
    },
  });
  const clusters = new VdcClusters();
  stops.push(() => clusters.close());
  const marketplace = readCatalogue(config.marketplace.folders.map((folder) => resolve(folder)));
  for (const { file, message } of marketplace.problems) log.error({ file }, `${file}: ${message}`);
  const understanding = createUnderstanding({
    ...config.understanding,
    redis,
    prefix,
    things: async (owner) =>
      (await records.list(owner, { offset: 0, count: 100 })).map(({ name, createdAt }) => ({
        kind: 'vdc',
        name,
        since: createdAt,
      })),
    unknown: (scene) => {
      metrics.notUnderstood.inc();
      void stores.unknownSentences.add(scene).catch(() => undefined);
    },
    onAsked: (result, tokens) => {
      metrics.modelRequests.inc({ result });
      metrics.modelTokens.inc(tokens);
    },
  });
  const services: Services = {
    ...(understanding.explain ? { explain: understanding.explain } : {}),
    solutions: marketplace,
    engines: enginesOf(engine, adopted),
    ...(engine.tariff ? { tariff: engine.tariff } : {}),
    records,
    clusters,
    secrets: vault,
    plans: stores.plans,
    changes: stores.changes,
    nodeRules: stores.nodeRules,
    repairs: stores.repairs,
    images: publicRegistries(),
    resolver: nameResolver(config.dns.servers),
    upgrades: stores.upgrades,
    tell: (happened) => inbox.put(happened),
    links,
    operations: { running: (owner, page) => operations.running(owner, page) },
    approvals,
    accounts: {
      issue: (caller) => identities.issue(caller),
      list: (owner) => identities.list(owner),
      unlink: (owner, channel, id) => identities.unlink(owner, channel, id),
      setAlerts: (owner, channel, id, alerts) => identities.setAlerts(owner, channel, id, alerts),
      platforms: () => bots.platforms(),
    },
    handoffs,
    liveLogs: {
      open: (log) => logs.open(log),
      begin: (log) => logs.begin(log),
      write: (id, lines) => logs.write(id, lines),
      end: (id) => logs.end(id),
    },
    deliver: (event) => conversations.event(event),
    tellAgreement: (event) => conversations.agreed(event),
    now: Date.now,
  };
  const logs = new LiveLogs({ redis, prefix, sources: logSources(services) });
  stops.push(() => logs.close());
  const badge = engine.badge === undefined ? {} : { badge: engine.badge };
  const custom = await loadCustomActions(
    config.actions,
    actions.map(({ name }) => name),
  );
  for (const problem of custom.problems) log.error(problem, `${problem.file}: ${problem.message}`);
  metrics.actionProblems.set(custom.problems.length);
  const registry = new ActionRegistry({ actions: [...actions, ...custom.actions], services, log, ...badge });
  const operations = new OperationService({
    redis,
    prefix,
    stagesOf: (action) => registry.stagesOf(action),
    badgeFor: (work, caller) => registry.badgeFor(work, caller),
    log,
  });
  stops.push(() => operations.close());

  const flows = await FlowLibrary.open({
    folders: config.flows.folders.map((folder) => resolve(folder)),
    actions: registry.infos(),
    definitions,
    granted: granting(config.flows.grants),
    onProblems: (problems) => {
      metrics.flowProblems.set(problems.filter(({ severity }) => severity === 'error').length);
      for (const { severity, ...problem } of problems) {
        log[severity === 'error' ? 'error' : 'warn'](problem, `${problem.file}:${problem.line}: ${problem.message}`);
      }
    },
  });
  stops.push(() => flows.close());

  const turns = { event: metrics.turns.labels('event'), message: metrics.turns.labels('message') };
  stops.push(() => news.stop());
  const conversations = new Conversations({
    store,
    flows,
    vault,
    home: HOME,
    stagesOf: (action, locale) => registry.stagesOf(action, locale),
    badgeOf: (action, locale) => registry.badgeOf(action, locale),
    now: Date.now,
    failPoint,
    understander: understanding.understander,
    onFault: ({ conversation, flow, fault }) => {
      metrics.flowFaults.inc();
      log.error({ conversation, flow, fault }, `The flow ${flow} made a mistake: ${fault}`);
    },
    onTurn: ({ conversation, turn, from }) => {
      (from === undefined ? turns.event : turns.message).inc();
      web.channel.publish(conversation, turn, from);
      news.tell(conversation, turn, from !== undefined);
    },
    perform: (effects) => {
      for (const { effect } of effects) metrics.effects.inc({ kind: effect.type });
      performer.perform(effects);
    },
  });
  const performer = new EffectPerformer({
    store,
    actions: registry,
    operations,
    approvals,
    tell: (turn) => bots.tell(turn),
    awaited: { wait: (awaiting) => awaitEvent(awaited, (event) => conversations.event(event), awaiting) },
    handoffs,
    callerOf: (conversation) => conversations.callerOf(conversation),
    outcome: (event) => conversations.outcome(event),
    now: Date.now,
    failPoint,
    onError: ({ type, id }, error) => {
      metrics.effectErrors.inc({ kind: type });
      log.warn({ effect: id, error }, `Could not perform ${type} now; the sweep tries it again`);
    },
  });
  const sweeper = new Sweeper({
    store,
    onTimer: (timer) => conversations.timer(timer),
    onEffect: (entry, effect) => performer.perform([{ effect, entry }]),
    onError: (error) => log.warn({ error }, 'The sweep has trouble'),
  });
  const worker = new OperationWorker({
    redis,
    prefix,
    registry,
    log,
    failPoint,
    concurrency: config.operations.concurrency,
    lockMs: config.operations.takeOverMs,
    onOutcome: async ({ id, conversation, run, step, owner, outcome, view }) => {
      metrics.operations.inc({ state: view.state });
      await conversations.outcome({ conversation, messageId: `outcome-${id}`, owner, run, step, outcome }, view);
    },
  });

  const failed = (error: unknown, details: object): string => reference(log, error, details);
  const choices: WebChannelOptions['choices'] = async (caller, request) =>
    await conversations.choices(caller, request, (action, input, who) =>
      registry.read(action, input, who, AbortSignal.timeout(10_000)),
    );
  const bots = await Bots.make({
    config,
    key,
    redis,
    prefix,
    log,
    metrics,
    conversations,
    store,
    vault,
    links,
    identities,
    flows,
    choices,
    failPoint,
    home: HOME,
    happened: (publication) => inbox.put(publication),
    failed,
    address: () => web.address,
  });
  const web = await WebServer.make({
    config,
    key,
    metrics,
    log,
    conversations,
    store,
    operations,
    choices,
    logs,
    ready: async () => {
      await redis.ping();
      const [problem] = (await engine.problems?.()) ?? [];
      return {
        flows: flows.list().length,
        engine: engine.name,
        ...(problem === undefined ? {} : { engineProblem: problem }),
      };
    },
    links,
    fetchers: {
      [KUBECONFIG_LINK]: async (owner, vdc) => await readKubeconfig(services, owner, vdc),
      [BUNDLE_LINK]: async (owner, subject) => await readBundle(services, owner, subject),
      [ACCESS_LINK]: async (owner, subject) => await readAccess(services, owner, subject),
    },
    flows: () => ({ flows: flows.list(), problems: [...custom.problems, ...flows.problems()] }),
    bots: bots.pages,
    failed,
  });
  stops.push(async () => {
    // First nothing new comes in, then what is under way comes to its end, then what it stood on goes.
    await web.channel.stop();
    await bots.stop();
    await sweeper.stop();
    await inbox.stop();
    await conversations.idle();
    await worker.stop();
    await performer.idle();
    await conversations.idle();
  });
  await web.listen();
  await news.start((conversation, turn) => web.channel.publish(conversation, turn));
  await operations.subscribe(({ conversation, view }) => {
    web.channel.progress(conversation, view);
    bots.progress(conversation, view);
  });
  await bots.start();
  await worker.start();
  // What a crash left undone is done now, not when the sweep comes round to it.
  for (const { entry, effect } of await store.unsettled(0, MOST_LEFT)) performer.perform([{ effect, entry }]);
  sweeper.start();
  startDuties({
    services,
    operations,
    definitions,
    inbox,
    onEvent: async (publication) => {
      await publishEvent(awaited, (event) => conversations.event(event), publication, Date.now());
      await beginTriggered({ flows, store, conversations }, publication);
    },
    log,
    stops,
  });

  return {
    address: web.address,
    stop: async () => {
      for (const stop of stops.reverse()) await stop();
    },
  };
}

/** Logs an error of ours and gives the word a person can name to find it. */
function reference(log: Logger, error: unknown, details: object): string {
  const id = randomBytes(4).toString('hex');
  log.error({ ...details, reference: id, error }, 'Something went wrong');
  return id;
}
