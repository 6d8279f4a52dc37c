import { expect } from 'chai';
import { RE2JS } from 're2js';

import { begin, readAnswer } from '#src/chatflow/index.ts';
import { renderers } from '#src/cli/flow-renderers.ts';
import { Chance } from '#src/flow-tools/chance.ts';
import { type FreeCheckReport, freeChecks } from '#src/flow-tools/free-checks.ts';
import { inventAnswer } from '#src/flow-tools/invent-answer.ts';
import { Rehearsal } from '#src/flow-tools/rehearsal.ts';
import { samplePattern } from '#src/flow-tools/sample-pattern.ts';
import { type Question, slotTypes } from '#src/protocol/index.ts';
import { actions } from '#src/provisioning/actions/index.ts';
import { loadOne } from './load-one.ts';

describe('the checks every flow gets', function () {
  this.timeout(30_000);

  const walk = async (
    source: string,
    options: Partial<Parameters<typeof freeChecks>[0]> = {},
  ): Promise<FreeCheckReport> =>
    await freeChecks({
      flow: loadOne(source),
      flows: new Map(),
      actions,
      renderers,
      walks: 30,
      seed: 1,
      answers: {},
      ...options,
    });

  it('find an expression that cannot always be computed, and the way there', async () => {
    const { flaws } = await walk(`title: Shares
steps:
  - ask: people
    type: int
    min: 0
    max: 3
  - set: { share: "\${{ 12 / people }}" }
`);
    expect(flaws[0]?.what).to.match(/^an expression could not be computed: one: /);
    expect(flaws[0]?.steps)
      .to.match(/^(- \{ .* \}\n)+$/)
      .and.to.include('user: "0"');
    // The same seed finds the same.
    const again = await walk(
      'title: Shares\nsteps:\n  - { ask: people, type: int, min: 0, max: 3 }\n  - set: { share: "${{ 12 / people }}" }\n',
      {
        walks: 1,
        seed: flaws[0]!.seed,
      },
    );
    // The same fault, in the line where it stands here.
    const withoutLine = (what: string | undefined): string | undefined => what?.replace(/line \d+/, 'line');
    expect(withoutLine(again.flaws[0]?.what)).to.equal(withoutLine(flaws[0]?.what));
  });

  it('find an action that is called with what it does not take', async () => {
    const { flaws } = await walk(`title: Status
steps:
  - ask: name
    optional: true
    else: ""
    when: channel == 'web'
  - run: vdc.status
    with: { vdc: "\${{ name }}" }
`);
    expect(flaws[0]?.what).to.match(/^an action was called in a wrong way: vdc\.status does not take this/);
  });

  it('come by every step of a flow with branches, forms, secrets, waits and approvals', async () => {
    const report = await walk(`title: Everything
steps:
  - ask: kind
    choices: [small, large]
  - form: more
    when: kind == 'large'
    fields:
      - { slot: password, type: secret, min: 12 }
      - { slot: key, type: ssh_key }
      - { slot: zone, pattern: "[a-z]{2}-[0-9]+" }
  - confirm: sure
    danger: delete it
    show: [kind]
  - approve: consent
    by: role:boss
    text: May this be?
  - wait: { event: go, timeout: 1h }
  - run: vdc.delete
    with: { vdc: demo }
  - handoff: support
    when: kind == 'large'
`);
    expect(report.flaws).to.deep.equal([]);
    expect(report.stuck).to.deep.equal([]);
    expect(report.walks).to.equal(30);
    expect(report.places).to.be.greaterThan(6);
    expect(report.ended).to.be.greaterThan(20);
  });

  it('say which question no walk could answer, and take the answers an author gives', async () => {
    const source =
      'title: Code\nsteps:\n  - ask: code\n    validate: [{ if: "value != \'open sesame\'", text: Wrong. }]\n  - say: In\n';
    expect((await walk(source)).stuck).to.deep.equal(['one/code (code)']);
    const known = await walk(source, { answers: { code: 'open sesame' } });
    expect(known.stuck).to.deep.equal([]);
    expect(known.ended).to.equal(30);
  });

  it('give a flow the inputs it needs', async () => {
    const report = await walk(
      'title: Sub\ninputs: { count: { type: int, required: true } }\nsteps: [{ say: "${{ inputs.count + 1 }}" }]',
    );
    expect(report.flaws).to.deep.equal([]);
    expect(report.ended).to.equal(30);
  });

  it('would see a secret that came out', async () => {
    const flow = loadOne('title: Secret\nsteps: [{ ask: note }, { ask: pin, type: secret }, { ask: more }]');
    const rehearsal = new Rehearsal({ flow, flows: new Map(), actions });
    await rehearsal.begin();
    await rehearsal.reply({ type: 'text', text: 'not a "secret"' });
    await rehearsal.reply({ type: 'text', text: 'a very secret word' });
    expect(rehearsal.holds('not a "secret"')).to.equal(true);
    expect(rehearsal.holds('a very secret word')).to.equal(false);
  });
});

describe('invented answers', () => {
  it('are taken, whatever kind is asked for', () => {
    const settings: { [type: string]: string } = {
      choice: 'choices: [a, b]',
      multichoice: 'choices: [a, b, c]\n    min: 2',
      int: 'min: 3\n    max: 5',
      rating: 'max: 7',
      string: 'pattern: "[a-z][a-z0-9-]{1,18}[a-z0-9]"',
      text: 'min: 20\n    max: 30',
      secret: 'min: 16',
      file: 'accept: [.pub, image/*]',
    };
    const surroundings = {
      now: Date.UTC(2026, 10, 20),
      user: { id: 'ada', name: 'Ada', roles: [] },
      locale: 'en',
      channel: 'web',
      remembered: {},
      run: 'r',
    };
    for (const type of slotTypes) {
      const flow = loadOne(
        `title: One\nsteps:\n  - ask: it_is\n    type: ${type}\n    ${settings[type] ?? 'label: It'}\n`,
      );
      const { frame, effects } = begin(flow, {}, surroundings);
      const prompt = effects.find((effect) => effect.type === 'prompt')?.prompt;
      const question = prompt?.kind === 'ask' ? prompt.question : ({} as Question);
      for (let seed = 0; seed < 50; seed += 1) {
        const answer = inventAnswer(question, new Chance(seed));
        const read = readAnswer(flow, frame, 'it_is', answer, surroundings);
        expect(read.ok, `${type}: ${JSON.stringify(answer)} ${read.ok ? '' : read.error}`).to.equal(true);
      }
    }
  });

  it('match the pattern of a question', () => {
    const patterns = [
      '[a-z][a-z0-9-]{1,18}[a-z0-9]',
      '(\\d+)\\s*(?:workers?|nodes?)',
      '^0x[0-9a-fA-F]{40}$',
      '[^@\\s]+@[^@\\s]+\\.[a-z]{2,}',
      'a|b+|(?P<name>c\\.d)?',
      '\\w{3}-\\d{2,3}[.!]?',
    ];
    for (const pattern of patterns) {
      for (let seed = 0; seed < 50; seed += 1) {
        const text = samplePattern(pattern, new Chance(seed));
        expect(text !== undefined && RE2JS.compile(pattern).matches(text), `${pattern}: ${text}`).to.equal(true);
      }
    }
    for (const strange of ['\\pL+', '[[:alpha:]]', '(?i)a', '(', '[a'])
      expect(samplePattern(strange, new Chance(1))).to.equal(undefined);
  });
});
