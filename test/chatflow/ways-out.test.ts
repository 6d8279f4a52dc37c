import { expect } from 'chai';

import { loadFlow, whyNotBegin } from '#src/chatflow/index.ts';

import { catalogue, flowOf, Talk } from './stand.ts';

describe('ways out of a failure', () => {
  const planned = `title: x
steps:
  - { ask: size }
  - { run: pricing.quote, id: plan, with: { size: "\${{ size }}" }, save: quote }
  - { confirm: order, rows: [{ label: Cost, value: "\${{ quote.total }}" }] }
  - run: report.make
    id: use
    with: { total: "\${{ quote.total }}" }
    retry: { max: 1 }
    on_error: [{ text: Out of date., offer: [{ offer: goto:plan, label: Plan again }, cancel] }]
  - say: "\${{ quote.total }}"
`;

  it('lead back to work something out anew, and through everything in between', () => {
    const talk = new Talk(planned).answer('small').done({ total: 3 }).event({ type: 'confirm', yes: true });
    talk.fails('PLAN_STALE');
    expect(talk.prompt).to.deep.include({ kind: 'offers', text: 'Out of date.' });
    talk.event({ type: 'offer', offer: 'goto:plan' });
    expect(talk.effect('read'), 'asked again for the same input').to.include({ action: 'pricing.quote' });
    talk.done({ total: 5 });
    expect(talk.prompt).to.deep.include({ kind: 'confirm', rows: [{ label: 'Cost', value: '5' }] });
    talk.event({ type: 'confirm', yes: true }).done({});
    expect(talk.said).to.deep.equal(['5']);
    expect(talk.slots).to.deep.equal({ size: 'small' });
  });

  it('never lead back past what has changed something', () => {
    const { problems } = loadFlow(
      `title: x\nsteps:\n  - { say: a, id: top }\n  - run: vdc.deploy\n  - { run: report.make, on_error: [{ offer: [goto:top] }] }\n`,
      'x.flow.yaml',
      catalogue,
    );
    expect(problems.map(({ code }) => code)).to.deep.equal(['backwards']);
  });

  it('stand in `on.error` for all steps, unless a step has its own', () => {
    const talk = (own: string): Talk =>
      new Talk(`title: x
on:
  error:
    - { if: "error.code == 'BUSY'", text: "Busy: \${{ error.message }}", offer: [retry, handoff] }
    - { text: Something is wrong., offer: [cancel] }
steps:
  - { run: report.make, retry: { max: 1 }${own} }
`);
    expect(talk('').fails('BUSY').prompt).to.deep.include({ text: 'Busy: the BUSY' });
    expect(talk('').fails('BUSY').prompt).to.have.nested.property('offers[1].offer', 'handoff');
    expect(talk('').fails('OTHER').prompt).to.deep.include({ text: 'Something is wrong.' });
    const handler = ', on_error: [{ if: "error.code == \'BUSY\'", text: Mine. }]';
    expect(talk(handler).fails('BUSY').prompt).to.deep.include({ text: 'Mine.' });
    expect(talk(handler).fails('OTHER').prompt).to.deep.include({ text: 'Something is wrong.' });
  });

  it('are offered after the last try, whoever refused: the bounds, or the action that checks', () => {
    const talk = new Talk(`title: x
steps:
  - ask: name
    min: 3
    check: names.check
    reprompts: [Another one?]
    retries: { max: 3, text: We leave it at that., offer: [goto:end, handoff] }
  - { ask: more }
  - { say: The end., id: end }
`);
    talk.answer('ab').answer('taken').done({ ok: false, text: 'It is taken.' });
    expect(talk.prompt, 'the second try').to.deep.nested.include({ kind: 'ask', 'question.error': 'It is taken.' });
    talk.answer('other').done({ ok: false, text: 'That too.' });
    expect(talk.prompt).to.deep.include({ kind: 'offers', text: 'We leave it at that.' });
    talk.event({ type: 'offer', offer: 'goto:end' });
    expect(talk.said).to.deep.equal(['The end.']);
    expect(talk.slots).to.deep.equal({ name: null });
  });
});

describe('a key for doing work once', () => {
  it('stands for the input: while it stays the same nothing is done again', () => {
    const flow = (key: string): Talk =>
      new Talk(`title: x
steps:
  - { ask: name }
  - run: vdc.deploy
    commit: false
    with: { name: "\${{ name }}" }
    idempotency: ${key}
  - { ask: last }
`);
    const again = (talk: Talk): boolean =>
      talk.answer('a').done({}).event({ type: 'edit', slot: 'name' }).answer('b').has('operate');
    expect(again(flow('once')), 'the same key').to.equal(false);
    expect(again(flow('"${{ name }}"')), 'another key').to.equal(true);
  });
});

describe('beginning a flow', () => {
  const person = { roles: ['user'], channel: 'web', locale: 'en', remembered: {} };
  const why = (head: string, more: Partial<typeof person> = {}): string | undefined =>
    whyNotBegin(flowOf(`${head}\ntitle: Pay\nsteps:\n  - say: x\n`), { ...person, ...more });

  it('is refused kindly: obsolete, not for them, not here, something missing', () => {
    expect(why('version: 2')).to.equal(undefined);
    expect(why('obsolete: true')).to.include('“Pay” is not begun any more');
    expect(why('access: { roles: [owner] }')).to.include('do not have the right');
    expect(why('access: { roles: [owner, user] }')).to.equal(undefined);
    expect(why('channels: { only: [terminal] }')).to.include('only on: terminal');
    expect(why('channels: { except: [web] }')).to.include('cannot be used here');
    expect(why('access: { needs: [wallet] }')).to.include('needs something first').and.include('wallet');
    expect(why('access: { needs: [wallet] }', { remembered: { wallet: 'w1' } })).to.equal(undefined);
    expect(why('obsolete: true', { locale: 'ar' })).to.include('«Pay»');
  });
});

describe('bounds', () => {
  it('are written as answers are: times, sizes, days', () => {
    const talk = new Talk(`title: x
steps:
  - { ask: keep, type: duration, min: 1h, max: 2 days }
  - { ask: disk, type: size, max: 10 GB }
  - { ask: day, type: date, min: today }
`);
    expect(talk.answer('30m').prompt).to.have.nested.property('question.error').that.includes('1 hour');
    expect(talk.answer('90m').answer('1 TB').prompt).to.have.nested.property('question.error').that.includes('10 GB');
    expect(talk.answer('5 GB').answer('2026-11-19').prompt).to.have.nested.property('question.error');
    expect(talk.answer('2026-11-20').slots).to.deep.equal({ keep: 5_400, disk: 5_000_000_000, day: '2026-11-20' });
  });
});

describe('examples of what can be said', () => {
  it('stand with the help of a question', () => {
    const talk = new Talk('title: x\nsteps:\n  - { ask: size, extract: { examples: [a large one] } }\n');
    expect(talk.event({ type: 'help' }).said).to.deep.equal(['You can say it like this: “a large one”']);
  });
});
