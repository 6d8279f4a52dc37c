import { isIP } from 'node:net';

import type { Config } from './config.ts';

/** Why this configuration would let strangers in, one sentence with the fix for each reason; empty when it is safe. */
export function checkExposure(config: Pick<Config, 'host' | 'signIn' | 'web'>): string[] {
  const { host, signIn, web } = config;
  const problems: string[] = [];
  if (isLoopback(host)) {
    const stranger = web.allowedOrigins.find((origin) => !isLoopback(new URL(origin).hostname));
    if (stranger !== undefined && signIn !== 'token') {
      problems.push(
        `Pages of ${stranger} may hold the widget, so people behind a proxy would all be the owner: ` +
          'set signIn (SIGN_IN) to token and make tokens with "3bot token create".',
      );
    }
    return problems;
  }
  if (signIn !== 'token') {
    problems.push(
      `${host} can be reached from other machines, where everybody would be the owner: ` +
        'set signIn (SIGN_IN) to token and make tokens with "3bot token create", or listen on 127.0.0.1.',
    );
  }
  if (web.allowedOrigins.length === 0) {
    problems.push(
      `${host} can be reached from other machines: set web.allowedOrigins (ALLOWED_ORIGINS) to the pages ` +
        'that may hold the widget, for example https://example.org, or listen on 127.0.0.1.',
    );
  }
  return problems;
}

/** Whether only programs on this machine can reach the host. A name other than `localhost` may resolve to anything. */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (isIP(address) === 4) return address.startsWith('127.');
  return address === '::1' || address === 'localhost' || address.endsWith('.localhost');
}
