import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

const network = z.string().refine((text) => networkIn(text) !== null, 'should be an address or a network');

/** The engine's part of the configuration. */
export const adoptedOptionsSchema = z.strictObject({
  /** Networks that clusters may be in although they would be refused, such as `127.0.0.0/8`. */
  allow: z.array(network).default([]),
  /** Further networks that no cluster may be in. */
  deny: z.array(network).default([]),
});

export type AdoptedOptions = z.infer<typeof adoptedOptionsSchema>;

/** The addresses of these networks. */
export function networks(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const found = networkIn(text);
    if (found) list.addSubnet(found.address, found.prefix, found.family);
  }
  return list;
}

function networkIn(text: string): { address: string; prefix: number; family: 'ipv4' | 'ipv6' } | null {
  const [address = '', length, ...more] = text.split('/');
  const version = isIP(address);
  const longest = version === 4 ? 32 : 128;
  const prefix = length === undefined ? longest : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  if (version === 0 || more.length > 0 || !(prefix >= 0 && prefix <= longest)) return null;
  return { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' };
}
