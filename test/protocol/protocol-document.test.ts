import { readdirSync, readFileSync } from 'node:fs';

import { expect } from 'chai';
import { z } from 'zod';

import {
  cancelSchema,
  choicesSchema,
  commands,
  handshakeSchema,
  historySchema,
  messageSchema,
  openSchema,
  PROTOCOL_VERSION,
  replySchema,
  watchSchema,
} from '#src/protocol/index.ts';

const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
const folder = new URL('../../src/channels/web/', import.meta.url);
const channel = readdirSync(folder)
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');
const conversations = readFileSync(new URL('../../src/conversation/conversations.ts', import.meta.url), 'utf8');

describe('docs/protocol.md', () => {
  const sections: [string, z.ZodType][] = [
    ['## Connect', handshakeSchema],
    ['### `open`', openSchema],
    ['### `message`', messageSchema],
    ['### `history`', historySchema],
    ['### `cancel`', cancelSchema],
    ['### `choices`', choicesSchema],
    ['### `watch`', watchSchema],
    ['### `unwatch`', watchSchema],
  ];

  for (const [heading, schema] of sections) {
    it(`names every field of ${heading}`, () => {
      const text = sectionOf(heading);
      for (const field of fieldsOf(schema)) expect(text, `${heading} lacks ${field}`).to.include(`\`${field}\``);
    });
  }

  it('has a row for each reply, with all of its fields', () => {
    const rows = sectionOf('## Replies').split('\n');
    const { oneOf } = z.toJSONSchema(replySchema, { unrepresentable: 'any' }) as {
      oneOf: { properties: Record<string, { const?: string }> }[];
    };
    expect(oneOf).to.have.length.greaterThan(5);
    for (const { properties } of oneOf) {
      const type = properties['type']?.const;
      const row = rows.find((line) => line.startsWith(`| \`${type}\``)) ?? '';
      for (const field of Object.keys(properties)) {
        if (field !== 'type') expect(row, `the row of ${type}`).to.include(`\`${field}\``);
      }
    }
    for (const command of commands) expect(sectionOf('## Replies')).to.include(`\`${command}\``);
  });

  it('names the version and every code of refusal', () => {
    expect(sectionOf('## Connect')).to.include(`| \`${PROTOCOL_VERSION}\``);
    const text = sectionOf('## Codes of refusal');
    const codes = new Set(
      [
        ...channel.matchAll(/(?:refusal|TurnRefused)\('([A-Z_]+)'/g),
        ...conversations.matchAll(/TurnRefused\('([A-Z_]+)'/g),
      ].map(([, code]) => code),
    );
    expect(codes.size).to.be.greaterThan(6);
    for (const code of codes) expect(text).to.include(`| \`${code}\``);
    for (const [, documented] of text.matchAll(/^\| `([A-Z_]+)`/gm)) expect([...codes]).to.include(documented);
  });
});

function sectionOf(heading: string): string {
  const start = page.indexOf(`${heading}\n`);
  expect(start, `no section ${heading}`).to.be.at.least(0);
  const level = heading.split(' ')[0] ?? '';
  const rest = page.slice(start + heading.length);
  const end = rest.search(new RegExp(`\n#{1,${level.length}} `));
  return end < 0 ? rest : rest.slice(0, end);
}

function fieldsOf(schema: z.ZodType): string[] {
  const { properties } = z.toJSONSchema(schema, { unrepresentable: 'any' }) as { properties?: Record<string, unknown> };
  return Object.keys(properties ?? {});
}
