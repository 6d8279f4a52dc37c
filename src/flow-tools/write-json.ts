import type { JsonSchema } from '#src/chatflow/catalogue.ts';

const WIDTH = 120;

/** JSON as people keep it in a repository: short lists in one line, everything else one thing per line. */
export function writeJson(value: JsonSchema): string {
  return `${write(value, '', 0)}\n`;
}

/** `taken` is what stands before the value in its line, and after it. */
function write(value: unknown, indent: string, taken: number): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    const plain = value.every((item) => typeof item !== 'object' || item === null);
    const short = `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    if (plain && indent.length + taken + short.length <= WIDTH) return short;
    const inner = `${indent}  `;
    const items = value.map((item, index) => inner + write(item, inner, comma(index, value)));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return '{}';
  const inner = `${indent}  `;
  const lines = entries.map(([key, item], index) => {
    const name = `${JSON.stringify(key)}: `;
    return inner + name + write(item, inner, name.length + comma(index, entries));
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

/** The room of the comma behind all but the last. */
const comma = (index: number, { length }: readonly unknown[]): number => (index < length - 1 ? 1 : 0);
