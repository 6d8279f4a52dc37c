import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { flowCommand } from '#test/flow-tools/command.ts';
import { startTestWizard } from '#test/support/wizard.ts';

const example = join(import.meta.dirname, '../../examples/custom-actions');
const flow = join(example, 'flows/coffee.flow.yaml');

describe('actions of an operator, in the tools of authors', function () {
  this.timeout(60_000);
  let folder: string;
  let env: NodeJS.ProcessEnv;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'actions-'));
    writeFileSync(join(folder, 'broken.mjs'), 'throw new Error("no luck today");');
    writeFileSync(
      join(folder, 'config.yaml'),
      JSON.stringify({
        flows: {
          folders: [join(example, 'flows')],
          grants: [{ flows: join(example, 'flows'), actions: ['coffee.*'] }],
        },
        actions: { folders: [join(example, 'actions'), folder] },
      }),
    );
    env = { CONFIG: join(folder, 'config.yaml') };
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are known to check, which also names a module that is left out', async () => {
    const { code, out } = await flowCommand(['check', flow], { env });
    expect(out).to.include('1 file checked').and.not.include('no action `coffee');
    expect(out).to.include('broken.mjs').and.include('These actions are left out: no luck today.');
    expect(code).to.equal(1);
    const { out: json } = await flowCommand(['check', flow, '--json'], { env });
    const { problems } = JSON.parse(json) as { problems: { code: string }[] };
    expect(problems.map((problem) => problem.code)).to.deep.equal(['custom-action']);
  });

  it('are known to list and to the schema for editors', async () => {
    const { out: list } = await flowCommand(['list'], { env });
    expect(list)
      .to.match(/^coffee +v1/)
      .and.include('no luck today');
    const { out: schema } = await flowCommand(['schema'], { env });
    expect(schema).to.include('coffee.menu');
  });

  it('are simulated in play and test', async () => {
    const played = await flowCommand(['play', flow], { env, input: ':slots\n' });
    expect(played.out).to.include('espresso').and.not.include('made a mistake');
    const tested = await flowCommand(['test', flow, '--walks', '2'], { env });
    expect(tested.out).to.include('all passed');
  });

  it('that cannot be loaded are told on the endpoint of the operator, and counted', async () => {
    const wizard = await startTestWizard((config) => ({ ...config, actions: { folders: [folder], packages: [] } }));
    try {
      const flows = await fetch(new URL('/api/flows', wizard.address));
      expect(flows.status).to.equal(207);
      const { problems } = (await flows.json()) as { problems: { code: string; file: string; message: string }[] };
      expect(problems).to.have.length(1);
      expect(problems[0]).to.include({ code: 'custom-action', file: join(folder, 'broken.mjs') });
      expect(problems[0]?.message).to.include('no luck today');
      const metrics = await (await fetch(new URL('/metrics', wizard.address))).text();
      expect(metrics).to.match(/^tbw_action_problems 1$/m);
    } finally {
      await wizard.stop();
    }
  });
});
