import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { expect } from 'chai';

import { codeFolders, cruiseFolders, projectRoot } from './cruise-folders.ts';

describe('the import rules', function () {
  this.timeout(60_000);
  const planted = mkdtempSync(join(tmpdir(), '3bot-planted-'));
  after(() => rmSync(planted, { recursive: true }));

  it('hold in this project, and were tried on its files', async () => {
    const { files, violations } = await cruiseFolders(projectRoot, codeFolders);
    expect(violations).to.deep.equal([]);
    expect(files).to.be.greaterThan(50);
  });

  it('catch each kind of planted violation, and nothing that is allowed', async () => {
    for (const file of ['package.json', 'tsconfig.json']) cpSync(join(projectRoot, file), join(planted, file));
    for (const [file, text] of Object.entries({ ...installed, ...files })) {
      mkdirSync(dirname(join(planted, file)), { recursive: true });
      writeFileSync(join(planted, file), text);
    }
    const { violations } = await cruiseFolders(planted, codeFolders);
    const caught = violations.map(({ rule, from, to }) => `${from} → ${to}: ${rule}`).sort();
    expect(caught).to.deep.equal([...expected].sort());
  });

  it('a new folder of src needs a row of its own', async () => {
    const base = join(planted, 'stranger');
    mkdirSync(join(base, 'src/stranger'), { recursive: true });
    cpSync(join(projectRoot, 'tsconfig.json'), join(base, 'tsconfig.json'));
    writeFileSync(
      join(base, 'src/stranger/a.ts'),
      "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
    );
    const { violations } = await cruiseFolders(base, ['src']);
    expect(violations.map(({ rule }) => rule)).to.deep.equal(['every folder of src has a row']);
  });
});

const installed = Object.fromEntries(
  ['chai', 'ioredis', 'zod'].flatMap((name) => [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
    [`node_modules/${name}/index.js`, 'module.exports = {};\n'],
  ]),
);

const files: { [path: string]: string } = {
  'src/protocol/word.ts': "import { z } from 'zod';\nexport const word = z.string();\nexport type Word = string;\n",
  'src/chatflow/allowed.ts': "import { word } from '#src/protocol/word.ts';\nexport const allowed = word;\n",
  'src/chatflow/touches-node.ts': "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n",
  'src/chatflow/touches-redis.ts': "import { Redis } from 'ioredis';\nexport const a = Redis;\n",
  'src/chatflow/looks-up.ts': "import type { Turn } from '../conversation/turn.ts';\nexport type A = Turn;\n",
  'src/conversation/turn.ts': "import '#src/chatflow/allowed.ts';\nexport type Turn = number;\n",
  'src/conversation/names-store.ts': "export * from '#src/sessions/store.ts';\n",
  'src/sessions/store.ts': "import { Redis } from 'ioredis';\nexport const store = Redis;\n",
  'src/channels/web/web.ts': "export * from '../telegram/telegram.ts';\n",
  'src/channels/telegram/telegram.ts': 'export const telegram = 1;\n',
  'src/provisioning/engines/simulated/simulated.ts':
    "export const load = () => import('../kubernetes/kubernetes.ts');\n",
  'src/provisioning/engines/kubernetes/kubernetes.ts': "export * from '#src/accounts/accounts.ts';\n",
  'src/accounts/accounts.ts': 'export const accounts = 1;\n',
  'src/main.ts': "export * from './sessions/store.ts';\n",
  'src/cli/start.ts': "export * from '../main.ts';\n",
  'src/server/server.ts': "export * from '../main.ts';\nexport * from '../cli/start.ts';\n",
  'src/config/config.ts': "import { expect } from 'chai';\nexport const a = expect;\nexport * from '#test/help.ts';\n",
  'src/flow-library/round.ts': "export * from './about.ts';\n",
  'src/flow-library/about.ts': "export * from './round.ts';\n",
  'src/redis/nowhere.ts': "export * from './not-there.ts';\n",
  'test/help.ts': 'export const help = 1;\n',
  'web-widget/src/draw.ts': "import type { Word } from '../../src/protocol/word.ts';\nexport type A = Word;\n",
  'web-widget/src/heavy.ts': "import { word } from '../../src/protocol/word.ts';\nexport const a = word;\n",
};

const expected = [
  'src/channels/web/web.ts → src/channels/telegram/telegram.ts: channels are strangers to each other',
  'src/chatflow/looks-up.ts → src/conversation/turn.ts: src/chatflow imports only what its row allows',
  'src/chatflow/touches-node.ts → fs: src/chatflow imports only what its row allows',
  'src/chatflow/touches-redis.ts → node_modules/ioredis/index.js: src/chatflow imports only what its row allows',
  'src/config/config.ts → node_modules/chai/index.js: src/config imports only what its row allows',
  'src/config/config.ts → node_modules/chai/index.js: the product runs without development packages',
  'src/config/config.ts → test/help.ts: nothing imports the tests',
  'src/config/config.ts → test/help.ts: src/config imports only what its row allows',
  'src/conversation/names-store.ts → src/sessions/store.ts: src/conversation imports only what its row allows',
  'src/flow-library/about.ts → src/flow-library/round.ts: no circles',
  'src/provisioning/engines/kubernetes/kubernetes.ts → src/accounts/accounts.ts: src/provisioning imports only what its row allows',
  'src/provisioning/engines/simulated/simulated.ts → src/provisioning/engines/kubernetes/kubernetes.ts: engines are strangers to each other',
  'src/redis/nowhere.ts → ./not-there.ts: every import resolves',
  'src/redis/nowhere.ts → ./not-there.ts: src/redis imports only what its row allows',
  'src/server/server.ts → src/cli/start.ts: nothing imports the command line',
  'src/server/server.ts → src/cli/start.ts: src/server imports only what its row allows',
  'src/server/server.ts → src/main.ts: only the command line imports main',
  'src/server/server.ts → src/main.ts: src/server imports only what its row allows',
  'web-widget/src/heavy.ts → src/protocol/word.ts: the widget takes types from the protocol, not its schemas',
];
