import { expect } from 'chai';

import { findMoment } from '#src/understanding/find-moment.ts';

const surroundings = {
  now: Date.UTC(2026, 10, 21, 12),
  user: { id: 'ada', name: 'Ada', roles: [] },
  locale: 'fr-BE',
  channel: 'web',
  remembered: {},
  run: 'one',
};

describe('Moments in sentences', () => {
  for (const [text, kind, found] of [
    ['demain', 'date', '2026-11-22'],
    ["aujourd'hui", 'date', '2026-11-21'],
    ['aujourd’hui', 'date', '2026-11-21'],
    ['dans 3 jours', 'date', '2026-11-24'],
    ['le 24 décembre', 'date', '2026-12-24'],
    ['dans 2 heures', 'datetime', '2026-11-21T14:00:00.000Z'],
    ['demain à 14 h', 'datetime', '2026-11-22T14:00:00.000Z'],
    ['demain', 'datetime', undefined],
    ['boutique', 'date', undefined],
  ] as const) {
    it(`are found in French: ${text} (${kind})`, () => {
      expect(findMoment(text, kind, surroundings)).to.equal(found);
    });
  }
});
