import { generate } from 'lean-qr';
import { toSvgSource } from 'lean-qr/extras/svg';

import type { Show } from '#src/protocol/index.ts';

/** A QR code as a picture made here, with the text it holds beside it. Null when the text is too long for one. */
export function drawQr(text: string, caption?: string): Show | null {
  try {
    const source = toSvgSource(generate(text), { on: '#000', off: '#fff', pad: 4, scale: 6 });
    const src = `data:image/svg+xml,${encodeURIComponent(source)}`;
    return { as: 'qr', src, text, ...(caption === undefined ? {} : { caption }) };
  } catch {
    return null;
  }
}
