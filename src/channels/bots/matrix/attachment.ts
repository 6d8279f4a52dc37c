import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

import { z } from 'zod';

/** How the file of an encrypted room is opened: what `file` in its message says (version 2 of the specification). */
const sealedSchema = z.looseObject({
  v: z.literal('v2').optional(),
  url: z.string(),
  key: z.looseObject({ k: z.string(), alg: z.literal('A256CTR') }),
  iv: z.string(),
  hashes: z.looseObject({ sha256: z.string() }),
});

const plainSchema = z.looseObject({ url: z.string() });

export type SealedFile = z.infer<typeof sealedSchema>;

/** A file that a message names: where it is, and how it is opened if it is sealed. */
export type Attachment = { url: string; sealed?: SealedFile };

/** The file of a message's content, or undefined where it names none. */
export function attachmentOf(content: { readonly [name: string]: unknown }): Attachment | undefined {
  const sealed = sealedSchema.safeParse(content['file']);
  if (sealed.success) return { url: sealed.data.url, sealed: sealed.data };
  const plain = plainSchema.safeParse(content);
  return plain.success ? { url: plain.data.url } : undefined;
}

/** Encrypts a file for an encrypted room; `url` is where the result was put. */
export function sealFile(bytes: Uint8Array): { body: Uint8Array; describe(url: string): object } {
  const key = randomBytes(32);
  // The second half counts the blocks.
  const iv = Buffer.concat([randomBytes(8), Buffer.alloc(8)]);
  const cipher = createCipheriv('aes-256-ctr', key, iv);
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return {
    body,
    describe: (url) => ({
      v: 'v2',
      url,
      key: { kty: 'oct', key_ops: ['encrypt', 'decrypt'], alg: 'A256CTR', k: key.toString('base64url'), ext: true },
      iv: unpadded(iv),
      hashes: { sha256: digest(body) },
    }),
  };
}

/** The file again; throws where it was changed on the way. */
export function openFile(body: Uint8Array, { key, iv, hashes }: SealedFile): Uint8Array {
  if (digest(body) !== hashes.sha256.replace(/=+$/, '')) throw new Error('The file was changed on its way.');
  const decipher = createDecipheriv('aes-256-ctr', Buffer.from(key.k, 'base64url'), Buffer.from(iv, 'base64'));
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

const digest = (body: Uint8Array): string => unpadded(createHash('sha256').update(body).digest());
