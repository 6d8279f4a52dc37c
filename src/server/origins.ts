import type { IncomingMessage } from 'node:http';

import { isLoopback } from '#src/config/check-exposure.ts';
import type { Config } from '#src/config/config.ts';

import { isForwarded } from './visitor-address.ts';

/**
 * Why the page that opens this connection may not speak to us, in a sentence with the fix; undefined when it may.
 * Cross-origin rules do not hold for websockets, so we check: the page must be our own or an allowed one, and on loopback
 * the Host must be a loopback name or that of an allowed page (a proxy may keep it), so that no foreign name that resolves
 * to this machine gets in. Programs send no Origin. Where whoever is on this machine is its owner, what a proxy or a
 * tunnel says it has forwarded is from somebody else.
 */
export function whyRefused(
  request: Pick<IncomingMessage, 'headers'>,
  config: Pick<Config, 'host' | 'signIn' | 'web'>,
): string | undefined {
  const { host, origin } = request.headers;
  const { allowedOrigins } = config.web;
  const url = parse(`http://${host ?? ''}`);
  if (!url) return 'This connection does not say which host it wants.';
  if (config.signIn === 'local' && isForwarded(request)) {
    return 'This wizard takes whoever reaches it for its owner, and a proxy brought you: set signIn (SIGN_IN) to token.';
  }
  const named = isLoopback(url.hostname) || allowedOrigins.some((allowed) => parse(allowed)?.hostname === url.hostname);
  if (isLoopback(config.host) && !named) {
    return `This wizard does not go by the name ${url.host}: add its origin to web.allowedOrigins (ALLOWED_ORIGINS).`;
  }
  if (origin === undefined || allowedOrigins.includes(origin) || parse(origin)?.host === url.host) return undefined;
  return 'This page may not speak to the wizard: add its origin to web.allowedOrigins (ALLOWED_ORIGINS).';
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
