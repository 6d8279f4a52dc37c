import { lookup } from 'node:dns/promises';
import { type BlockList, isIP } from 'node:net';

import { ActionFailure } from '../../action.ts';
import { type AdoptedOptions, networks } from './options.ts';

/** Where no cluster of a person is: this machine itself, and what answers only to its neighbours, such as a cloud's metadata. */
const forbidden: readonly string[] = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/127',
  'fe80::/10',
  'ff00::/8',
  // The metadata service of a large cloud, and addresses that carry an IPv4 one.
  'fd00:ec2::254/128',
  '64:ff9b::/96',
];

/** Finds the addresses of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/**
 * Refuses a cluster whose address leads to this machine or where the operator does not want it. Asked again whenever the
 * cluster is opened: what a name stands for can change.
 */
export async function checkAddress(
  server: string,
  { allow, deny }: AdoptedOptions,
  resolve: Resolve = addressesOf,
): Promise<void> {
  const host = new URL(server).hostname.replace(/^\[(.*)\]$/, '$1');
  const addresses = await resolve(host);
  if (addresses.length === 0) {
    throw new ActionFailure(
      'INVALID_INPUT',
      `There is no address for ${host}: look at the server line of the kubeconfig.`,
    );
  }
  const [allowed, denied, never] = [networks(allow), networks(deny), networks(forbidden)];
  for (const address of addresses) {
    if (holds(denied, address) || (holds(never, address) && !holds(allowed, address))) {
      throw new ActionFailure(
        'FORBIDDEN',
        `The cluster is at ${host} (${address}), where this wizard may not go. Give an address that can be reached from ` +
          'outside, or ask your operator to allow it (engines.adopted.allow).',
      );
    }
  }
}

/** An IPv4 address in the clothes of an IPv6 one counts as what it is. */
function holds(list: BlockList, address: string): boolean {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  const plain = mapped ?? address;
  return list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

async function addressesOf(host: string): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}
