import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { expect } from 'chai';

import type { Flow } from '#src/chatflow/index.ts';
import { renderers } from '#src/cli/flow-renderers.ts';
import { openFlows } from '#src/flow-tools/open-flows.ts';
import { runTest } from '#src/flow-tools/run-test.ts';
import { readTestFile } from '#src/flow-tools/test-file.ts';
import { actionInfos } from '#src/provisioning/action-registry.ts';
import { actions } from '#src/provisioning/actions/index.ts';
import { OfflineUnderstander } from '#src/understanding/offline-understander.ts';

/** Conversations with people who write sentences: every file of `transcripts/`, on one channel. */
const folder = join(import.meta.dirname, 'transcripts');
const chatflows = join(import.meta.dirname, '../../chatflows');
const files = globSync('*.yaml', { cwd: folder }).map((name) => {
  const path = join(folder, name);
  return { name: basename(name, '.yaml'), path, ...readTestFile(readFileSync(path, 'utf8'), path) };
});

describe('people who write sentences', function () {
  this.timeout(60_000);
  let flows: ReadonlyMap<string, Flow>;

  before(async () => {
    ({ flows } = await openFlows({ folders: [chatflows], paths: [chatflows], actions: actionInfos(actions) }));
  });

  it('are listened to in at least 80 transcripts', () => {
    for (const { problems } of files) expect(problems).to.deep.equal([]);
    expect(files.reduce((sum, { tests }) => sum + (tests?.tests.length ?? 0), 0)).to.be.at.least(80);
  });

  for (const { name, tests, lines } of files) {
    for (const [index, test] of (tests?.tests ?? []).entries()) {
      it(`${name}: ${test.name}`, async () => {
        const flow = flows.get(name);
        if (!flow || !tests) throw new Error(`there is no flow "${name}"`);
        const understander = new OfflineUnderstander({
          things: async () => [{ kind: 'vdc', name: 'web1', since: Date.UTC(2026, 2, 3) }],
        });
        const base = { flow, flows, actions, understander };
        const result = await runTest(test, lines[index] ?? [], tests, base, renderers.slice(0, 1));
        expect(result.failures.map(({ line, message }) => `line ${line}: ${message}`).join('\n')).to.equal('');
      });
    }
  }
});
