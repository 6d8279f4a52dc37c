import { expect } from 'chai';

import type { Conversation } from '#src/conversation/conversation.ts';
import { decide } from '#src/conversation/decide.ts';
import type { OperationView } from '#src/protocol/index.ts';

const operation: OperationView = {
  id: 'deploying',
  title: 'Deploy tulip',
  state: 'Succeeded',
  stages: [],
  sequence: 3,
  cancellable: false,
};

describe('while a person talks here', () => {
  it('whoever helps hears how work ends, without a word of anybody', () => {
    const { outbox, conversation } = ends({ with: 'Grace' });
    const relayed = outbox.flatMap((effect) => (effect.type === 'relay' ? [effect] : []));
    expect(relayed).to.have.length(1);
    expect(relayed[0]).to.include({
      ticket: 'ticket-1',
      side: 'asked',
      text: '**Deploy tulip** is done.',
      wizard: true,
    });
    expect(conversation.bridge).to.include({ with: 'Grace' });
  });

  it('nobody hears of it while nobody has come', () => {
    expect(ends({}).outbox.map(({ type }) => type)).to.not.include('relay');
  });
});

/** The turn in which an operation ends, in a conversation that waits for a person, or talks with one. */
function ends(helper: { with?: string }): ReturnType<typeof decide> {
  const conversation: Conversation = {
    id: 'conversation-1',
    owner: 'acme/ada',
    person: { name: 'Ada', roles: ['user'] },
    startedAt: 0,
    channel: 'web',
    locale: 'en',
    stack: [{ flow: 'need-help', version: 1, hash: 'h', at: 'person', slots: {}, vars: {}, trail: [] }],
    runs: ['1.0'],
    operations: { deploying: { run: '0.0', step: 'deploy' } },
    bridge: { ticket: 'ticket-1', side: 'asked', run: '1.0', at: 'person', ...helper },
  };
  return decide({
    conversation,
    revision: 7,
    messageId: 'outcome-1',
    now: Date.UTC(2026, 10, 20),
    act: { type: 'outcome', run: '0.0', step: 'deploy', outcome: { ok: true, output: {} }, operation },
    said: [],
    caller: { owner: 'acme/ada', name: 'Ada', roles: ['user'], locale: 'en' },
    flowOf: () => undefined,
    current: () => undefined,
    stagesOf: () => [],
    badgeOf: () => undefined,
    home: 'welcome',
    dir: () => 'ltr',
  });
}
