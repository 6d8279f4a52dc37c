import { crc32, deflateSync } from 'node:zlib';

import { generate } from 'lean-qr';

/** Dots per square of the code, and the quiet zone around it in squares. */
const SCALE = 8;
const MARGIN = 4;

/** A QR code as a PNG, for platforms that show no SVG. */
export function qrPicture(text: string): Uint8Array {
  const code = generate(text);
  const side = (code.size + 2 * MARGIN) * SCALE;
  return grayPicture(side, side, (x, y) =>
    code.get(Math.floor(x / SCALE) - MARGIN, Math.floor(y / SCALE) - MARGIN) ? 0 : 255,
  );
}

/** A picture in shades of gray, as PNG: one byte for each dot. */
function grayPicture(width: number, height: number, shade: (x: number, y: number) => number): Uint8Array {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    // The first byte of each row names its filter: none.
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = shade(x, y);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const made = Buffer.alloc(body.length + 8);
  made.writeUInt32BE(data.length, 0);
  body.copy(made, 4);
  made.writeUInt32BE(crc32(body), body.length + 4);
  return made;
}
