import type { IncomingMessage } from 'node:http';

import proxyAddress from 'proxy-addr';

/**
 * Tells the network address of whoever sent a request. `X-Forwarded-For` is read from its end, and believed as far as these
 * proxies wrote it: before that, visitors may have written what they like.
 */
export function visitorAddresses(proxies: readonly string[]): (request: IncomingMessage) => string {
  const isProxy = proxyAddress.compile([...proxies]);
  return (request) => proxyAddress(request, isProxy) ?? 'unknown';
}

/** Whether a proxy or a tunnel says that it brought this request. */
export function isForwarded({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return ['forwarded', 'x-forwarded-for', 'x-real-ip', 'cf-connecting-ip'].some((name) => headers[name] !== undefined);
}
