import { inflateSync } from 'node:zlib';

/** The dots of a PNG with eight bits a colour and transparency: `at` says how dark one is, from 0 (white) to 255. */
export function dotsOfPng(png: Uint8Array): { width: number; height: number; at(x: number, y: number): number } {
  const bytes = Buffer.from(png);
  const [width, height, depth, kind] = [
    bytes.readUInt32BE(16),
    bytes.readUInt32BE(20),
    bytes.readUInt8(24),
    bytes.readUInt8(25),
  ];
  if (depth !== 8 || kind !== 6) throw new Error(`cannot read a PNG of ${depth} bits and kind ${kind}`);
  const parts: Buffer[] = [];
  for (let from = 8; from < bytes.length; from += 12 + bytes.readUInt32BE(from)) {
    const end = from + 8 + bytes.readUInt32BE(from);
    if (bytes.toString('latin1', from + 4, from + 8) === 'IDAT') parts.push(bytes.subarray(from + 8, end));
  }
  const rows = unfiltered(inflateSync(Buffer.concat(parts)), width * 4, height);
  const at = (x: number, y: number): number => {
    const [red = 0, green = 0, blue = 0] = rows.subarray((y * width + x) * 4);
    return 255 - Math.min(red, green, blue);
  };
  return { width, height, at };
}

/** Each row begins with a byte that says from which neighbours its bytes are counted. */
function unfiltered(data: Buffer, length: number, height: number): Buffer {
  const rows = Buffer.alloc(length * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (length + 1)];
    for (let x = 0; x < length; x++) {
      const left = x < 4 ? 0 : (rows[y * length + x - 4] ?? 0);
      const up = y === 0 ? 0 : (rows[(y - 1) * length + x] ?? 0);
      const corner = x < 4 || y === 0 ? 0 : (rows[(y - 1) * length + x - 4] ?? 0);
      const before = [0, left, up, (left + up) >> 1, nearest(left, up, corner)][filter ?? 0] ?? 0;
      rows[y * length + x] = ((data[y * (length + 1) + 1 + x] ?? 0) + before) & 255;
    }
  }
  return rows;
}

function nearest(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
