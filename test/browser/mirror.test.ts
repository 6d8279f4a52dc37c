import { expect } from 'chai';
import * as fc from 'fast-check';
import { matchesPattern } from '#src/chatflow/read-field.ts';
import { slotTypeDefinitions as definitions } from '#src/chatflow/slot-types/index.ts';
import type { Question } from '#src/protocol/index.ts';

import { surelyWrong, wrongName } from '../../web-widget/src/chat/mirror.ts';

const mirrored = ['string', 'text', 'secret', 'email', 'url', 'size', 'duration', 'cidr', 'ssh_key'] as const;

function question(type: Question['type'], more: Partial<Question> = {}): Question {
  return { slot: 'one', type, text: 'One?', ...more };
}

function taken(type: (typeof mirrored)[number], text: string, limits: { min?: number; max?: number } = {}): boolean {
  return definitions[type].read(text, { limits, locale: 'en', now: 0 }).ok;
}

const samples: Record<(typeof mirrored)[number], string[]> = {
  string: ['demo', 'é', ''],
  text: ['one\ntwo'],
  secret: ['hunter2'],
  email: ['ada@example.org', 'mailto:Ada.L@a-b.example', 'x@y.z', 'ada@', 'ada', 'a b@c.d'],
  url: [
    'https://example.org',
    'example.org/x?y=1',
    'localhost:3000',
    'http://[::1]:8080/',
    'ftp://x.y',
    'no where',
    'x',
  ],
  size: ['10 GB', '512Mi', '1.5 TiB', '10', 'GB', '0 B'],
  duration: ['90m', '2h 30m', '3 days', 'PT1H30M', '0', '1 hour and 5 minutes', '10', 'soon'],
  cidr: ['10.20.0.0/16', 'fd00::/48', '10.0.0.0', '10.0.0.0/x'],
  ssh_key: ['ssh-ed25519 AAAA', 'hello', `ssh-ed25519 ${'A'.repeat(68)} ada@laptop`],
};

describe('What the widget refuses by itself', () => {
  for (const type of mirrored) {
    it(`is never more than the server refuses: ${type}`, () => {
      for (const text of samples[type]) {
        if (text !== '' && taken(type, text)) expect(surelyWrong(question(type), text), text).to.equal(undefined);
      }
      fc.assert(
        fc.property(fc.oneof(fc.string(), ...samples[type].map((text) => fc.constant(text))), (given) => {
          const text = type === 'secret' ? given : given.trim();
          if (text !== '' && taken(type, text)) expect(surelyWrong(question(type), text), text).to.equal(undefined);
        }),
        { numRuns: 300 },
      );
    });
  }

  it('is most of what people get wrong', () => {
    const wrong: [Question['type'], string, string][] = [
      ['email', 'ada', 'typed.email'],
      ['url', 'not an address', 'typed.url'],
      ['size', '10', 'typed.size'],
      ['duration', 'soon', 'typed.duration'],
      ['cidr', '10.0.0.0', 'typed.cidr'],
      ['ssh_key', 'hello', 'typed.sshKey'],
      ['ssh_key', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl', 'typed.privateKey'],
    ];
    for (const [type, text, key] of wrong) expect(surelyWrong(question(type), text)?.[0], text).to.equal(key);
    expect(surelyWrong(question('string', { min: 3 }), 'ab')).to.deep.equal(['typed.short', { min: 3 }]);
    expect(surelyWrong(question('string', { max: 3 }), 'àbçd')).to.deep.equal(['typed.long', { max: 3, count: 4 }]);
  });

  it('counts letters as the server does', () => {
    for (const text of ['👩‍🚀', 'e\u0301', '中文字', 'abc']) {
      const [min, max] = [2, 3];
      expect(surelyWrong(question('string', { min, max }), text) === undefined, text).to.equal(
        taken('string', text, { min, max }),
      );
    }
  });

  it('takes a pattern as the server does, and leaves those alone that could take for ever', () => {
    for (const pattern of ['[a-z][a-z0-9-]{2,19}', '\\d+', 'a|b', '[A-Z]{2}\\d*', '.*x.*', '(ab|cd)e']) {
      for (const text of ['demo', 'Demo', 'a', 'b', '42', 'AB1', 'xx', 'abe', 'de mo']) {
        const mine = surelyWrong(question('string', { pattern }), text) === undefined;
        expect(mine, `${pattern} ${text}`).to.equal(matchesPattern(pattern, text));
      }
    }
    const begin = performance.now();
    for (const pattern of ['(a+)+', '(a|aa)*b', '(?i)demo', '\\pL+', '\\Qa.b\\E']) {
      expect(surelyWrong(question('string', { pattern }), `${'a'.repeat(150)}!`), pattern).to.equal(undefined);
    }
    expect(performance.now() - begin).to.be.below(500);
    expect(surelyWrong(question('string', { pattern: '[a-z]+', hint: 'lower-case letters' }), 'A')).to.deep.equal([
      'typed.patternHint',
      { hint: 'lower-case letters' },
    ]);
  });

  it('knows the names of values', () => {
    expect(wrongName(['A', 'b.c', '_x'])).to.equal(undefined);
    expect(wrongName(['1A'])).to.deep.equal(['pairs.name', { name: '1A' }]);
    expect(wrongName(['A', 'A'])).to.deep.equal(['pairs.twice', { name: 'A' }]);
  });
});
