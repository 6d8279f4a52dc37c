import { expect } from 'chai';

import { decide } from '#src/conversation/decide.ts';

describe('an answer from the documentation', () => {
  it('is announced in the language of the person, and given in that of the page', () => {
    expect(said('fr')).to.deep.equal(['Je ne le sais qu’en anglais :', 'It is small.\n\n(Source : docs/questions.md)']);
  });

  it('needs no announcement in English', () => {
    expect(said('en')).to.deep.equal(['It is small.\n\n(From: docs/questions.md)']);
  });
});

/** What is said to a question that the documentation answers. */
function said(locale: string): string[] {
  const answer = { text: 'It is small.', source: 'docs/questions.md' };
  const { turn } = decide({
    conversation: {
      id: 'conversation-1',
      owner: 'acme/ada',
      person: { name: 'Ada', roles: ['user'] },
      channel: 'web',
      locale,
      stack: [],
      runs: [],
      startedAt: 0,
    },
    revision: 1,
    messageId: 'message-1',
    now: Date.UTC(2026, 10, 20),
    act: { type: 'understood', understanding: { commands: [{ type: 'ask', answer }], sure: true, refused: {} } },
    said: [{ by: 'person', type: 'said', text: '?' }],
    caller: { owner: 'acme/ada', name: 'Ada', roles: ['user'], locale },
    flowOf: () => undefined,
    current: () => undefined,
    stagesOf: () => [],
    badgeOf: () => undefined,
    home: 'welcome',
    dir: () => 'ltr',
  });
  return turn.entries.flatMap((entry) => (entry.type === 'say' ? [entry.text] : []));
}
