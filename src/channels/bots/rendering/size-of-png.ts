const begin = '\u0089PNG\r\n\u001A\n';

/** How wide and high a PNG is, in dots; null where it is none. */
export function sizeOfPng(content: Uint8Array): { width: number; height: number } | null {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.length < 24 || bytes.toString('latin1', 0, 8) !== begin) return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}
