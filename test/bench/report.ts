import type { AddressInfo, Server } from 'node:net';

/** What a server under measurement tells when it is asked. */
export interface Report {
  cpuMicroseconds: number;
  rssBytes: number;
  heapBytes: number;
}

/** Tells the parent where the server listens, and answers each `report` with what the process has used so far. */
export function reportOn(server: Server | { address(): AddressInfo | string | null }): void {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  report(`http://127.0.0.1:${port}`);
}

/** The same, for a server that knows its address. */
export function report(address: string): void {
  process.on('message', (message) => {
    if (message === 'collect') {
      globalThis.gc?.();
      globalThis.gc?.();
    }
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    process.send?.({ cpuMicroseconds: user + system, rssBytes: rss, heapBytes: heapUsed } satisfies Report);
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ address });
}
