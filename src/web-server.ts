import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';

import type { Logger } from 'pino';

import type { MasterKey } from '#src/accounts/master-key.ts';
import { Tokens } from '#src/accounts/tokens.ts';
import { WebChannel } from '#src/channels/web/web-channel.ts';
import type { WebChannelOptions } from '#src/channels/web/web-channel-options.ts';
import type { Identity } from '#src/channels/web/web-socket.ts';
import { isLoopback } from '#src/config/check-exposure.ts';
import type { Config } from '#src/config/config.ts';
import { createHttpServer } from '#src/server/http-server.ts';
import type { Metrics } from '#src/server/metrics.ts';
import { whyRefused } from '#src/server/origins.ts';
import { type RouteOptions, routes } from '#src/server/routes.ts';
import { isForwarded, visitorAddresses } from '#src/server/visitor-address.ts';

/** What the web server stands on. */
interface WebServerParts
  extends Pick<WebChannelOptions, 'conversations' | 'store' | 'operations' | 'choices' | 'logs'>,
    Pick<RouteOptions, 'ready' | 'links' | 'fetchers' | 'flows' | 'bots'> {
  config: Config;
  /** Signs the tokens that people come with. */
  key: MasterKey;
  metrics: Metrics;
  log: Logger;
  /** Logs a mistake of ours; gives the word it can be found by. */
  failed(error: unknown, details: object): string;
}

/** The HTTP server of this process: its pages, and the channel of the widget and the terminal on the same port. */
export class WebServer {
  readonly channel: WebChannel;
  readonly #http: Server;
  readonly #config: Config;

  private constructor(http: Server, channel: WebChannel, config: Config) {
    this.#http = http;
    this.channel = channel;
    this.#config = config;
  }

  /** Makes it; it does not listen yet. */
  static async make(parts: WebServerParts): Promise<WebServer> {
    const { config, metrics, log, conversations, store, operations, choices, logs, failed } = parts;
    const { ready, links, fetchers, flows, bots } = parts;
    const { allowedOrigins, trustedProxies, ...limits } = config.web;
    const pages = await routes({ ready, metrics: metrics.registry, links, fetchers, flows, bots, allowedOrigins });
    const http = createHttpServer(pages, { onError: (path, error) => failed(error, { path }) });
    const tokens = new Tokens(parts.key);
    const channel = new WebChannel(http, {
      conversations,
      store,
      operations,
      identify: async (token) => await identify(config, tokens, token),
      whyRefused: (request) => whyRefused(request, config),
      addressOf: visitorAddresses(trustedProxies),
      choices,
      logs,
      limits: {
        connectionsPerAddress: limits.maxConnectionsPerAddress,
        messagesPerSecond: limits.messagesPerSecond,
        burst: limits.burst,
        maxMessageBytes: limits.maxMessageBytes,
        maxWaitingPackets: limits.writeBufferPackets,
      },
      observe: {
        connected: (count) => metrics.sockets.set(count),
        rejected: (reason) => metrics.rejected.inc({ reason }),
        crowded: warnOfCrowds(log),
        slowReader: () => metrics.slowReaders.inc(),
        took: (seconds) => metrics.turnSeconds.observe(seconds),
        failed: (event, error) => failed(error, { event }),
      },
    });
    return new WebServer(http, channel, config);
  }

  /** Where it listens. */
  get address(): string {
    const { host } = this.#config;
    const address = this.#http.address();
    const port = typeof address === 'object' && address !== null ? address.port : this.#config.port;
    return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  async listen(): Promise<void> {
    this.#http.listen(this.#config.port, this.#config.host);
    await once(this.#http, 'listening');
  }
}

/** Says that an address has too many connections, and what may be behind it, at most once a minute. */
function warnOfCrowds(log: Logger): (address: string, request: IncomingMessage) => void {
  let next = 0;
  return (address, request) => {
    if (Date.now() < next) return;
    next = Date.now() + 60_000;
    const fix = isForwarded(request)
      ? 'If that is your proxy, name it in web.trustedProxies (TRUSTED_PROXIES)'
      : 'web.maxConnectionsPerAddress says how many one may have';
    log.warn({ address }, `No more connections are taken from one address. ${fix}.`);
  };
}

/** Who a connection stands for: on loopback the owner of this machine, elsewhere whoever the token names. */
async function identify(config: Config, tokens: Tokens, token: string | undefined): Promise<Identity> {
  if (token !== undefined) return await tokens.verify(token);
  if (config.signIn === 'local' && isLoopback(config.host)) return { owner: 'local', name: 'you', roles: ['owner'] };
  throw new Error('Please sign in: this wizard wants a token ("3bot token create" makes one).');
}
