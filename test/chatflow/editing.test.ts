import { expect } from 'chai';

import { carriedSlots, choicesFromOutput, choicesQuery, slotOf, titleOf } from '#src/chatflow/index.ts';

import { flowOf, surroundings, Talk } from './stand.ts';

describe('changing an answer', () => {
  it('goes back one question at a time, and no further than the first', () => {
    const talk = new Talk('title: x\nsteps:\n  - ask: a\n  - ask: b\n  - ask: c\n').answer('1').answer('2');
    expect(talk.event({ type: 'back' }).asked).to.equal('b');
    expect(talk.prompt).to.have.nested.property('question.default', '2');
    expect(talk.event({ type: 'back' }).asked).to.equal('a');
    talk.event({ type: 'back' });
    expect(talk.said).to.deep.equal(['This is the first question: there is nothing before it.']);
    expect(talk.asked).to.equal('a');
    talk.answer('9');
    expect(talk.asked).to.equal('c');
    expect(talk.slots).to.deep.equal({ a: '9', b: '2' });
  });

  it('says so when there is nothing to change', () => {
    const talk = new Talk('title: x\nsteps:\n  - ask: a\n  - ask: b\n').event({ type: 'edit', slot: 'b' });
    expect(talk.said).to.deep.equal(['That has not been asked yet.']);
    expect(talk.asked).to.equal('a');
  });

  it('drops an answer whose question no longer applies, and says which', () => {
    const talk = new Talk(`title: x
steps:
  - { ask: n, type: int }
  - { ask: ha, type: bool, when: n > 2, else: false }
  - { ask: why, when: "ha == true" }
  - ask: last
`);
    talk.answer('3').answer('yes').answer('because');
    talk.event({ type: 'edit', slot: 'n' }).answer('1');
    expect(talk.effect('changed').slots).to.deep.equal(['ha', 'why']);
    expect(talk.slots).to.deep.equal({ n: 1, ha: false });
    expect(talk.asked).to.equal('last');
    talk.event({ type: 'edit', slot: 'n' }).answer('5');
    expect(talk.asked).to.equal('ha');
  });

  it('drops answers that depend on it, and those that depend on these', () => {
    const talk = new Talk(`title: x
steps:
  - ask: a
  - { ask: b, depends: a }
  - { ask: c, depends: b }
  - ask: d
  - ask: e
`);
    for (const said of ['1', '2', '3', '4']) talk.answer(said);
    talk.event({ type: 'edit', slot: 'a' }).answer('1');
    expect(talk.has('changed')).to.equal(false);
    expect(talk.asked).to.equal('e');
    talk.event({ type: 'edit', slot: 'a' }).answer('x');
    expect(talk.effect('changed').slots).to.deep.equal(['b', 'c']);
    expect(talk.slots).to.deep.equal({ a: 'x', d: '4' });
    expect(talk.asked).to.equal('b');
    expect(talk.frame.trail).to.deep.equal(['a', 'd']);
  });

  it('looks again whether a choice can still be chosen', () => {
    const source = `title: x
steps:
  - ask: family
  - ask: size
    choices: { from: catalog.sizes, with: { family: "\${{ family }}" }, value: it.id, label: it.title }
  - ask: last
`;
    const small = { id: 's', title: 'Small' };
    const large = { id: 'l', title: 'Large' };
    const chosen = (): Talk =>
      new Talk(source)
        .answer('one')
        .done({ items: [small, large] })
        .answer('l');
    const kept = chosen().event({ type: 'edit', slot: 'family' }).answer('two');
    expect(kept.effect('read').input).to.deep.equal({ family: 'two' });
    kept.done({ items: [{ id: 'l', title: 'Very large' }] });
    expect(kept.asked).to.equal('last');
    expect(kept.frame.labels).to.deep.equal({ size: 'Very large' });
    const fallen = chosen()
      .event({ type: 'edit', slot: 'family' })
      .answer('two')
      .done({ items: [small] });
    expect(fallen.effect('changed').slots).to.deep.equal(['size']);
    expect(fallen.prompt).to.deep.nested.include({
      'question.slot': 'size',
      'question.error': '“Large” cannot be chosen any more.',
    });
    const same = chosen().event({ type: 'edit', slot: 'family' }).answer('one');
    expect(same.asked).to.equal('last');
  });

  it('takes the name of a choice that was said before its list was there, and no number of it', () => {
    const source = `title: x
steps:
  - ask: size
    choices: { from: catalog.sizes, value: it.id, label: it.title }
  - ask: last
`;
    const items = [
      { id: 's', title: 'Small' },
      { id: 'l', title: 'Large' },
    ];
    const said = (size: string): Talk => new Talk(source, { slots: { size } }).done({ items });
    const named = said('large');
    expect(named.asked).to.equal('last');
    expect(named.slots).to.deep.equal({ size: 'l' });
    expect(named.frame.labels).to.deep.equal({ size: 'Large' });
    expect(said('l').slots).to.deep.equal({ size: 'l' });
    for (const unknown of ['2', 'huge']) {
      expect(said(unknown).prompt).to.deep.nested.include({
        'question.slot': 'size',
        'question.error': `“${unknown}” is not offered. This is what there is.`,
      });
    }
  });

  it('assumes nothing in the place of what was wanted and is not there, whatever else is answered first', () => {
    const source = `title: x
steps:
  - { ask: n, type: int }
  - ask: place
    assume: anywhere
    choices: { from: catalog.sizes, value: it.id, label: it.title }
  - ask: last
`;
    const items = ['anywhere', 'belgium'].map((id) => ({ id, title: id }));
    const talk = new Talk(source, { slots: { n: 1, place: 'france' } }).done({ items });
    expect(talk.asked).to.equal('place');
    expect(talk.event({ type: 'edit', slot: 'n' }).answer('2').asked).to.equal('place');
    expect(talk.answer('belgium').asked).to.equal('last');
    expect(talk.slots).to.deep.equal({ n: 2, place: 'belgium' });
  });

  it('drops a choice of the file that no longer applies, and an answer that is no longer valid', () => {
    const talk = new Talk(`title: x
steps:
  - { ask: n, type: int }
  - { ask: plan, choices: [{ value: small }, { value: large, when: n > 5 }] }
  - { ask: m, type: int, validate: [{ if: m > n, text: "At most \${{ n }}." }] }
  - ask: last
`);
    talk.answer('9').answer('large').answer('8');
    expect(talk.asked).to.equal('last');
    talk.event({ type: 'edit', slot: 'n' }).answer('4');
    expect(talk.asked).to.equal('plan');
    talk.answer('small');
    expect(talk.prompt).to.deep.nested.include({ 'question.slot': 'm', 'question.error': 'At most 4.' });
    expect(talk.slots).to.deep.equal({ n: 4, plan: 'small' });
  });

  it('takes several answers at once, corrections among them, wherever it stands', () => {
    const talk = new Talk(
      'title: x\nsteps:\n  - ask: a\n  - ask: b\n  - { ask: c, always: true }\n  - confirm: ok\n    show: [a, b, c]\n',
    );
    talk.event({ type: 'answer', slots: { a: '1', b: '2', c: 'never' } });
    expect(talk.asked).to.equal('c');
    talk.answer('3');
    talk.event({ type: 'answer', slots: { a: 'corrected' } });
    expect(talk.prompt).to.deep.nested.include({ kind: 'confirm', 'rows[0].value': 'corrected' });
    talk.event({ type: 'answer', slots: { c: 'sneaked in' } });
    expect(talk.slots).to.include({ c: '3' });
  });
});

describe('what the conversation asks of a flow', () => {
  const source = `title: Deploy
version: 3
migrate: { from: [1, 2], rename: { nodes: workers }, drop: [old] }
steps:
  - { ask: workers, type: int, label: Workers }
  - { ask: key, type: secret }
  - ask: size
    only: true
    choices: { from: catalog.sizes, value: it.id, label: it.title, search: true }
    extract: { synonyms: { s: [tiny] }, patterns: ["size (\\\\w+)"] }
`;
  const flow = flowOf(source, {}, { nl: { title: 'Uitrollen', 'workers.text': 'Hoeveel?', 'size.choices': 'x' } });

  it('knows a slot before it is answered', () => {
    expect(slotOf(flow, 'key')).to.deep.include({ type: 'secret', sensitive: true, step: 'key' });
    expect(slotOf(flow, 'workers')).to.deep.include({ label: 'Workers', sensitive: false });
    expect(slotOf(flow, 'size')).to.deep.include({ only: true, synonyms: { s: ['tiny'] }, patterns: ['size (\\w+)'] });
    expect(slotOf(flow, 'constructor')).to.equal(undefined);
  });

  it('carries answers over from an older version', () => {
    const older = {
      flow: 'sample',
      version: 2,
      hash: 'h',
      at: 'x',
      slots: { nodes: 3, old: 1, key: 'secret://1', gone: 1 },
      vars: {},
      trail: [],
    };
    expect(carriedSlots(flow, older)).to.deep.equal({ workers: 3, key: 'secret://1' });
    expect(carriedSlots(flow, { ...older, version: 3 })).to.deep.equal({ key: 'secret://1' });
    expect(carriedSlots(flow, { ...older, assumed: ['nodes'] })).to.deep.equal({ key: 'secret://1' });
  });

  it('searches and pages through choices of an action', () => {
    const talk = new Talk(flow).answer('3').event({ type: 'answer', slots: { key: 'secret://1' } });
    talk.done({ items: [{ id: 's', title: 'Small' }], more: true });
    expect(talk.prompt).to.deep.nested.include({ 'question.search': true, 'question.more': true });
    expect(choicesQuery(flow, talk.frame, 'size', { search: 'lar', page: 1 }, surroundings)).to.deep.equal({
      action: 'catalog.sizes',
      input: { search: 'lar', page: 1 },
    });
    expect(choicesQuery(flow, talk.frame, 'workers', {}, surroundings)).to.equal(null);
    const page = choicesFromOutput(flow, talk.frame, 'size', { items: [{ id: 'l', title: 'Large' }] }, surroundings);
    expect(page).to.deep.equal({ items: [{ value: 'l', label: 'Large' }], more: false });
    talk.event({ type: 'choices', slot: 'size', ...page });
    expect(talk.answer('large').slots).to.include({ size: 'l' });
  });

  it('speaks the language of the person where it can', () => {
    expect(new Talk(flow, {}, { locale: 'nl-BE' }).prompt).to.have.nested.property('question.text', 'Hoeveel?');
    expect(new Talk(flow, {}, { locale: 'fr' }).prompt).to.have.nested.property('question.text', 'Workers?');
    expect(titleOf(flow, 'nl')).to.deep.equal({ title: 'Uitrollen', description: '' });
    expect(titleOf(flow, 'de')).to.deep.equal({ title: 'Deploy', description: '' });
  });

  it('is another definition when its texts are others', () => {
    expect(flowOf(source).hash).to.not.equal(flow.hash);
    expect(flowOf(source).hash).to.equal(flowOf(source).hash);
  });
});
