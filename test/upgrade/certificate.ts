import { createSign, generateKeyPairSync } from 'node:crypto';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A certificate, signed by itself, that ends then. */
export function certificateUntil(ends: Date): string {
  const algorithm = sequence(Buffer.from([0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
  const name = sequence(
    tagged(0x31, sequence(Buffer.from([0x06, 0x03, 0x55, 0x04, 0x03]), tagged(0x0c, Buffer.from('test')))),
  );
  const content = sequence(
    tagged(0xa0, Buffer.from([0x02, 0x01, 0x02])),
    Buffer.from([0x02, 0x01, 0x01]),
    algorithm,
    name,
    sequence(time(new Date('2020-01-01T00:00:00Z')), time(ends)),
    name,
    pair.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = createSign('sha256').update(content).sign(pair.privateKey);
  const certificate = sequence(content, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, ...parts);

/** `20301231235959Z` */
const time = (at: Date): Buffer => tagged(0x18, Buffer.from(at.toISOString().replaceAll(/[-:T]|\.\d+/g, '')));
