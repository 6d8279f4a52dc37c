import { join } from 'node:path';
import { expect } from 'chai';

import type { FlowRehearsal } from '#src/flow-tools/rehearse-flows.ts';

import { flowCommand, folderWith } from './command.ts';
import { rehearseAt } from './rehearsing.ts';

const order = `title: Order
triggers: { commands: [/order] }
steps:
  - form: who
    title: Who are you?
    fields:
      - { slot: name, min: 2 }
      - { slot: age, type: int, optional: true }
  - ask: pin
    type: secret
    min: 8
  - ask: size
    choices: [small, large]
  - run: vdc.status
    id: look
    with: { vdc: "\${{ name }}" }
    save: status
    on_error:
      - { if: error.code == 'NOT_FOUND', text: Nobody knows it., offer: [edit:name, cancel] }
      - { text: "\${{ error.message }}", offer: [retry, cancel] }
  - approve: consent
    when: size == 'large'
    by: role:boss
    text: May \${{ name }} have a large one?
  - wait: { event: paid, timeout: 1h }
    save: payment
  - run: vdc.delete
    with: { vdc: "\${{ name }}" }
    save: gone
  - say: "\${{ gone.name }} was \${{ payment == null ? 'late' : 'paid with ' + string(payment.card) }}."
output: { name: "\${{ name }}" }
`;

const sunny = `
      - fill: { name: Ada, age: 36 }
      - user: s3cret-words
      - tap: small`;

describe('flow test', function () {
  this.timeout(30_000);

  /** The tests of one flow, and what is wrong with them. */
  const failures = async (tests: string, flow = order): Promise<{ result: FlowRehearsal; said: string[] }> => {
    const folder = folderWith({ 'order.flow.yaml': flow, 'order.flow.test.yaml': tests });
    const [result] = await rehearseAt(folder, { walks: 0 });
    const problems = result!.problems.map(({ line, message }) => `${line}: ${message}`);
    const said = result!.tests.flatMap((test) => test.failures.map(({ line, message }) => `${line}: ${message}`));
    return { result: result!, said: [...problems, ...said] };
  };

  it('says, taps, fills, waits, lets others agree, restarts, and looks', async () => {
    const { result, said } = await failures(`
flow: order
stubs: { vdc.delete: [pending, { name: Ada }] }
tests:
  - name: small
    steps:
      - user: /order
      - expect: { asked: name, at: who }
      - user: Ada
      - expect: { asked: name, not_text: 36 }
      - user: "36"
      - expect: { asked: pin, slots: { name: Ada, age: 36 } }
      - user: s3cret-words
      - restart: true
      - expect: { asked: size, offered: [small, large], slots: { pin: secret://rehearsal/1 } }
      - tap: small
      - expect: { at: wait-6, called: { vdc.status: 1, vdc.delete: 0 } }
      - event: { name: paid, data: { card: 42 } }
      - expect: { at: vdc-delete }
      - finish: vdc.delete
      - expect: { ended: done, output: { name: Ada }, text: Ada was paid with 42., never_shown: s3cret-words }
  - name: large and late
    stubs: { vdc.delete: { name: Ada } }
    steps:${sunny.replace('small', 'large')}
      - expect: { at: consent }
      - approve: true
      - clock: 59m
      - expect: { at: wait-6 }
      - clock: 1m
      - expect: { ended: done, text: Ada was late. }
  - name: not agreed
    steps:${sunny.replace('small', 'large')}
      - refuse: Too big.
      - expect: { text: "Grace said no: Too big.", offered: [retry, cancel] }
      - tap: cancel
      - tap: discard
      - expect: { ended: cancelled }
  - name: a failure, its way out, a detour
    stubs:
      vdc.status: [{ error: NOT_FOUND }, { error: BUSY, message: Try later., retryable: true }, {}]
      vdc.delete: { name: Bob }
    steps:${sunny}
      - expect: { text: Nobody knows it., offered: [edit:name, cancel] }
      - tap: edit:name
      - user: Bob
      - expect: { at: wait-6, slots: { name: Bob, age: 36 }, not_asked: [pin, size], called: { vdc.status: 3 } }
  - name: begun with answers and rights
    roles: [viewer]
    slots: { name: Ada, age: 1, size: small }
    steps:
      - expect: { asked: pin }
      - user: s3cret-words
      - clock: 2h
      - expect: { text: do not have the right, called: { vdc.delete: 1 } }
`);
    expect(said).to.deep.equal([]);
    expect(result.passed).to.equal(true);
    expect(result.coverage?.steps).to.deep.equal({ reached: 8, all: 8 });
    expect(result.coverage?.branches).to.deep.equal({ reached: 3, all: 4 });
    expect(result.coverage?.missed).to.deep.equal([{ line: 14, what: '`look on_error 2` was not reached' }]);
  });

  it('says in which line what is otherwise', async () => {
    const wrong = async (expectation: string): Promise<string> => {
      const { said } = await failures(`tests:\n  - name: one\n    steps:${sunny}\n      - expect: ${expectation}\n`);
      return said.join('\n');
    };
    expect(await wrong('{ asked: size }')).to.equal(
      '7: asked should be size, but nothing is asked (at wait-6 of order)',
    );
    expect(await wrong('{ slots: { age: 35, nick: A } }')).to.include('there is no question `nick`');
    expect(await wrong('{ slots: { age: 35 } }')).to.equal('7: the answer age should be 35, but is 36');
    expect(await wrong('{ called: { vdc.status: 2 } }')).to.equal(
      '7: the number of calls of vdc.status should be 2, but is 1',
    );
    expect(await wrong('{ text: Hello }')).to.match(/^7: it should say Hello, but says:\n/);
    expect(await wrong('{ not_text: xyz, ended: done }')).to.match(
      /^7: it should have ended as done, but nothing is asked/,
    );
    expect(await wrong('{ never_shown: [small] }')).to.equal('7: small should never be shown, but was');
    expect(await wrong('{ not_asked: size }')).to.equal('7: size should not be asked, but was');
    expect(await wrong('{ shown: card }')).to.equal('7: card should be shown; shown is nothing');
  });

  it('says what cannot be done, and what could be', async () => {
    const wrong = async (step: string): Promise<string> =>
      (
        await failures(
          `tests:\n  - name: one\n    steps:\n      - fill: { name: Ada }\n      - user: s3cret-words\n      - ${step}\n`,
        )
      ).said.join();
    expect(await wrong('tap: medium')).to.match(
      /^6: there is nothing to tap called "medium"\. There is: small, large, back/,
    );
    expect(await wrong('fill: { a: 1 }')).to.match(/^6: there is no form to fill\./);
    expect(await wrong('finish: vdc.delete')).to.equal('6: "vdc.delete" is not running.');
    expect(await wrong('approve: true')).to.equal('6: nobody was asked to agree.');
    expect(await wrong('clock: soon')).to.equal('6: "soon" is no length of time: write 30m or 2h.');
  });

  it('finds mistakes in a test file at their place', async () => {
    const { said } = await failures(`stubs: { vdc.stats: {} }
answers: { nam: Ada }
flow: other
tests:
  - name: one
    steps:
      - expect: { called: { vdc.list: 1, vdc.lost: 1 } }
`);
    expect(said.slice(0, 4)).to.deep.equal([
      '1: there is no action `vdc.stats`',
      '2: there is no question `nam`',
      '7: there is no action `vdc.lost`',
      '3: this file tests `other`, but lies beside `order`',
    ]);
    const shape = await failures(
      'tests:\n  - name: one\n    steps:\n      - { user: a, tap: b }\n      - { expect: { aksed: a } }\n',
    );
    expect(shape.said).to.have.length(2);
    expect(shape.said[0]).to.match(/^4: .*one step does one thing/);
    expect(shape.said[1]).to.match(/^5: .*"aksed"/);
    expect(shape.result.problems[1]?.fix).to.match(/^known are asked, not_asked, at/);
    expect((await failures('tests: [')).said[0]).to.match(/^1: /);
  });

  it('refuses to edit an answer that no question has, at its own line', async () => {
    const { said, result } = await failures(`tests:
  - name: one
    steps:
      - user: Ada
      - tap: edit:naem
`);
    expect(said).to.deep.equal(['5: there is no question `naem`']);
    expect(result.problems[0]?.fix).to.equal('did you mean `name`?');
  });

  it('says once what the items of a stub lack', async () => {
    const { said, result } = await failures(`stubs:
  vdc.list: { items: [{ id: a, title: A }, { id: b, title: B }] }
tests:
  - name: one
    steps:${sunny}
`);
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/^2: each item of vdc\.list also needs name, state, /);
    expect(result.problems[0]?.fix).to.include('3bot flow actions vdc.list');
  });

  it('says when a stub is nothing that its action could answer', async () => {
    const { said } = await failures(`
stubs: { vdc.status: { ready: maybe } }
tests:
  - name: one
    steps:${sunny}
`);
    expect(said.join()).to.match(
      /the flow made a mistake: the stub of vdc\.status is nothing that it could answer: ready/,
    );
  });

  it('is a command whose exit code says whether all is well', async () => {
    const good = folderWith({ 'order.flow.yaml': 'title: Order\nsteps: [{ ask: name }]\n' });
    const fine = await flowCommand(['test', good, '--walks', '5']);
    expect({ code: fine.code, error: fine.error }).to.deep.equal({ code: 0, error: '' });
    expect(fine.out).to.include('✓ 5 random walks').and.to.include('1 flow, 0 tests: all passed');
    const bad = folderWith({
      'order.flow.yaml': 'title: Order\nsteps: [{ ask: name }]\n',
      'order.flow.test.yaml': 'tests: [{ name: one, steps: [{ expect: { asked: size } }] }]\n',
    });
    const failed = await flowCommand(['test', join(bad, 'order.flow.test.yaml'), '--walks', '1', '--json']);
    expect(failed.code).to.equal(1);
    const { ok, flows } = JSON.parse(failed.out) as { ok: boolean; flows: FlowRehearsal[] };
    expect(ok).to.equal(false);
    expect(flows[0]?.tests[0]).to.deep.equal({
      name: 'one',
      passed: false,
      failures: [{ line: 1, message: 'asked should be size, but name is asked (at name of order)' }],
    });
  });
});
