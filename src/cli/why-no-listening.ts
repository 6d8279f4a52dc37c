import type { Config } from '#src/config/config.ts';

/** Why nobody can listen there, with the way out; undefined for any other error. */
export function whyNoListening(error: unknown, { host, port }: Pick<Config, 'host' | 'port'>): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  if (error.syscall !== 'listen' && error.syscall !== 'getaddrinfo') return undefined;
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is taken: stop what listens there, or set PORT.`;
    case 'EACCES':
      return `Port ${port} needs rights that this program does not have: set PORT to one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is no address of this machine: set HOST to one that is, such as 127.0.0.1 or 0.0.0.0.`;
    default:
      return undefined;
  }
}
