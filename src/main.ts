import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { resolve } from 'node:path';

import type { Redis } from 'ioredis';
import { type Logger, pino } from 'pino';

import { Approvals } from '#src/accounts/approvals.ts';
import { AwaitedEvents } from '#src/accounts/awaited-events.ts';
import { EventInbox } from '#src/accounts/event-inbox.ts';
import { Handoffs } from '#src/accounts/handoffs.ts';
import { Identities } from '#src/accounts/identities.ts';
import { LiveLogs } from '#src/accounts/live-logs.ts';
import { masterKey } from '#src/accounts/master-key.ts';
import { OneTimeLinks } from '#src/accounts/one-time-links.ts';
import { RedisSecretVault } from '#src/accounts/secret-vault.ts';
import { Tokens } from '#src/accounts/tokens.ts';
import { WebChannel } from '#src/channels/web/web-channel.ts';
import type { WebChannelOptions } from '#src/channels/web/web-channel-options.ts';
import type { Identity } from '#src/channels/web/web-socket.ts';
import { checkExposure, isLoopback } from '#src/config/check-exposure.ts';
import type { Config } from '#src/config/config.ts';
import { ConfigError } from '#src/config/config-error.ts';
import { awaitEvent, beginTriggered, Conversations, EffectPerformer, publishEvent } from '#src/conversation/index.ts';
import { failPointsFrom } from '#src/fail-points.ts';
import { FlowLibrary } from '#src/flow-library/flow-library.ts';
import { granting } from '#src/flow-library/granting.ts';
import { ActionRegistry } from '#src/provisioning/action-registry.ts';
import { actions } from '#src/provisioning/actions/index.ts';
import { publicRegistries } from '#src/provisioning/apps/image-registry.ts';
import { ChangeStore } from '#src/provisioning/changes/change-store.ts';
import { loadCustomActions } from '#src/provisioning/custom-actions.ts';
import { createEngine } from '#src/provisioning/engines/index.ts';
import { nameResolver } from '#src/provisioning/exposure/resolver.ts';
import { KUBECONFIG_LINK, readKubeconfig } from '#src/provisioning/kubeconfig.ts';
import { logSources } from '#src/provisioning/log-sources/index.ts';
import { ACCESS_LINK } from '#src/provisioning/marketplace/access.ts';
import { readCatalogue } from '#src/provisioning/marketplace/catalogue.ts';
import { readAccess } from '#src/provisioning/marketplace/read-access.ts';
import { NodeRuleStore } from '#src/provisioning/node-rules/node-rule-store.ts';
import { NodeRules } from '#src/provisioning/node-rules/node-rules.ts';
import { OperationService, OperationWorker } from '#src/provisioning/operations/index.ts';
import { mayUse } from '#src/provisioning/permissions.ts';
import { PlanStore } from '#src/provisioning/plan-store.ts';
import { RepairBook } from '#src/provisioning/repair/repair-book.ts';
import { RepairWatcher } from '#src/provisioning/repair/repair-watcher.ts';
import { BUNDLE_LINK, readBundle } from '#src/provisioning/repair/support-bundle.ts';
import { enginesOf, type Services } from '#src/provisioning/services.ts';
import { UpgradeStore } from '#src/provisioning/upgrade/upgrade-store.ts';
import { VdcClusters } from '#src/provisioning/vdc-clusters.ts';
import { VdcRecords } from '#src/provisioning/vdc-records.ts';
import { checkRedis } from '#src/redis/check-redis.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { startEmbeddedRedis } from '#src/redis/embedded-redis.ts';
import { createHttpServer } from '#src/server/http-server.ts';
import { Metrics } from '#src/server/metrics.ts';
import { whyRefused } from '#src/server/origins.ts';
import { routes } from '#src/server/routes.ts';
import { DefinitionStore } from '#src/sessions/definition-store.ts';
import { RedisSessionStore } from '#src/sessions/redis-session-store.ts';
import { Sweeper } from '#src/sessions/sweeper.ts';
import { TurnNews } from '#src/sessions/turn-news.ts';
import { Bots } from '#src/start-bots.ts';
import { createUnderstanding, UnknownSentences } from '#src/understanding/index.ts';

/** A running wizard. `stop` drains: no turn is cut, everything is saved. */
export interface Wizard {
  address: string;
  stop(): Promise<void>;
}

/** The boundaries a test may kill the process at (`FAIL_AT`). */
export const knownFailPoints = [
  'turn.loaded',
  'turn.decided',
  'turn.saved',
  'effect.read.claimed',
  'effect.read.done',
  'effect.operate.claimed',
  'effect.operate.done',
  'effect.tell.claimed',
  'effect.tell.done',
  'operation.claimed',
  'operation.before-engine',
  'operation.checkpoint',
  'operation.engine-done',
  'operation.work-done',
  'operation.cleanup',
  'operation.cleaned',
  'operation.outcome-saved',
  'operation.outcome-delivered',
] as const;

/** Boundaries that only a conversation with a bot passes. */
export const botFailPoints = ['incoming.claimed', 'incoming.handled', 'message.claimed', 'message.sent'] as const;

/** The flow that is there when no other one is. */
const HOME = 'welcome';

/** The most effects of earlier processes that a start performs before it listens; the sweep does the rest. */
const MOST_LEFT = 500;

/** Wires the wizard together and starts it; rejects with a sentence when something it needs is missing. */
export async function startWizard(config: Config): Promise<Wizard> {
  const exposure = checkExposure(config);
  if (exposure.length > 0) throw new ConfigError(exposure);
  const log = pino({ level: config.logLevel, base: null });
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
  const ttlSeconds = config.sessions.ttlDays * 24 * 60 * 60;
  const key = await masterKey({ secretKey: config.secretKey, dataDir });
  const store = new RedisSessionStore({
    redis,
    prefix,
    ttlSeconds,
    onQuarantine: (conversation, quarantine) => log.error({ conversation, quarantine }, 'A conversation was put aside'),
  });
  const links = new OneTimeLinks({ redis, prefix });
  const identities = new Identities({ redis, prefix });

  const vault = new RedisSecretVault({ redis, prefix, masterKey: key });
  const open = async (name: 'simulated' | 'kubernetes' | 'adopted') => {
    const opened = await createEngine(name, { redis, prefix, options: config.engines[name], secrets: vault });
    await opened.start();
    stops.push(() => opened.stop());
    // Not waited for: a host that does not answer keeps nobody from talking.
    void opened.problems?.().then((problems) => {
      for (const problem of problems) log.error({ engine: name }, problem);
    });
    return opened;
  };
  const engine = await open(config.engines.default);
  const adopted = await open('adopted');

  const records = new VdcRecords(redis, prefix);
  const approvals = new Approvals({ redis, prefix });
  const awaited = new AwaitedEvents({ redis, prefix, ttlSeconds });
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
  const unknownSentences = new UnknownSentences({ redis, prefix });
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
      void unknownSentences.add(scene).catch(() => undefined);
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
    plans: new PlanStore(redis, prefix),
    changes: new ChangeStore({ redis, prefix, secrets: vault }),
    nodeRules: new NodeRuleStore({ redis, prefix }),
    repairs: new RepairBook({ redis, prefix }),
    images: publicRegistries(),
    resolver: nameResolver(config.dns.servers),
    upgrades: new UpgradeStore(redis, prefix),
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

  const definitions = new DefinitionStore({ redis, prefix, ttlSeconds });
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
  const news = new TurnNews({ redis, prefix });
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
      web.publish(conversation, turn, from);
      news.tell(conversation, turn, from !== undefined);
    },
    perform: (effects) => {
      for (const { effect } of effects) metrics.effects.inc({ kind: effect.type });
      performer.perform(effects);
    },
  });
  const inbox = new EventInbox({ redis, prefix });
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
    failed: (error, details) => reference(log, error, details),
    address: () => addressOf(config, http),
  });
  const http = createHttpServer(
    await routes({
      ready: async () => {
        await redis.ping();
        const [problem] = (await engine.problems?.()) ?? [];
        return {
          flows: flows.list().length,
          engine: engine.name,
          ...(problem === undefined ? {} : { engineProblem: problem }),
        };
      },
      metrics: metrics.registry,
      links,
      fetchers: {
        [KUBECONFIG_LINK]: async (owner, vdc) => await readKubeconfig(services, owner, vdc),
        [BUNDLE_LINK]: async (owner, subject) => await readBundle(services, owner, subject),
        [ACCESS_LINK]: async (owner, subject) => await readAccess(services, owner, subject),
      },
      flows: () => ({ flows: flows.list(), problems: [...custom.problems, ...flows.problems()] }),
      bots: bots.pages,
      allowedOrigins: config.web.allowedOrigins,
    }),
    { onError: (path, error) => reference(log, error, { path }) },
  );
  const tokens = new Tokens(key);
  const web = new WebChannel(http, {
    conversations,
    store,
    operations,
    identify: async (token) => await identify(config, tokens, token),
    whyRefused: (request) => whyRefused(request, config),
    choices,
    logs,
    limits: {
      connectionsPerAddress: config.web.maxConnectionsPerAddress,
      messagesPerSecond: config.web.messagesPerSecond,
      burst: config.web.burst,
      maxMessageBytes: config.web.maxMessageBytes,
      maxWaitingPackets: config.web.writeBufferPackets,
    },
    observe: {
      connected: (count) => metrics.sockets.set(count),
      rejected: (reason) => metrics.rejected.inc({ reason }),
      slowReader: () => metrics.slowReaders.inc(),
      took: (seconds) => metrics.turnSeconds.observe(seconds),
      failed: (event, error) => reference(log, error, { event }),
    },
  });
  stops.push(async () => {
    // First nothing new comes in, then what is under way comes to its end, then what it stood on goes.
    await web.stop();
    await bots.stop();
    await sweeper.stop();
    await inbox.stop();
    await conversations.idle();
    await worker.stop();
    await performer.idle();
    await conversations.idle();
  });
  http.listen(config.port, config.host);
  await once(http, 'listening');
  await news.start((conversation, turn) => web.publish(conversation, turn));
  await operations.subscribe(({ conversation, view }) => {
    web.progress(conversation, view);
    bots.progress(conversation, view);
  });
  await bots.start();
  await worker.start();
  // What a crash left undone is done now, not when the sweep comes round to it.
  for (const { entry, effect } of await store.unsettled(0, MOST_LEFT)) performer.perform([{ effect, entry }]);
  sweeper.start();
  const nodeRules = new NodeRules({ services, operations, log });
  nodeRules.start();
  stops.push(() => nodeRules.stop());
  inbox.start(
    async (publication) => {
      await publishEvent(awaited, (event) => conversations.event(event), publication, Date.now());
      await beginTriggered({ flows, store, conversations }, publication);
    },
    (error) => log.warn({ error }, 'An event cannot be told now; it is tried again'),
  );
  const watcher = new RepairWatcher({ services, log, tell: (news) => inbox.put(news) });
  watcher.start();
  stops.push(() => watcher.stop());
  const refreshing = setInterval(() => void definitions.refresh().catch(() => undefined), 60 * 60 * 1_000).unref();
  stops.push(() => clearInterval(refreshing));

  return {
    address: addressOf(config, http),
    stop: async () => {
      for (const stop of stops.reverse()) await stop();
    },
  };
}

/** Where this server listens. */
function addressOf(config: Config, http: Server): string {
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${host}:${port}`;
}

async function openRedis(config: Config, dataDir: string, log: Logger, stops: (() => unknown)[]): Promise<Redis> {
  let { url } = config.redis;
  if (url === undefined) {
    const embedded = await startEmbeddedRedis({ dataDir });
    stops.push(() => embedded.stop());
    url = embedded.url;
  }
  const redis = connectRedis(url, { onError: (error) => log.warn({ error }, 'Redis cannot be reached') });
  stops.push(() => redis.disconnect());
  const findings = await checkRedis(redis).catch((cause: unknown) => {
    // Without the password that may stand in the address.
    const where = url.startsWith('redis') ? new URL(url).host : url;
    throw new ConfigError([`There is no Redis at ${where} (${String(cause)}): start it, or set REDIS_URL.`]);
  });
  for (const { severity, message } of findings) {
    if (severity === 'error') throw new ConfigError([message]);
    log.warn(message);
  }
  return redis;
}

/** Who a connection stands for: on loopback the owner of this machine, elsewhere whoever the token names. */
async function identify(config: Config, tokens: Tokens, token: string | undefined): Promise<Identity> {
  if (token !== undefined) return await tokens.verify(token);
  if (config.signIn === 'local' && isLoopback(config.host)) return { owner: 'local', name: 'you', roles: ['owner'] };
  throw new Error('Please sign in: this wizard wants a token ("3bot token create" makes one).');
}

/** Logs an error of ours and gives the word a person can name to find it. */
function reference(log: Logger, error: unknown, details: object): string {
  const id = randomBytes(4).toString('hex');
  log.error({ ...details, reference: id, error }, 'Something went wrong');
  return id;
}
