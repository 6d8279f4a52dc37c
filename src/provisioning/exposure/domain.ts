import { isIP } from 'node:net';

import type { NameResolver } from './resolver.ts';

/** How the DNS answers for a domain, against where it should lead. */
export interface DomainCheck {
  ok: boolean;
  /** A sentence: what there is and what to do. */
  text: string;
  found: string[];
}

/** What is wrong with a host name, in a sentence; undefined when it can be used. */
export function hostProblem(host: string): string | undefined {
  if (isIP(host) !== 0) return 'That is an address. Please give me a domain, like app.example.org.';
  if (host.length > 253 || !/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/.test(host)) {
    return 'Please give me a domain of lower-case letters, digits and dashes, like app.example.org, without https:// before it.';
  }
  return undefined;
}

/** The record that leads a domain to one of these addresses: "app.example.org A 192.0.2.7". */
export function recordFor(host: string, addresses: readonly string[]): string {
  const [first = ''] = addresses;
  return `${host} ${isIP(first) === 6 ? 'AAAA' : 'A'} ${first}`;
}

/** Whether a domain leads here. */
export async function checkDomain(
  resolver: NameResolver,
  host: string,
  addresses: readonly string[],
  signal?: AbortSignal,
): Promise<DomainCheck> {
  const problem = hostProblem(host);
  if (problem !== undefined) return { ok: false, text: problem, found: [] };
  const record = recordFor(host, addresses);
  try {
    const found = await resolver.addresses(host, signal);
    if (found.length === 0) {
      const text = `${host} has no address yet. Create this record where your domain is managed, and give me the domain again: ${record}. New records may need some minutes.`;
      return { ok: false, text, found };
    }
    const others = found.filter((address) => !addresses.includes(address));
    if (others.length === 0) return { ok: true, text: `${host} leads here.`, found };
    const text = `${host} leads to ${others.join(', ')}, not only here. Change its records to this one, and give me the domain again: ${record}. Changes may need some minutes.`;
    return { ok: false, text, found };
  } catch {
    return {
      ok: false,
      text: 'The DNS does not answer just now. Please give me the domain again in a moment.',
      found: [],
    };
  }
}
