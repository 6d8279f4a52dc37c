import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { loadCustomActions } from '#src/provisioning/custom-actions.ts';
import { startTestWizard } from '#test/support/wizard.ts';

const example = join(import.meta.dirname, '../../examples/custom-actions');

describe('actions of an operator', () => {
  it('run from a flow, once both are listed and granted', async () => {
    const flows = join(example, 'flows');
    const wizard = await startTestWizard((config) => ({
      ...config,
      flows: { folders: [...config.flows.folders, flows], grants: [{ flows, actions: ['coffee.*'] }] },
      actions: { folders: [join(example, 'actions')], packages: [] },
    }));
    try {
      const client = await wizard.client();
      await client.open({ flow: 'coffee' });
      await client.asked('kind', 4_000);
      await client.say('latte');
      await client.until(() => JSON.stringify(client.entries).includes('One latte for you: 3 euro.'), 'the cup', 5_000);
    } finally {
      await wizard.stop();
    }
  });

  it('leave out a module that throws, is no action or takes a name, and say so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'actions-'));
    const action = (name: string) =>
      `export default { kind: 'read', name: '${name}', title: 'x', permission: 'p', input: { type: 'object' }, output: { type: 'object' }, run: () => ({}), simulate: () => ({}) };`;
    writeFileSync(join(folder, 'a.mjs'), 'throw new Error("no luck");');
    writeFileSync(join(folder, 'b.mjs'), 'export const x = 3;');
    writeFileSync(join(folder, 'c.mjs'), action('vdc.list'));
    writeFileSync(join(folder, 'd.mjs'), action('my.own'));
    writeFileSync(join(folder, 'e.mjs'), action('my.own'));
    const places = { folders: [folder, join(folder, 'nowhere')], packages: ['not-installed-here'] };
    const { actions, problems } = await loadCustomActions(places, ['vdc.list']);
    rmSync(folder, { recursive: true });
    expect(actions.map(({ name }) => name)).to.deep.equal(['my.own']);
    expect(problems.map(({ message }) => message).join('\n')).to.match(
      /cannot be read[^]*no luck[^]*no action[^]*"vdc.list" already[^]*"my.own" already[^]*not-installed-here/,
    );
  });
});
