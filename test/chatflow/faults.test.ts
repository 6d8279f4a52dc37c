import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { readAnswer } from '#src/chatflow/index.ts';
import { startTestWizard } from '#test/support/wizard.ts';

import { flowOf, surroundings, Talk } from './stand.ts';

const source = `title: Shares
steps:
  - { ask: people, type: int, min: 0 }
  - say: "Each of you gets \${{ 12 / people }} of **12**."
  - say: Enjoy it.
`;

describe('an expression that cannot be computed', () => {
  it('reads as a dash in a text, and is told with its step and line', () => {
    const talk = new Talk(source).answer('0');
    expect(talk.said).to.deep.equal(['Each of you gets – of **12**.', 'Enjoy it.']);
    expect(talk.decision.faults).to.deep.equal(['step say-2, line 4: division by zero in `12 / people`']);
    expect(new Talk(source).answer('3').decision.faults).to.equal(undefined);
  });

  it('is told where an answer is read too: a rule that cannot be computed refuses nobody', () => {
    const flow = flowOf(`title: x
steps:
  - { ask: people, type: int, min: 0 }
  - ask: cake
    type: int
    validate: [{ if: "value / people < 1", text: Too little. }]
`);
    const talk = new Talk(flow).answer('0');
    const faults: string[] = [];
    expect(readAnswer(flow, talk.frame, 'cake', '3', { ...surroundings, faults }).ok).to.equal(true);
    expect(faults).to.deep.equal(['step cake, line 6: division by zero in `value / people < 1`']);
  });

  it('is told once, also where a label, a row and a condition share it', () => {
    const talk = new Talk(`title: x
steps:
  - { ask: n, type: int, min: 0 }
  - confirm: order
    rows:
      - { label: A, value: "\${{ 1 / n }}" }
      - { label: B, value: "\${{ 1 / n }}", when: 1 / n > 0 }
`).answer('0');
    expect(talk.prompt).to.deep.include({ kind: 'confirm', rows: [{ label: 'A', value: '–' }] });
    expect(talk.decision.faults).to.deep.equal([
      'step order, line 6: division by zero in `1 / n`',
      'step order, line 7: division by zero in `1 / n > 0`',
    ]);
  });

  it('reaches the operator of a running wizard, while the person sees a kind text', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flows-'));
    writeFileSync(join(folder, 'shares.flow.yaml'), source);
    const wizard = await startTestWizard((config) => ({
      ...config,
      flows: { ...config.flows, folders: [...config.flows.folders, folder] },
    }));
    try {
      const client = await wizard.client();
      await client.open({ flow: 'shares' });
      await client.asked('people', 4_000);
      await client.say('0');
      await client.until(() => JSON.stringify(client.entries).includes('gets – of'), 'the text', 4_000);
      const metrics = await (await fetch(new URL('/metrics', wizard.address))).text();
      expect(metrics).to.match(/^tbw_flow_faults_total 1$/m);
    } finally {
      await wizard.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
