import type { Services } from '../services.ts';
import type { OpenVdc } from '../vdc-clusters.ts';
import { parseImage } from './image-name.ts';

/** An image as it will run, and what was found out about it. */
export interface PinnedImage {
  /** With its digest where the registry told it: the very same bytes from now on. */
  image: string;
  digest?: string;
  /** A sentence for the plan. */
  note: string;
}

/** The image by its digest, where its registry can be asked; else as it was written, and why. Never stands in the way. */
export async function pinnedImage(
  services: Services,
  { engine }: Pick<OpenVdc, 'engine'>,
  image: string,
  signal: AbortSignal,
): Promise<PinnedImage> {
  const parsed = parseImage(image);
  if (!parsed) return { image, note: '' };
  const { host, tag, digest } = parsed;
  if (digest !== undefined)
    return { image, digest, note: 'The image is named by its digest: always the very same one.' };
  const moving =
    tag === undefined || tag === 'latest'
      ? ` "${tag ?? 'latest'}" may be another image tomorrow; a version such as :1.2 is calmer.`
      : '';
  // A simulated cluster pulls nothing: what the world's registries hold does not matter to it.
  if (engine.badge !== undefined || !services.images) {
    return { image, note: `I did not ask ${host} for the image; the tag stays as you wrote it.${moving}` };
  }
  const answer = await services.images.digestOf(parsed, signal);
  if (!answer.known) {
    return { image, note: `${host} did not tell the digest of the image; the tag stays as you wrote it.${moving}` };
  }
  if (answer.digest === null) {
    return { image, note: `Careful: ${host} says that there is no image ${image}. The app will hardly start.` };
  }
  const pinned = `${image}${tag === undefined ? ':latest' : ''}@${answer.digest}`;
  return {
    image: pinned,
    digest: answer.digest,
    note: `Pinned to ${answer.digest.slice(0, 19)}…, what the tag means today.`,
  };
}
