/** What a `data:` address holds; null where it is none, or cannot be read. */
export function readData(address: string): { type: string; content: Uint8Array } | null {
  const found = /^data:([^;,]*)([^,]*),(.*)$/s.exec(address);
  if (!found) return null;
  const [, type = '', parameters = '', data = ''] = found;
  if (parameters.includes(';base64')) return { type, content: Buffer.from(data, 'base64') };
  try {
    return { type, content: Buffer.from(decodeURIComponent(data), 'utf8') };
  } catch {
    return null;
  }
}
