import { phrase } from '../phrases/index.ts';
import { no, ok, type SlotTypeDefinition, typed } from './slot-type.ts';

/** An address range such as `10.20.0.0/16` or `fd00::/48`, stored with its host bits cleared. */
export const cidr: SlotTypeDefinition = {
  cel: 'string',
  read(input) {
    const [address = '', prefix = '', ...more] = (typed(input) ?? '').split('/');
    if (more.length > 0 || !/^\d{1,3}$/.test(prefix)) return no('slot.cidr.invalid');
    const bits = Number(prefix);
    const four = readIpv4(address);
    if (four !== null) return bits <= 32 ? ok(`${writeIpv4(four & mask(32, bits))}/${bits}`) : no('slot.cidr.invalid');
    const six = readIpv6(address);
    if (six === null || bits > 128) return no('slot.cidr.invalid');
    return ok(`${writeIpv6(six & mask(128, bits))}/${bits}`);
  },
  hint: (_limits, locale) => phrase(locale, 'hint.cidr'),
  format: String,
};

const keyTypes = new Set([
  'ssh-ed25519',
  'ssh-rsa',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
]);

/** A public SSH key, one line. A private key is refused, and said so. */
export const sshKey: SlotTypeDefinition = {
  cel: 'string',
  read(input) {
    const key = typeof input === 'object' && input !== null && !Array.isArray(input) ? input['content'] : input;
    const line = typed(key ?? null);
    if (line === null) return no('answer.required');
    if (/PRIVATE KEY/.test(line)) return no('slot.ssh-key.private');
    const [type = '', body = '', ...comment] = line.split(/\s+/);
    if (!keyTypes.has(type) || !namesType(body, type) || /[\r\n]/.test(line)) return no('slot.ssh-key.invalid');
    return ok([type, body, comment.join(' ').slice(0, 100)].join(' ').trim());
  },
  hint: (_limits, locale) => phrase(locale, 'hint.ssh-key'),
  format(value) {
    const [type = '', body = '', ...comment] = String(value).split(' ');
    return `${type} …${body.slice(-8)} ${comment.join(' ')}`.trim();
  },
};

/** The key's body is a row of fields, each with its length before it, and the first one names its type: what was cut off is found here. */
function namesType(body: string, type: string): boolean {
  if (!/^[A-Za-z0-9+/]{40,}={0,2}$/.test(body) || body.length % 4 !== 0) return false;
  const bytes = atob(body);
  const fields: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = [0, 1, 2, 3].reduce((sum, index) => sum * 256 + bytes.charCodeAt(at + index), 0);
    if (!(at + 4 + length <= bytes.length)) return false;
    fields.push(bytes.slice(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields.length > 1 && fields[0] === type;
}

function mask(width: number, bits: number): bigint {
  return ((1n << BigInt(bits)) - 1n) << BigInt(width - bits);
}

function readIpv4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return null;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function writeIpv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

function readIpv6(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2 || !/^[0-9a-f:]+$/i.test(text)) return null;
  const groups = (half: string | undefined): string[] => (half === undefined || half === '' ? [] : half.split(':'));
  const [head, tail] = [groups(halves[0]), groups(halves[1])];
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const all = [...head, ...Array<string>(Math.max(0, missing)).fill('0'), ...tail];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return all.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

/** The shortest spelling: the longest run of zero groups becomes `::`. */
function writeIpv6(value: bigint): string {
  const groups = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) => ((value >> shift) & 65_535n).toString(16));
  const text = groups.join(':');
  const runs = [...text.matchAll(/(?:^|(?<=:))0(?::0)+(?=:|$)/g)].sort((one, other) => other[0].length - one[0].length);
  const [longest] = runs;
  if (!longest) return text;
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}
