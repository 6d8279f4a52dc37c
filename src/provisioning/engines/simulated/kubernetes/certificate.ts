import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate with its private key, both as PEM. */
export interface Certified {
  certificate: string;
  key: string;
}

/** A certificate authority of our own, on P-256. */
export function newAuthority(name: string, from: Date, to: Date): Certified {
  const key = newKey();
  const certificate = issue({
    subject: name,
    issuer: { name, key },
    publicKey: publicPart(key),
    from,
    to,
    extensions: [
      extension(oid.basicConstraints, sequence(tlv(0x01, Buffer.from([0xff]))), true),
      extension(oid.keyUsage, bits(0b0000_0110, 1), true), // keyCertSign, cRLSign
    ],
  });
  return { certificate, key };
}

/** A server's certificate for these addresses and names, signed by an authority. */
export function newServerCertificate(
  authority: Certified & { name: string },
  hosts: readonly string[],
  from: Date,
  to: Date,
): Certified {
  const names = hosts.map((host) =>
    isIP(host) ? tlv(0x87, addressBytes(host)) : tlv(0x82, Buffer.from(host, 'ascii')),
  );
  return newLeaf({ subject: hosts[0] ?? 'localhost', issuer: authority, from, to }, [
    extension(oid.extendedKeyUsage, sequence(oid.serverAuth)),
    extension(oid.subjectAltName, sequence(...names)),
  ]);
}

/** A certificate that makes its holder this user, a member of these groups, to an API server trusting the authority. */
export function newClientCertificate(
  authority: Certified & { name: string },
  user: { name: string; groups: readonly string[] },
  from: Date,
  to: Date,
): Certified {
  return newLeaf({ subject: user.name, organizations: user.groups, issuer: authority, from, to }, [
    extension(oid.extendedKeyUsage, sequence(oid.clientAuth)),
  ]);
}

/** A certificate that signs no other one. */
function newLeaf(about: Omit<Request, 'publicKey' | 'extensions'>, extensions: readonly Buffer[]): Certified {
  const key = newKey();
  const certificate = issue({
    ...about,
    publicKey: publicPart(key),
    extensions: [
      extension(oid.basicConstraints, sequence(), true),
      extension(oid.keyUsage, bits(0b1000_0000, 7), true), // digitalSignature
      ...extensions,
    ],
  });
  return { certificate, key };
}

interface Request {
  subject: string;
  organizations?: readonly string[];
  issuer: { name: string; key: string };
  publicKey: Buffer;
  from: Date;
  to: Date;
  extensions: Buffer[];
}

function issue({ subject, organizations = [], issuer, publicKey, from, to, extensions }: Request): string {
  const algorithm = sequence(oid.ecdsaWithSha256);
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40; // positive, and never with a needless leading zero
  const identifiers = [
    extension(oid.subjectKeyIdentifier, tlv(0x04, keyIdentifier(publicKey))),
    extension(oid.authorityKeyIdentifier, sequence(tlv(0x80, keyIdentifier(publicPart(issuer.key))))),
  ];
  const content = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))), // version 3
    tlv(0x02, serial),
    algorithm,
    distinguishedName(issuer.name),
    sequence(time(from), time(to)),
    distinguishedName(subject, organizations),
    publicKey,
    tlv(0xa3, sequence(...extensions, ...identifiers)),
  );
  const signature = sign('sha256', content, createPrivateKey(issuer.key));
  const whole = sequence(content, algorithm, tlv(0x03, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function newKey(): string {
  return generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
}

const publicPart = (key: string): Buffer => createPublicKey(key).export({ type: 'spki', format: 'der' });

const keyIdentifier = (publicKey: Buffer): Buffer => createHash('sha256').update(publicKey).digest().subarray(0, 20);

// DER, as far as a certificate needs it: a tag, the length of the content, the content.

function tlv(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
  const head = content.length < 128 ? [tag, content.length] : [tag, 0x80 | length.length, ...length];
  return Buffer.concat([Buffer.from(head), content]);
}

const sequence = (...parts: Buffer[]): Buffer => tlv(0x30, ...parts);

const bits = (value: number, unused: number): Buffer => tlv(0x03, Buffer.from([unused, value]));

const distinguishedName = (commonName: string, organizations: readonly string[] = []): Buffer =>
  sequence(
    ...organizations.map((name) => attribute(oid.organizationName, name)),
    attribute(oid.commonName, commonName),
  );

const attribute = (type: Buffer, value: string): Buffer =>
  tlv(0x31, sequence(type, tlv(0x0c, Buffer.from(value, 'utf8'))));

/** Years from 2050 on are written with four digits. */
function time(date: Date): Buffer {
  const digits = `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050 ? tlv(0x17, Buffer.from(digits.slice(2))) : tlv(0x18, Buffer.from(digits));
}

function extension(id: Buffer, value: Buffer, critical = false): Buffer {
  return sequence(id, ...(critical ? [tlv(0x01, Buffer.from([0xff]))] : []), tlv(0x04, value));
}

/** IPv4, and the loopback of IPv6: all that a loopback server needs. */
function addressBytes(host: string): Buffer {
  if (isIP(host) === 4) return Buffer.from(host.split('.').map(Number));
  if (host === '::1') return Buffer.from([...Array<number>(15).fill(0), 1]);
  throw new RangeError(`${host} is not a loopback address`);
}

const objectId = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, 'hex'));

const oid = {
  commonName: objectId('550403'),
  organizationName: objectId('55040a'),
  ecdsaWithSha256: objectId('2a8648ce3d040302'),
  basicConstraints: objectId('551d13'),
  keyUsage: objectId('551d0f'),
  extendedKeyUsage: objectId('551d25'),
  subjectAltName: objectId('551d11'),
  subjectKeyIdentifier: objectId('551d0e'),
  authorityKeyIdentifier: objectId('551d23'),
  serverAuth: objectId('2b06010505070301'),
  clientAuth: objectId('2b06010505070302'),
};
