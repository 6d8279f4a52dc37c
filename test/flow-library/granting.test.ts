import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { FlowLibrary } from '#src/flow-library/flow-library.ts';
import { type Grant, granting } from '#src/flow-library/granting.ts';
import { actionInfos } from '#src/provisioning/action-registry.ts';
import { actions } from '#src/provisioning/actions/index.ts';

const source = `title: Remove one
access: { actions: [vdc.*] }
steps:
  - run: vdc.list
    save: mine
  - run: vdc.delete
    with: { vdc: amber-badger }
`;

describe("the operator's grants", () => {
  const infos = actionInfos(actions);
  const may = (grants: Grant[], file: string, name: string): boolean => {
    const action = infos.get(name);
    if (!action) throw new Error(`no action ${name}`);
    return granting(grants)(file, action);
  };

  it('let files of the product do everything, and others read', () => {
    const product = join(import.meta.dirname, '../../chatflows/my-vdcs.flow.yaml');
    expect(may([], product, 'vdc.delete')).to.equal(true);
    expect(may([], '/srv/flows/a.flow.yaml', 'vdc.list')).to.equal(true);
    for (const file of [
      '/srv/flows/a.flow.yaml',
      `${product}/../../chatflows-2/a.flow.yaml`,
      '/chatflows/a.flow.yaml',
    ]) {
      expect(may([], file, 'vdc.delete'), file).to.equal(false);
    }
  });

  it('hold for a folder, a file or a pattern, and for the actions they name', () => {
    const file = '/srv/flows/team/a.flow.yaml';
    for (const flows of ['/srv/flows', '/srv/flows/', file, '/srv/*/team/*', '*.flow.yaml', '/srv/**/a.flow.yaml']) {
      expect(may([{ flows, actions: ['vdc.delete'] }], file, 'vdc.delete'), flows).to.equal(true);
      expect(may([{ flows, actions: ['vdc.delete'] }], file, 'vdc.deploy'), flows).to.equal(false);
    }
    for (const flows of ['/srv/flow', '/srv/flows/a.flow.yaml', 'flows', '/srv.flows*', '/srv/*/b.flow.yaml']) {
      expect(may([{ flows, actions: ['*'] }], file, 'vdc.delete'), flows).to.equal(false);
    }
    for (const name of ['*', 'vdc.*', '*.delete']) {
      expect(may([{ flows: '/srv', actions: [name] }], file, 'vdc.delete'), name).to.equal(true);
    }
    for (const name of ['vdc', 'vdc.delet', 'vdc.delete.*', 'vdc?delete']) {
      expect(may([{ flows: '/srv', actions: [name] }], file, 'vdc.delete'), name).to.equal(false);
    }
  });

  describe('over the library', () => {
    const saved = new Map<string, string>();
    let folder: string;

    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'flows-'));
      writeFileSync(join(folder, 'remove.flow.yaml'), source);
    });

    after(() => rmSync(folder, { recursive: true, force: true }));

    const library = async (grants: Grant[]): Promise<FlowLibrary> => {
      const definitions = {
        save: async (hash: string, definition: string) => void saved.set(hash, definition),
        load: async (hash: string) => saved.get(hash) ?? null,
      };
      const granted = granting(grants);
      return await FlowLibrary.open({ folders: [folder], actions: infos, definitions, follow: false, granted });
    };

    it('refuse a file at the line, with the fix, until they cover it', async () => {
      const refused = await library([]);
      expect(refused.current('remove')).to.equal(undefined);
      const [problem, ...others] = refused.problems();
      expect(others).to.deep.equal([]);
      expect(problem).to.include({ code: 'not-granted', file: join(folder, 'remove.flow.yaml'), line: 6 });
      expect(problem?.fix).to.include('operator');

      const taken = await library([{ flows: folder, actions: ['vdc.delete'] }]);
      expect(taken.problems()).to.deep.equal([]);
      expect(taken.current('remove')?.lasting).to.equal(true);
    });

    it('hold for the version a conversation began with, too: what is taken back is taken back', async () => {
      const grants = [{ flows: folder, actions: ['vdc.delete'] }];
      const hash = (await library(grants)).current('remove')?.hash ?? '';
      expect((await (await library(grants)).pinned('remove', hash))?.hash).to.equal(hash);
      expect(await (await library([])).pinned('remove', hash)).to.equal(undefined);
    });
  });
});
