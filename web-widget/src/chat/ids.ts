const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new id in ULID's shape: 48 bits of time, 80 bits of chance; sorts by when it was made. */
export function newId(now = Date.now()): string {
  let time = now;
  let head = '';
  for (let index = 0; index < 10; index += 1) {
    head = alphabet.charAt(time % 32) + head;
    time = Math.floor(time / 32);
  }
  return head + [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => alphabet.charAt(byte % 32)).join('');
}
