import type { PictureDrawer } from './picture-drawer.ts';
import type { Piece } from './piece.ts';
import { readData } from './read-data.ts';

/** A piece as platforms take it that show no SVG: with its picture as PNG. What cannot be drawn stays as it is. */
export async function withPicture(piece: Piece, drawer: Pick<PictureDrawer, 'draw'>): Promise<Piece> {
  if (piece.type !== 'show' || piece.show.as !== 'picture') return piece;
  const { show } = piece;
  const data = readData(show.src);
  if (data?.type !== 'image/svg+xml') return piece;
  const drawn = await drawer.draw(Buffer.from(data.content).toString('utf8'));
  if (drawn === null) return piece;
  return { ...piece, show: { ...show, src: `data:image/png;base64,${Buffer.from(drawn).toString('base64')}` } };
}
