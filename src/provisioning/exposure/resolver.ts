import { Resolver as NodeResolver } from 'node:dns/promises';

/** Looks names up in the DNS, as the world sees it. */
export interface NameResolver {
  /** The IPv4 and IPv6 addresses of a host, through aliases; empty when it has none. Rejects when the DNS does not answer. */
  addresses(host: string, signal?: AbortSignal): Promise<string[]>;
}

/** Asks DNS servers: those of the system, or the ones given as `address:port`. */
export function nameResolver(servers: readonly string[] = [], timeoutMs = 2_000): NameResolver {
  return {
    addresses: async (host, signal) => {
      const resolver = new NodeResolver({ timeout: timeoutMs, tries: 2 });
      if (servers.length > 0) resolver.setServers([...servers]);
      const stop = (): void => resolver.cancel();
      signal?.addEventListener('abort', stop, { once: true });
      try {
        const answers = await Promise.all([known(resolver.resolve4(host)), known(resolver.resolve6(host))]);
        return answers.flat();
      } finally {
        signal?.removeEventListener('abort', stop);
      }
    },
  };
}

/** No such name, and a name without such an address, are answers. */
async function known(answer: Promise<string[]>): Promise<string[]> {
  try {
    return await answer;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
    throw error;
  }
}
