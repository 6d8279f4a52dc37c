import { expect } from 'chai';
import * as fc from 'fast-check';

import { phrase } from '#src/chatflow/index.ts';
import { slotTypeDefinitions } from '#src/chatflow/slot-types/index.ts';
import type { Limits } from '#src/chatflow/slot-types/slot-type.ts';
import { type Json, type SlotType, slotTypes } from '#src/protocol/index.ts';

const now = Date.UTC(2026, 10, 20, 12);
const key = `ssh-ed25519 ${btoa(`\0\0\0\x0bssh-ed25519\0\0\0\x20${'k'.repeat(32)}`)} ada@laptop`;

/** Type, what is given, what is stored (undefined: it is refused), how it reads back, and the bounds. */
type Row = [type: SlotType, input: Json, value: Json | undefined, shown?: string | undefined, limits?: Limits];

const rows: Row[] = [
  ['string', '  hello  ', 'hello', 'hello'],
  ['string', 42, '42'],
  ['string', '', undefined],
  ['string', '   ', undefined],
  ['string', 'two\nlines', undefined],
  ['string', { a: 1 }, undefined],
  ['string', 'ab', undefined, undefined, { min: 3 }],
  ['string', 'abcd', undefined, undefined, { max: 3 }],
  ['string', '🙂🙂🙂', '🙂🙂🙂', '🙂🙂🙂', { max: 3 }],
  ['string', 'x'.repeat(501), undefined],
  ['string', 'e\u0301', '\u00e9'],
  ['text', 'one\ntwo', 'one\ntwo', 'one…'],
  ['text', 'x'.repeat(4_001), undefined],
  ['int', '3', 3, '3'],
  ['int', ' 1,000 ', 1000, '1,000'],
  ['int', '1 000 000', 1_000_000],
  ['int', '٣', 3],
  ['int', 7, 7],
  ['int', '3.5', undefined],
  ['int', 3.5, undefined],
  ['int', 'three', undefined],
  ['int', '1e3', undefined],
  ['int', '99999999999999999999', undefined],
  ['int', true, undefined],
  ['int', '2', undefined, undefined, { min: 3 }],
  ['int', '9', undefined, undefined, { max: 3 }],
  ['number', '2.5', 2.5, '2.5'],
  ['number', '2,5', 2.5],
  ['number', '-.5', -0.5],
  ['number', 'NaN', undefined],
  ['number', 'Infinity', undefined],
  ['bool', 'yes', true, 'Yes'],
  ['bool', 'Nope.', false, 'No'],
  ['bool', true, true],
  ['bool', '👍', true],
  ['bool', 'maybe', undefined],
  ['bool', 1, undefined],
  ['choice', 'small', 'small', 'small'],
  ['choice', 3, '3'],
  ['choice', ['a'], undefined],
  ['multichoice', 'a, b;c', ['a', 'b', 'c'], 'a, b, c'],
  ['multichoice', ['a', 'a', 'b'], ['a', 'b']],
  ['multichoice', [], []],
  ['multichoice', [], undefined, undefined, { min: 1 }],
  ['multichoice', 'a, b', undefined, undefined, { max: 1 }],
  ['multichoice', [['a']], undefined],
  ['date', '2026-11-20', '2026-11-20', 'Nov 20, 2026'],
  ['date', '2026/1/5', '2026-01-05'],
  ['date', 'tomorrow', '2026-11-21'],
  ['date', '2026-02-30', undefined],
  ['date', '20.11.2026', undefined],
  ['date', '2026-11-19', undefined, undefined, { min: 'today' }],
  ['date', '2026-12-01', undefined, undefined, { max: '2026-11-30' }],
  ['datetime', '2026-11-20 14:30', '2026-11-20T14:30:00.000Z', 'Nov 20, 2026, 2:30 PM UTC'],
  ['datetime', '2026-11-20T14:30+02:00', '2026-11-20T12:30:00.000Z'],
  ['datetime', 'in 2 hours', '2026-11-20T14:00:00.000Z'],
  ['datetime', now, '2026-11-20T12:00:00.000Z'],
  ['datetime', '2026-11-20 25:00', undefined],
  ['datetime', 'soon', undefined],
  ['datetime', '2026-11-20 11:00', undefined, undefined, { min: 'now' }],
  ['duration', '90m', 5_400, '1 hour 30 minutes'],
  ['duration', '2h 30m', 9_000],
  ['duration', '1.5 days', 129_600],
  ['duration', '1 day and 2 hours', 93_600],
  ['duration', '3 jours', 259_200],
  ['duration', '1 semaine et 2 heures', 612_000],
  ['duration', 'PT15M', 900, '15 minutes'],
  ['duration', 60, 60, '1 minute'],
  ['duration', '90', undefined],
  ['duration', '5 parsecs', undefined],
  ['duration', '2h', undefined, undefined, { max: 3_600 }],
  ['size', '10 GB', 10_000_000_000, '10 GB'],
  ['size', '512MiB', 536_870_912, '512 MiB'],
  ['size', '1.5Ti', 1_649_267_441_664, '1.5 TiB'],
  ['size', '64 bytes', 64, '64 B'],
  ['size', '10 Go', 10_000_000_000],
  ['size', '512 Mio', 536_870_912],
  ['size', '10', undefined],
  ['size', '10 XB', undefined],
  ['size', '1 GB', undefined, undefined, { max: 1_000 }],
  ['secret', 'hunter2 ', 'hunter2 ', '••••••'],
  ['secret', 'secret://abc', 'secret://abc', '••••••', { min: 100 }],
  ['secret', 'short', undefined, undefined, { min: 8 }],
  ['secret', '', undefined],
  [
    'file',
    { name: '/etc/../key\u202e.pub', type: 'text/plain', content: 'abc' },
    { name: 'key.pub', type: 'text/plain', size: 3, content: 'abc' },
    'key.pub (3 B)',
  ],
  ['file', { name: 'a.txt', content: 'ü' }, { name: 'a.txt', type: '', size: 2, content: 'ü' }],
  ['file', { name: 'a.txt', content: 'abcd' }, undefined, undefined, { maxSize: 3 }],
  ['file', { name: 'a.exe', content: 'a' }, undefined, undefined, { accept: ['.txt'] }],
  [
    'file',
    { name: 'a.png', type: 'image/png', content: 'a' },
    { name: 'a.png', type: 'image/png', size: 1, content: 'a' },
    'a.png (1 B)',
    { accept: ['image/*'] },
  ],
  ['file', 'text', undefined],
  ['location', '52.37, 4.9', { lat: 52.37, lng: 4.9 }, '52.3700, 4.9000'],
  ['location', { lat: 1, lng: 2, name: 'Here' }, { lat: 1, lng: 2, name: 'Here' }, 'Here'],
  ['location', '95, 4', undefined],
  ['location', 'Amsterdam', undefined],
  ['location', { lat: '1', lng: 2 }, undefined],
  ['email', 'Ada@Example.ORG', 'Ada@example.org', 'Ada@example.org'],
  ['email', 'mailto:a@b.org', 'a@b.org'],
  ['email', 'a@b', undefined],
  ['email', 'a@@b.org', undefined],
  ['email', '.a@b.org', undefined],
  ['email', 'a b@c.org', undefined],
  ['url', 'example.org', 'https://example.org/', 'https://example.org/'],
  ['url', 'http://localhost:3000/x?y=1', 'http://localhost:3000/x?y=1'],
  ['url', 'javascript:alert(1)', undefined],
  ['url', 'data:text/html,x', undefined],
  ['url', 'https://user:pass@example.org', undefined],
  ['url', 'not a url', undefined],
  ['ssh_key', key, key, `ssh-ed25519 …${key.split(' ')[1]?.slice(-8)} ada@laptop`],
  ['ssh_key', { name: 'id.pub', content: `${key}\n` }, key],
  ['ssh_key', key.slice(0, 60), undefined],
  ['ssh_key', key.replace('ssh-ed25519', 'ssh-rsa'), undefined],
  ['ssh_key', '-----BEGIN OPENSSH PRIVATE KEY-----', undefined],
  ['ssh_key', `${key}\n${key}`, undefined],
  ['cidr', '10.20.30.40/16', '10.20.0.0/16', '10.20.0.0/16'],
  ['cidr', '0.0.0.0/0', '0.0.0.0/0'],
  ['cidr', '10.0.0.0/33', undefined],
  ['cidr', '10.0.0/8', undefined],
  ['cidr', '010.0.0.0/8', undefined],
  ['cidr', 'fd00::1/48', 'fd00::/48'],
  ['cidr', '2001:db8:0:0:1:0:0:1/128', '2001:db8::1:0:0:1/128'],
  ['cidr', '::/0', '::/0'],
  ['cidr', 'fd00::1::2/48', undefined],
  ['cidr', '10.0.0.1', undefined],
  ['rating', '4', 4, '★★★★'],
  ['rating', '⭐⭐⭐', 3],
  ['rating', 6, undefined],
  ['rating', 0, undefined],
  ['rating', 8, 8, '★★★★★★★★', { max: 10 }],
  ['key_values', 'A=1, B=two words', { A: '1', B: 'two words' }, 'A=1, B=two words'],
  ['key_values', 'A=1\nB: 2', { A: '1', B: '2' }],
  [
    'key_values',
    [
      { name: 'A', value: 1 },
      { key: 'B', value: '2' },
    ],
    { A: '1', B: '2' },
  ],
  ['key_values', { A: 'x' }, { A: 'x' }],
  ['key_values', 'A=1, A=2', undefined],
  ['key_values', [{ name: '__proto__', value: 'x' }], undefined],
  ['key_values', 'just words', undefined],
  ['key_values', '1A=x', undefined],
];

describe('slot types', () => {
  for (const [type, input, value, shown, limits = {}] of rows) {
    const given = JSON.stringify(input).slice(0, 60);
    it(`${type}: ${given} ${value === undefined ? 'is refused' : `is ${JSON.stringify(value).slice(0, 60)}`}`, () => {
      const definition = slotTypeDefinitions[type];
      const read = definition.read(input, { locale: 'en', now, limits });
      if (value === undefined) {
        expect(read.ok).to.equal(false);
        if (!read.ok)
          expect(phrase('en', read.key, read.values))
            .to.match(/^[A-Z“].*[^{}]$/s)
            .and.not.match(/[{}]/);
        return;
      }
      expect(read).to.deep.equal({ ok: true, value });
      if (shown !== undefined) expect(definition.format(value, 'en')).to.equal(shown);
      // What is stored is read as itself again: an edit that changes nothing changes nothing.
      expect(definition.read(value, { locale: 'en', now, limits })).to.deep.equal({ ok: true, value });
    });
  }

  it('are all tried here', () => {
    expect([...new Set(rows.map(([type]) => type))].sort()).to.deep.equal([...slotTypes].sort());
    expect(Object.keys(slotTypeDefinitions).sort()).to.deep.equal([...slotTypes].sort());
  });

  it('never throw, whatever is given', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(fc.constantFrom(...slotTypes), anything, (type, input) => {
        const read = slotTypeDefinitions[type].read(JSON.parse(JSON.stringify(input)) as Json, {
          locale: 'en',
          now,
          limits: {},
        });
        if (!read.ok) return typeof phrase('en', read.key, read.values) === 'string';
        const again = slotTypeDefinitions[type].read(read.value, { locale: 'en', now, limits: {} });
        expect(again).to.deep.equal(read);
        return typeof slotTypeDefinitions[type].format(read.value, 'en') === 'string';
      }),
      { numRuns: 3_000 },
    );
  });

  it('say what is expected before the person types', () => {
    expect(slotTypeDefinitions.int.hint?.({ min: 1, max: 20 }, 'en')).to.equal('From 1 to 20');
    expect(slotTypeDefinitions.int.hint?.({ min: 1 }, 'en')).to.equal('At least 1');
    expect(slotTypeDefinitions.string.hint?.({ min: 3, max: 20 }, 'en')).to.equal('3 to 20 characters');
    expect(slotTypeDefinitions.multichoice.hint?.({ max: 2 }, 'en')).to.equal('Pick at most 2');
    expect(slotTypeDefinitions.file.hint?.({ maxSize: 65_536, accept: ['.pub'] }, 'en')).to.equal(
      'At most 64 KiB: .pub',
    );
    expect(slotTypeDefinitions.rating.hint?.({}, 'en')).to.match(/1 .* 5/);
    for (const type of [
      'date',
      'datetime',
      'duration',
      'size',
      'location',
      'email',
      'url',
      'ssh_key',
      'cidr',
      'key_values',
    ] as const) {
      expect(slotTypeDefinitions[type].hint?.({}, 'en'), type).to.be.a('string');
    }
  });
});
