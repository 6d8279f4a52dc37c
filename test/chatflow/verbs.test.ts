import { expect } from 'chai';

import type { Catalogue } from '#src/chatflow/index.ts';

import { flowOf, Talk } from './stand.ts';

const place = (expression: string): string => `"\${{ ${expression} }}"`;

describe('the verbs', () => {
  describe('say', () => {
    it('is the smallest flow there is', () => {
      const talk = new Talk('title: Hello\nsteps:\n  - say: Hello!\n');
      expect(talk.effects).to.deep.equal([
        { type: 'say', text: 'Hello!' },
        { type: 'end', outcome: 'done', output: {} },
      ]);
    });

    it('has a tone and a condition, and is not for every channel', () => {
      const source = `title: x
steps:
  - { say: careful, tone: warning }
  - { say: never, when: "1 > 2" }
  - { say: here, channels: { only: [web] } }
  - { say: elsewhere, channels: { except: [web] } }
`;
      expect(new Talk(source).said).to.deep.equal(['careful', 'here']);
      expect(new Talk(source).effects[0]).to.include({ tone: 'warning' });
      expect(new Talk(source, {}, { channel: 'terminal' }).said).to.deep.equal(['careful', 'elsewhere']);
    });

    it('is not said again on the way back to an edited answer, unless it changed', () => {
      const talk = new Talk(`title: x
steps:
  - say: Welcome
  - ask: a
  - say: You said ${place('a').slice(1, -1)}
  - ask: b
  - ask: c
`);
      talk.answer('one').answer('two');
      talk.event({ type: 'edit', slot: 'b' }).answer('three');
      expect(talk.said).to.deep.equal([]);
      talk.event({ type: 'edit', slot: 'a' }).answer('other');
      expect(talk.said).to.deep.equal(['You said other']);
      expect(talk.asked).to.equal('c');
    });

    it('shows what people wrote as they wrote it, never as markup', () => {
      const talk = new Talk(
        `title: x\nsteps:\n  - ask: a\n  - say: 'It is ${place('a').slice(1, -1)}, or \`${place('a').slice(1, -1)}\`'\n`,
      );
      talk.answer('**bold** [link](javascript:x) ${{ user.id }} `code`');
      expect(talk.said).to.deep.equal([
        'It is \\*\\*bold\\*\\* \\[link](javascript:x) ${{ user.id }} \\`code\\`, or `**bold** [link](javascript:x) ${{ user.id }}  code `',
      ]);
    });
  });

  describe('ask', () => {
    it('skips what is filled, and fills it only with what is valid', () => {
      const source = 'title: x\nsteps:\n  - ask: a\n    type: int\n    max: 5\n  - ask: b\n';
      expect(new Talk(source, { slots: { a: 3 } }).asked).to.equal('b');
      expect(new Talk(source, { slots: { a: '4', b: 'x' } }).slots).to.deep.equal({ a: 4, b: 'x' });
      expect(new Talk(source, { slots: { a: 9 } }).asked).to.equal('a');
      expect(new Talk(source, { slots: { other: 1, __proto__: { a: 1 } } }).asked).to.equal('a');
    });

    it('never fills beforehand what is always asked, nor a secret in clear', () => {
      const source = 'title: x\nsteps:\n  - { ask: sure, type: bool, always: true }\n  - { ask: key, type: secret }\n';
      const talk = new Talk(source, { slots: { sure: true, key: 'plain' } });
      expect(talk.slots).to.deep.equal({});
      talk.event({ type: 'answer', slots: { key: 'secret://1' } });
      talk.answer(true);
      expect(talk.slots).to.deep.equal({ sure: true, key: 'secret://1' });
    });

    it('looks at a secret before it is sealed, and never at its handle', () => {
      const talk = new Talk(`title: x
steps:
  - { ask: pin, type: secret, pattern: "[0-9]+", min: 4, validate: [{ if: value == '1234', text: Too easy. }] }
  - ask: a
  - ask: b
`);
      expect(talk.answer('abcd').frame.error).to.match(/expected form/);
      expect(talk.answer('1234').frame.error).to.equal('Too easy.');
      talk.event({ type: 'answer', slots: { pin: 'secret://x' } }).answer('one');
      talk.event({ type: 'edit', slot: 'a' }).answer('two');
      expect(talk.slots).to.deep.equal({ pin: 'secret://x', a: 'two' });
      expect(talk.asked).to.equal('b');
    });

    it('refuses with the reason, asks differently, and gives up with ways out', () => {
      const talk = new Talk(`title: x
steps:
  - ask: n
    type: int
    text: How many?
    reprompts: [A number please, Just digits]
    retries: { max: 3, text: "We can stop here.", offer: [retry, { offer: cancel, label: Stop }] }
`);
      talk.answer('many');
      expect(talk.prompt).to.deep.include({ kind: 'ask' });
      expect(talk.effect('prompt').prompt).to.have.nested.property('question.text', 'A number please');
      expect(talk.effect('prompt').prompt).to.have.nested.property(
        'question.error',
        'Please give a whole number, such as 3.',
      );
      talk.answer('several');
      expect(talk.prompt).to.have.nested.property('question.text', 'Just digits');
      talk.answer('some');
      expect(talk.prompt).to.deep.include({
        kind: 'offers',
        text: 'We can stop here.',
        offers: [
          { offer: 'retry', label: 'Try again' },
          { offer: 'cancel', label: 'Stop' },
        ],
      });
      talk.event({ type: 'offer', offer: 'retry' });
      expect(talk.prompt).to.have.nested.property('question.text', 'How many?');
      talk.answer('3');
      expect(talk.effect('end').outcome).to.equal('done');
      expect(talk.frame).to.not.have.any.keys('tries', 'error', 'failure');
    });

    it('takes a default or nothing when it is skipped', () => {
      const talk = new Talk(`title: x
steps:
  - { ask: a, default: "it is \${{ user.name }}" }
  - { ask: b, optional: true }
  - { ask: c }
`);
      expect(talk.prompt).to.have.nested.property('question.default', 'it is Ada');
      talk.event({ type: 'skip' }).event({ type: 'skip' });
      expect(talk.slots).to.deep.equal({ a: 'it is Ada', b: null });
      talk.event({ type: 'skip' });
      expect(talk.said).to.deep.equal(['I need an answer here, so this question cannot be skipped.']);
      expect(talk.asked).to.equal('c');
    });

    it('assumes a value without asking, follows what it depends on, and lets it be edited', () => {
      const talk = new Talk(`title: x
steps:
  - { ask: size, choices: [small, large] }
  - { ask: workers, type: int, assume: "\${{ size == 'large' ? 5 : 1 }}" }
  - { confirm: order, show: [size, workers] }
`);
      talk.answer('small');
      expect(talk.slots).to.deep.equal({ size: 'small', workers: 1 });
      expect(talk.prompt).to.deep.include({
        rows: [
          { label: 'Size', value: 'small', slot: 'size' },
          { label: 'Workers', value: '1', slot: 'workers' },
        ],
      });
      talk.event({ type: 'edit', slot: 'size' }).answer('large');
      expect(talk.slots).to.deep.equal({ size: 'large', workers: 5 });
      talk.event({ type: 'edit', slot: 'workers' }).answer('7');
      talk.event({ type: 'edit', slot: 'size' }).answer('small');
      expect(talk.slots).to.deep.equal({ size: 'small', workers: 7 });
    });

    it('asks after all when what it would assume is not valid', () => {
      const talk = new Talk('title: x\nsteps:\n  - { ask: n, type: int, max: 3, assume: "${{ 4 + 5 }}" }\n');
      expect(talk.asked).to.equal('n');
    });

    it('loads its choices, takes label, number, synonym or value, and keeps the label', () => {
      const source = `title: x
steps:
  - ask: size
    choices: { from: catalog.sizes, value: it.id, label: "\${{ it.title }} for \${{ it.price }}", disabled: it.gone == true }
    extract: { synonyms: { l: [huge] } }
  - say: "\${{ labels.size }}"
`;
      const items = [
        { id: 's', title: 'Small', price: 10 },
        { id: 'm', title: 'Medium', price: 20.5, gone: true },
        { id: 'l', title: 'Large', price: 40 },
      ];
      const asked = (): Talk => new Talk(source).done({ items });
      expect(new Talk(source).effect('read')).to.deep.include({
        purpose: 'choices',
        slot: 'size',
        action: 'catalog.sizes',
        input: {},
      });
      expect(asked().prompt).to.deep.nested.include({
        'question.choices[1]': { value: 'm', label: 'Medium for 20.5', disabled: true },
      });
      for (const said of ['s', 'Small for 10', 'small for', '1', 'SMALL FOR 10']) {
        expect(asked().answer(said).said, said).to.deep.equal(['Small for 10']);
      }
      expect(asked().answer('huge').said).to.deep.equal(['Large for 40']);
      expect(asked().answer('medium').frame.error).to.match(/not available/);
      expect(asked().answer('gigantic').frame.error).to.match(/none of the choices: Small for 10, Medium/);
    });

    it('offers ways out when the choices cannot be had', () => {
      const talk = new Talk('title: x\nsteps:\n  - ask: s\n    choices: { from: catalog.sizes, value: it.id }\n');
      talk.fails('DOWN', true);
      expect(talk.prompt).to.deep.include({ kind: 'offers', text: 'I could not get the choices: the DOWN' });
      talk.event({ type: 'offer', offer: 'retry' });
      expect(talk.effect('read').purpose).to.equal('choices');
      talk.done({ items: [{ id: 'a' }] });
      expect(talk.asked).to.equal('s');
    });

    it('checks an answer by an action, once for each value', () => {
      const talk = new Talk('title: x\nsteps:\n  - { ask: a, check: names.check }\n  - ask: b\n  - ask: c\n');
      talk.answer('taken');
      expect(talk.effect('read')).to.deep.include({
        purpose: 'check',
        action: 'names.check',
        input: { value: 'taken' },
      });
      expect(talk.prompt).to.equal(null);
      talk.done({ ok: false, text: 'That one is taken.' });
      expect(talk.prompt).to.have.nested.property('question.error', 'That one is taken.');
      expect(talk.slots).to.deep.equal({});
      talk.answer('free').done({ ok: true });
      talk.answer('x');
      talk.event({ type: 'edit', slot: 'b' }).answer('y');
      expect(talk.asked).to.equal('c');
      expect(talk.has('read')).to.equal(false);
      expect(new Talk(talk.flow, { slots: { a: 'linked' } }).effect('read').input).to.deep.equal({ value: 'linked' });
    });

    it('checks an assumed answer once too, and again only when it comes out otherwise', () => {
      const talk = new Talk(
        "title: x\nsteps:\n  - { ask: n, type: int }\n  - { ask: a, check: names.check, assume: \"${{ n > 5 ? 'big' : 'small' }}\" }\n  - ask: b\n",
      );
      talk.answer('1');
      expect(talk.effect('read').input).to.deep.equal({ value: 'small' });
      talk.done({ ok: true });
      expect(talk.has('read')).to.equal(false);
      expect(talk.asked).to.equal('b');
      talk.event({ type: 'edit', slot: 'n' }).answer('2');
      expect(talk.has('read')).to.equal(false);
      talk.event({ type: 'edit', slot: 'n' }).answer('9');
      expect(talk.effect('read').input).to.deep.equal({ value: 'big' });
    });

    it('remembers an answer and offers it the next time', () => {
      const source =
        'title: x\nsteps:\n  - { ask: mail, type: email, remember: user }\n  - { ask: other, remember: conversation }\n';
      const talk = new Talk(source).answer('ada@example.org');
      expect(talk.effect('remember')).to.deep.equal({
        type: 'remember',
        slot: 'mail',
        value: 'ada@example.org',
        scope: 'user',
      });
      const next = new Talk(source, {}, { remembered: { mail: 'ada@example.org' } });
      expect(next.prompt).to.have.nested.property('question.default', 'ada@example.org');
      expect(next.slots).to.deep.equal({});
      expect(new Talk(source, {}, { remembered: { mail: 'rubbish' } }).prompt).to.not.have.nested.property(
        'question.default',
      );
    });

    it('keeps what a person edits when they skip', () => {
      const talk = new Talk('title: x\nsteps:\n  - ask: a\n  - ask: b\n').answer('one');
      talk.event({ type: 'edit', slot: 'a' });
      expect(talk.prompt).to.have.nested.property('question.default', 'one');
      talk.event({ type: 'skip' });
      expect(talk.asked).to.equal('b');
      expect(talk.slots).to.deep.equal({ a: 'one' });
    });
  });

  describe('form', () => {
    const source = `title: x
steps:
  - form: ports
    title: Ports
    text: Two of them.
    fields:
      - { slot: http, type: int, default: 80 }
      - { slot: tls, type: bool, default: false }
      - { slot: cert, when: "user.name == 'Ada'", optional: true }
      - { slot: never, when: "user.name == 'Bob'", else: none }
  - ask: after
`;

    it('asks several slots at once', () => {
      const talk = new Talk(source);
      expect(talk.prompt).to.deep.include({ kind: 'form', title: 'Ports', text: 'Two of them.' });
      expect(talk.prompt).to.have.property('fields').that.has.length(3);
      talk.event({ type: 'answer', slots: { http: 8080, tls: true, cert: null } });
      expect(talk.slots).to.deep.equal({ http: 8080, tls: true, cert: null, never: 'none' });
      expect(talk.asked).to.equal('after');
    });

    it('marks the fields that were not taken and keeps what was typed', () => {
      const talk = new Talk(source).event({
        type: 'refuse',
        error: 'Look again.',
        fields: { http: 'Too low.' },
        values: { http: 1 },
      });
      expect(talk.prompt).to.deep.include({ kind: 'form', error: 'Look again.' });
      expect(talk.prompt).to.deep.nested.include({ 'fields[0].error': 'Too low.', 'fields[0].default': 1 });
    });

    it('is asked as a whole on the way back, and field by field in a summary', () => {
      const talk = new Talk(source).event({ type: 'answer', slots: { http: 8080, tls: true, cert: 'x' } });
      talk.event({ type: 'back' });
      expect(talk.prompt).to.deep.nested.include({ kind: 'form', 'fields[0].default': 8080 });
      talk.event({ type: 'skip' });
      expect(talk.asked).to.equal('after');
      talk.event({ type: 'edit', slot: 'http' });
      expect(talk.prompt).to.deep.nested.include({ kind: 'ask', 'question.default': 8080 });
      talk.answer(9090);
      expect(talk.slots).to.include({ http: 9090, tls: true });
      expect(talk.asked).to.equal('after');
    });

    it('checks each field that has a check', () => {
      const talk = new Talk(
        `title: x\nsteps:\n  - form: f\n    fields: [{ slot: a, check: names.check }, { slot: b, check: names.check }]\n`,
      );
      talk.event({ type: 'answer', slots: { a: '1', b: '2' } });
      expect(talk.effect('read').input).to.deep.equal({ value: '1' });
      talk.done({ ok: true });
      expect(talk.effect('read').input).to.deep.equal({ value: '2' });
      talk.done({ ok: false, text: 'no' });
      expect(talk.prompt).to.have.nested.property('fields[1].error', 'no');
      expect(talk.prompt).to.have.nested.property('fields[0].default', '1');
    });
  });

  describe('set, goto and end', () => {
    it('compute, jump forward, and stop', () => {
      const source = `title: x
steps:
  - { ask: n, type: int }
  - set: { twice: "\${{ n * 2 }}", both: [1, "\${{ n }}"], text: "n is \${{ n }}" }
  - { goto: small, when: n < 10 }
  - { end: failed, text: too large, when: n > 100 }
  - say: large
  - end: done
  - { say: "small \${{ twice }}", id: small }
output: { twice: "\${{ twice }}", both: "\${{ both }}", text: "\${{ text }}" }
`;
      const small = new Talk(source).answer('3');
      expect(small.said).to.deep.equal(['small 6']);
      expect(small.effect('end')).to.deep.equal({
        type: 'end',
        outcome: 'done',
        output: { twice: 6, both: [1, 3], text: 'n is 3' },
      });
      expect(new Talk(source).answer('50').said).to.deep.equal(['large']);
      const huge = new Talk(source).answer('500');
      expect(huge.said).to.deep.equal(['too large']);
      expect(huge.effect('end')).to.deep.equal({ type: 'end', outcome: 'failed', output: {} });
    });
  });

  describe('run', () => {
    const read = `title: x
steps:
  - { ask: size }
  - { ask: workers, type: int, assume: 1 }
  - run: pricing.quote
    with: { size: "\${{ size }}", workers: "\${{ workers }}" }
    save: quote
    retry: { max: 3, backoff: 2s }
    on_error:
      - { if: "error.code == 'FULL'", text: "Full: \${{ error.message }}", offer: [edit:size, skip, goto:end] }
  - { ask: more, optional: true }
  - { say: "\${{ quote.total }}", id: end }
`;

    it('reads and goes on, once for the same input', () => {
      const talk = new Talk(read).answer('s');
      expect(talk.effect('read')).to.deep.include({
        purpose: 'run',
        action: 'pricing.quote',
        input: { size: 's', workers: 1 },
      });
      talk.done({ total: 12.5 });
      expect(talk.frame.vars).to.deep.equal({ quote: { total: 12.5 } });
      talk.event({ type: 'edit', slot: 'size' }).event({ type: 'skip' });
      expect(talk.asked).to.equal('more');
      talk.event({ type: 'edit', slot: 'size' }).answer('l');
      expect(talk.effect('read').input).to.deep.equal({ size: 'l', workers: 1 });
      talk.done({ total: 99 }).event({ type: 'skip' });
      expect(talk.said).to.deep.equal(['99']);
    });

    it('ignores a result that nobody waits for any more', () => {
      const talk = new Talk(read).answer('s');
      const first = talk.effect('read').step;
      talk.event({ type: 'edit', slot: 'size' }).answer('l');
      talk.done({ total: 1 }, first);
      expect(talk.frame.vars).to.deep.equal({});
      expect(talk.at).to.equal('pricing-quote');
      talk.done({ total: 2 });
      expect(talk.frame.vars).to.deep.equal({ quote: { total: 2 } });
    });

    it('tries a read again by itself after a pause that doubles, then offers ways out', () => {
      const talk = new Talk(read).answer('s').fails('DOWN', true);
      expect(talk.effects).to.deep.equal([{ type: 'timer', name: 'retry:pricing-quote', afterMs: 2_000 }]);
      talk.event({ type: 'timer', name: 'retry:pricing-quote' });
      expect(talk.effect('read').action).to.equal('pricing.quote');
      talk.fails('DOWN', true);
      expect(talk.effect('timer').afterMs).to.equal(4_000);
      talk.event({ type: 'timer', name: 'retry:pricing-quote' }).fails('DOWN', true);
      expect(talk.prompt).to.deep.include({ kind: 'offers', text: 'That did not work: the DOWN' });
      talk.event({ type: 'offer', offer: 'retry' });
      expect(talk.has('read')).to.equal(true);
    });

    it('has an answer of its own to a failure: edit, go without, jump', () => {
      const failed = (): Talk => new Talk(read).answer('s').fails('FULL');
      expect(failed().prompt).to.deep.include({
        text: 'Full: the FULL',
        offers: [
          { offer: 'edit:size', label: 'Change Size' },
          { offer: 'skip', label: 'Go on without it' },
          { offer: 'goto:end', label: 'Go on' },
        ],
      });
      expect(failed().event({ type: 'offer', offer: 'edit:size' }).asked).to.equal('size');
      expect(failed().event({ type: 'offer', offer: 'skip' }).asked).to.equal('more');
      expect(failed().event({ type: 'offer', offer: 'goto:end' }).has('end')).to.equal(true);
      expect(failed().event({ type: 'offer', offer: 'cancel' }).effect('end').outcome).to.equal('cancelled');
    });

    const lasting = `title: x
steps:
  - ask: name
  - run: vdc.deploy
    with: { name: "\${{ name }}" }
    title: "Deploying \${{ name }}"
    save: vdc
    timeout: 5m
    retry: { max: 2, backoff: 10s }
    idempotency: "\${{ flow.run }}/deploy"
    compensate: { run: vdc.delete, with: { name: "\${{ name }}" } }
  - { ask: next, optional: true }
`;

    it('starts an operation, registers the way back first, and locks the answers', () => {
      const talk = new Talk(lasting).answer('demo');
      expect(talk.effects).to.deep.equal([
        {
          type: 'operate',
          step: 'vdc-deploy',
          action: 'vdc.deploy',
          input: { name: 'demo' },
          title: 'Deploying demo',
          attempts: 2,
          backoffMs: 10_000,
          timeoutMs: 300_000,
          background: false,
        },
      ]);
      expect(talk.frame.undo).to.deep.equal([{ step: 'vdc-deploy', action: 'vdc.delete', input: { name: 'demo' } }]);
      expect(talk.frame).to.include({ locked: true });
      expect(talk.prompt).to.equal(null);
      for (const event of [{ type: 'back' }, { type: 'edit', slot: 'name' }] as const) {
        talk.event(event);
        expect(talk.said[0]).to.match(/fixed now.*cancel/);
        expect(talk.at).to.equal('vdc-deploy');
      }
      talk.event({ type: 'answer', slots: { name: 'other' } });
      expect(talk.slots).to.deep.equal({ name: 'demo' });
    });

    it('never runs what is done again; what is asked behind it can be changed', () => {
      const talk = new Talk(lasting).answer('demo').done({ id: '1', url: 'u' });
      expect(talk.frame.done).to.deep.equal(['vdc-deploy']);
      const other = new Talk(lasting.replace('optional: true }', 'optional: true }\n  - ask: last'))
        .answer('demo')
        .done({ id: '1' });
      other.answer('a').event({ type: 'back' });
      expect(other.asked).to.equal('next');
      other.event({ type: 'back' });
      expect(other.said[0]).to.match(/fixed now/);
      other.answer('b');
      expect(other.asked).to.equal('last');
      expect(other.has('operate')).to.equal(false);
      other.event({ type: 'edit', slot: 'name' });
      expect(other.said[0]).to.match(/fixed now/);
    });

    it('unlocks the answers when it failed, and forgets its way back unless nobody knows how it ended', () => {
      const talk = new Talk(lasting).answer('demo').fails('NO_CAPACITY');
      expect(talk.frame).to.not.have.any.keys('locked', 'undo', 'running');
      talk.event({ type: 'edit', slot: 'name' }).answer('other');
      expect(talk.effect('operate').input).to.deep.equal({ name: 'other' });
      talk.fails('UNKNOWN_OUTCOME');
      expect(talk.frame.undo).to.have.length(1);
      expect(talk.frame.locked).to.equal(true);
    });

    it('is cancelled with or without cleaning up', () => {
      const running = new Talk(lasting).answer('demo');
      running.event({ type: 'cancel', cleanUp: true });
      expect(running.effects).to.deep.equal([
        { type: 'stop', step: 'vdc-deploy' },
        { type: 'end', outcome: 'cancelled', output: {} },
      ]);
      const kept = new Talk(lasting).answer('demo').event({ type: 'cancel', cleanUp: false });
      expect(kept.effects).to.deep.equal([{ type: 'end', outcome: 'cancelled', output: {} }]);
      const done = new Talk(lasting).answer('demo').done({ id: '1' }).event({ type: 'cancel', cleanUp: true });
      expect(done.effect('undo').compensations).to.deep.equal([
        { step: 'vdc-deploy', action: 'vdc.delete', input: { name: 'demo' } },
      ]);
    });

    it('takes back what several steps did, last first', () => {
      const talk = new Talk(`title: x
steps:
  - { run: vdc.deploy, id: one, compensate: { run: vdc.delete, with: { n: 1 } } }
  - { run: vdc.deploy, id: two, compensate: { run: vdc.delete, with: { n: 2 } } }
  - ask: a
`);
      talk.done({}).done({}).event({ type: 'cancel', cleanUp: true });
      expect(talk.effect('undo').compensations.map(({ step }) => step)).to.deep.equal(['two', 'one']);
    });

    it('goes on beside the conversation in the background and tells how it ended', () => {
      const source = `title: x
on: { cancel: All right. }
steps:
  - ask: name
  - run: vdc.deploy
    with: { name: "\${{ name }}" }
    title: "Deploying \${{ name }}"
    background: true
    save: vdc
    done: "**\${{ name }}** is ready at \${{ vdc.url }}."
    on_error: [{ text: "No luck with \${{ name }}: \${{ error.message }}" }]
  - ask: a
  - ask: b
`;
      const talk = new Talk(source).answer('demo');
      expect(talk.effect('operate').background).to.equal(true);
      expect(talk.asked).to.equal('a');
      talk.answer('one').done({ id: '1', url: 'https://x' }, 'vdc-deploy');
      expect(talk.said).to.deep.equal(['**demo** is ready at https://x.']);
      expect(talk.asked).to.equal('b');
      expect(talk.frame.vars).to.deep.equal({ vdc: { id: '1', url: 'https://x' } });
      talk.event({ type: 'back' });
      expect(talk.asked).to.equal('a');
      const failed = new Talk(source).answer('demo').fails('FULL', false, 'vdc-deploy');
      expect(failed.said).to.deep.equal(['No luck with demo: the FULL']);
      expect(failed.asked).to.equal('a');
      const left = new Talk(source).answer('demo').event({ type: 'cancel', cleanUp: true });
      expect(left.effects.map(({ type }) => type)).to.deep.equal(['stop', 'say', 'end']);
    });

    it('does not start with an input that cannot be computed', () => {
      const talk = new Talk(
        `title: x\nsteps:\n  - ask: a\n  - { run: report.make, with: { n: "\${{ int(a) }}" } }\n`,
      ).answer('three');
      expect(talk.prompt).to.deep.include({ kind: 'offers' });
      expect(talk.decision.faults).to.have.length(1);
      expect(talk.has('read')).to.equal(false);
    });
  });

  describe('confirm', () => {
    const source = `title: x
steps:
  - { ask: name, label: Its name }
  - { ask: key, type: secret }
  - { ask: workers, type: int, default: 2 }
  - { ask: ha, type: bool, when: workers > 2, else: false }
  - confirm: order
    text: "Deploy \${{ name }}?"
    show: [name, key, workers, ha]
    rows: [{ label: Price, value: "\${{ workers * 10 }} TFT" }, { label: Never, value: x, when: workers > 100 }]
    danger: "\${{ name }}"
    yes: Deploy
    no: Not yet
`;
    const asked = (): Talk =>
      new Talk(source)
        .answer('demo')
        .event({ type: 'answer', slots: { key: 'secret://9' } })
        .answer('2');

    it('shows every answer that applies, secrets as dots, and the word to type', () => {
      expect(asked().prompt).to.deep.equal({
        kind: 'confirm',
        text: 'Deploy demo?',
        rows: [
          { label: 'Its name', value: 'demo', slot: 'name' },
          { label: 'Key', value: '••••••', slot: 'key' },
          { label: 'Workers', value: '2', slot: 'workers' },
          { label: 'Price', value: '20 TFT' },
        ],
        typed: 'demo',
        yes: 'Deploy',
        no: 'Not yet',
        commands: ['back', 'cancel', 'help', 'repeat', 'menu', 'restart'],
      });
    });

    it('goes on with yes, and offers to change something with no', () => {
      expect(asked().event({ type: 'confirm', yes: true }).effect('end').outcome).to.equal('done');
      const talk = asked().event({ type: 'confirm', yes: false });
      expect(talk.prompt).to.have.property('offers').that.deep.include({ offer: 'edit:workers', label: 'Workers' });
      talk.event({ type: 'offer', offer: 'edit:workers' }).answer('3').answer('yes');
      expect(talk.prompt).to.deep.nested.include({
        kind: 'confirm',
        'rows[3]': { label: 'Ha', value: 'Yes', slot: 'ha' },
      });
      talk.event({ type: 'confirm', yes: false }).event({ type: 'offer', offer: 'continue' });
      expect(talk.prompt).to.include({ kind: 'confirm' });
    });

    it('ends kindly with no when there is nothing to change', () => {
      const talk = new Talk('title: x\non: { cancel: Fine. }\nsteps:\n  - confirm: sure\n').event({
        type: 'confirm',
        yes: false,
      });
      expect(talk.effects).to.deep.equal([
        { type: 'say', text: 'Fine.' },
        { type: 'end', outcome: 'cancelled', output: {} },
      ]);
    });

    it('is asked again after every change, and says why a word was not taken', () => {
      const talk = asked().event({ type: 'refuse', error: 'Type demo.' });
      expect(talk.prompt).to.include({ error: 'Type demo.' });
      talk.event({ type: 'edit', slot: 'name' }).answer('other');
      expect(talk.prompt).to.include({ kind: 'confirm', typed: 'other' }).and.not.have.property('error');
    });
  });

  describe('call', () => {
    const source = `title: x
steps:
  - ask: a
  - { call: other, id: sub, with: { given: "\${{ a }}" }, save: result }
  - ask: b
`;
    const inputs = new Map([['given', { type: 'string', required: true }]] as const);
    const flows = (lasting: boolean): Pick<Catalogue, 'flows'> => ({
      flows: new Map([['other', { id: 'other', inputs, output: ['x'], lasting, calls: [] }]]),
    });

    it('pushes a flow and takes its output', () => {
      const talk = new Talk(flowOf(source, flows(false))).answer('1');
      expect(talk.effects).to.deep.equal([{ type: 'call', step: 'sub', flow: 'other', inputs: { given: '1' } }]);
      talk.event({ type: 'returned', step: 'sub', outcome: 'done', output: { x: 1 } });
      expect(talk.frame.vars).to.deep.equal({ result: { x: 1 } });
      talk.event({ type: 'edit', slot: 'a' }).answer('2');
      expect(talk.effect('call').inputs).to.deep.equal({ given: '2' });
    });

    it('is not called again when it may have changed something', () => {
      const talk = new Talk(flowOf(source, flows(true))).answer('1');
      talk.event({ type: 'returned', step: 'sub', outcome: 'done', output: {} });
      talk.event({ type: 'edit', slot: 'a' }).answer('2');
      expect(talk.asked).to.equal('b');
    });

    it('goes on when an optional one was left, and offers ways out when another was', () => {
      const left = (optional: boolean): Talk => {
        const more = optional ? 'save: result, optional: true' : 'save: result';
        const talk = new Talk(flowOf(source.replace('save: result', more), flows(false))).answer('1');
        return talk.event({ type: 'returned', step: 'sub', outcome: 'cancelled', output: {} });
      };
      expect(left(true).asked).to.equal('b');
      expect(left(false).prompt).to.deep.include({ kind: 'offers', text: '“other” was not finished.' });
    });

    it('offers ways out when it failed, going without it among them', () => {
      const talk = new Talk(
        flowOf(source.replace('save: result', 'save: result, optional: true'), flows(false)),
      ).answer('1');
      talk.event({ type: 'returned', step: 'sub', outcome: 'failed', output: {} });
      expect(talk.prompt).to.deep.include({ kind: 'offers', text: '“other” was not finished.' });
      talk.event({ type: 'offer', offer: 'skip' });
      expect(talk.asked).to.equal('b');
      expect(talk.frame.vars).to.deep.equal({ result: null });
    });
  });

  describe('wait', () => {
    it('waits for an event, a time, or whichever is first', () => {
      const source = `title: x\nsteps:\n  - { wait: { event: paid, timeout: 1h }, text: Waiting., save: payment }\n  - say: "\${{ payment == null ? 'late' : 'paid' }}"\n`;
      const talk = new Talk(source);
      expect(talk.effects).to.deep.equal([
        { type: 'say', text: 'Waiting.' },
        { type: 'timer', name: 'wait:wait-1', afterMs: 3_600_000 },
        { type: 'await', step: 'wait-1', event: 'paid' },
      ]);
      talk.event({ type: 'event', name: 'other', data: {} });
      expect(talk.at).to.equal('wait-1');
      talk.event({ type: 'event', name: 'paid', data: { amount: 1 } });
      expect(talk.effects.map(({ type }) => type)).to.deep.equal(['clearTimer', 'say', 'end']);
      expect(talk.said).to.deep.equal(['paid']);
      expect(new Talk(source).event({ type: 'timer', name: 'wait:wait-1' }).said).to.deep.equal(['late']);
    });

    it('waits as long as an answer says', () => {
      const talk = new Talk(`title: x\nsteps:\n  - { ask: d, type: duration }\n  - wait: "\${{ d }}"\n`).answer('90s');
      expect(talk.effect('timer').afterMs).to.equal(90_000);
    });
  });

  describe('approve', () => {
    const source = `title: x
steps:
  - { ask: amount, type: int }
  - { approve: spend, when: amount > 100, by: [role:billing, user:eve], quorum: 2, text: "Spend \${{ amount }}?", expires: 2h, escalate: role:owner }
  - ask: last
`;

    it('asks other people, goes on with their yes, and offers ways out of their no', () => {
      expect(new Talk(source).answer('5').asked).to.equal('last');
      const talk = new Talk(source).answer('500');
      expect(talk.effects).to.deep.equal([
        {
          type: 'approve',
          step: 'spend',
          by: ['role:billing', 'user:eve'],
          quorum: 2,
          text: 'Spend 500?',
          expiresMs: 7_200_000,
          escalate: 'role:owner',
        },
        { type: 'timer', name: 'expire:spend', afterMs: 7_200_000 },
      ]);
      talk.event({ type: 'refused', step: 'spend', by: 'Eve', reason: 'too much' });
      expect(talk.prompt).to.deep.include({ kind: 'offers', text: 'Eve said no: too much' });
      talk.event({ type: 'offer', offer: 'retry' }).event({ type: 'approved', step: 'spend', by: ['a', 'b'] });
      expect(talk.asked).to.equal('last');
    });

    it('expires, and is asked again when what was agreed to changed', () => {
      const talk = new Talk(source).answer('500').event({ type: 'timer', name: 'expire:spend' });
      expect(talk.prompt).to.deep.include({ text: 'Nobody answered in time.' });
      talk.event({ type: 'edit', slot: 'amount' }).answer('600');
      expect(talk.effect('approve').text).to.equal('Spend 600?');
    });
  });

  describe('handoff', () => {
    it('lets a person take over, and comes back', () => {
      const source = 'title: x\nsteps:\n  - { handoff: support, text: One moment. }\n  - say: back\n';
      const talk = new Talk(source);
      expect(talk.effects[0]).to.deep.equal({
        type: 'handoff',
        step: 'handoff-1',
        queue: 'support',
        text: 'One moment.',
      });
      expect(talk.prompt).to.deep.include({ kind: 'offers', text: 'One moment.' });
      expect(talk.event({ type: 'offer', offer: 'continue' }).said).to.deep.equal(['back']);
      expect(new Talk(source).event({ type: 'event', name: 'handoff.returned', data: {} }).said).to.deep.equal([
        'back',
      ]);
    });
  });

  it('remind once nothing was answered for a while', () => {
    const talk = new Talk('title: x\non: { idle: { after: 10m, text: Still there? } }\nsteps:\n  - ask: a\n');
    expect(talk.effects.map(({ type }) => type)).to.deep.equal(['prompt', 'timer']);
    expect(talk.effect('timer')).to.deep.equal({ type: 'timer', name: 'idle', afterMs: 600_000 });
    talk.event({ type: 'timer', name: 'idle' });
    expect(talk.effects.map(({ type }) => type)).to.deep.equal(['say', 'prompt']);
    expect(talk.said).to.deep.equal(['Still there?']);
  });
});
