import { createSocket } from 'node:dgram';

/** A DNS server on loopback that knows a few hosts by their IPv4 addresses. */
export async function nameServer(hosts: ReadonlyMap<string, string[]>) {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => socket.send(answerTo(query, hosts), port, address));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    server: `127.0.0.1:${socket.address().port}`,
    close: async () => await new Promise<void>((resolve) => socket.close(() => resolve())),
  };
}

const A = 1;

/** The query with its answers behind it: a name that is not known does not exist. */
function answerTo(query: Buffer, hosts: ReadonlyMap<string, string[]>): Buffer {
  const { name, end } = nameIn(query);
  const type = query.readUInt16BE(end);
  const known = hosts.get(name);
  const addresses = type === A ? (known ?? []) : [];
  const head = Buffer.from(query.subarray(0, 12));
  // An answer, recursion available, and "no such name" where there is none.
  head.writeUInt16BE(0x8180 | (known ? 0 : 3), 2);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt16BE(0, 8);
  head.writeUInt16BE(0, 10);
  const answers = addresses.map((address) =>
    Buffer.concat([
      Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 60, 0, 4]),
      Buffer.from(address.split('.').map(Number)),
    ]),
  );
  return Buffer.concat([head, query.subarray(12, end + 4), ...answers]);
}

function nameIn(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}
