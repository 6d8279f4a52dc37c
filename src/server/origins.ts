import type { IncomingMessage } from 'node:http';

import { isLoopback } from '#src/config/check-exposure.ts';
import type { Config } from '#src/config/config.ts';

/**
 * May the page that opens this connection speak to us? Cross-origin rules do not hold for websockets, so we check: the
 * page must be our own or an allowed one, and on loopback the Host must be a loopback name, so that no foreign name that
 * resolves to this machine gets in. Programs send no Origin.
 */
export function mayConnect(request: IncomingMessage, config: Pick<Config, 'host' | 'web'>): boolean {
  const { host, origin } = request.headers;
  if (host === undefined) return false;
  const url = parse(`http://${host}`);
  if (!url) return false;
  if (isLoopback(config.host) && !isLoopback(url.hostname)) return false;
  if (origin === undefined) return true;
  if (config.web.allowedOrigins.includes(origin)) return true;
  const page = parse(origin);
  return page !== null && page.host === url.host;
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
