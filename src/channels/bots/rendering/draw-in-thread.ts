import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

import { initWasm, Resvg } from '@resvg/resvg-wasm';

const ZOOM = 2;
/** Four bytes of memory each. */
const MOST_DOTS = 12_000_000;

await initWasm(readFileSync(new URL(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))));
// As wide as the letters that browsers draw, for which room is left in the pictures.
const font = readFileSync(new URL(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf')));
const family = 'DejaVu Sans';

/** The thread that draws pictures: SVG in, PNG out, or null where it is none, or too large. */
parentPort?.on('message', (svg: string) => parentPort?.postMessage(draw(svg), []));

function draw(svg: string): Uint8Array | null {
  try {
    const picture = new Resvg(svg, {
      fitTo: { mode: 'zoom', value: ZOOM },
      // Most of them are drawn for a white page, and some people's chats are dark.
      background: '#fff',
      font: { fontBuffers: [font], defaultFontFamily: family, sansSerifFamily: family },
    });
    try {
      if (picture.width * picture.height * ZOOM ** 2 > MOST_DOTS) return null;
      const drawn = picture.render();
      try {
        return drawn.asPng();
      } finally {
        drawn.free();
      }
    } finally {
      picture.free();
    }
  } catch {
    return null;
  }
}
