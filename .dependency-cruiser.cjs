/**
 * Who may import whom. One row per folder: folders of ours, packages of others, and whether it may touch Node itself.
 * A folder that is not listed may import nothing outside itself, so a new one begins with a row here.
 */
/** @type {{ folder: string, ours: string[], packages: string[], node: boolean }[]} */
const table = [
  // The lowest layers: words and settings.
  { folder: 'src/protocol', ours: [], packages: ['zod'], node: false },
  { folder: 'src/config', ours: ['src/protocol'], packages: ['yaml', 'zod'], node: true },

  // The pure centre: values in, values out.
  {
    folder: 'src/chatflow',
    ours: ['src/protocol'],
    packages: ['@marcbachmann/cel-js', 'lean-qr', 're2js', 'xstate', 'yaml', 'zod'],
    node: false,
  },
  {
    folder: 'src/conversation',
    ours: ['src/chatflow', 'src/protocol'],
    packages: ['zod'],
    node: false,
  },

  // Around it.
  {
    folder: 'src/flow-library',
    ours: ['src/chatflow', 'src/conversation', 'src/protocol'],
    packages: ['yaml'],
    node: true,
  },
  {
    folder: 'src/flow-tools',
    ours: ['src/chatflow', 'src/conversation', 'src/flow-library', 'src/protocol', 'src/provisioning'],
    packages: ['yaml', 'zod'],
    node: true,
  },
  {
    folder: 'src/understanding',
    ours: ['src/chatflow', 'src/conversation', 'src/protocol'],
    packages: ['chrono-node', 'ioredis', 'openai', 're2js', 'yaml', 'zod'],
    node: true,
  },
  { folder: 'src/redis', ours: ['src/protocol'], packages: ['ioredis'], node: true },
  {
    folder: 'src/sessions',
    ours: ['src/chatflow', 'src/conversation', 'src/protocol', 'src/redis'],
    packages: ['ioredis', 'zod'],
    node: true,
  },
  {
    folder: 'src/accounts',
    ours: ['src/conversation', 'src/protocol', 'src/redis'],
    packages: ['ioredis', 'jose', 'zod'],
    node: true,
  },
  { folder: 'src/cluster', ours: ['src/protocol'], packages: ['@kubernetes/client-node', 'zod'], node: true },
  {
    folder: 'src/provisioning',
    ours: ['src/chatflow', 'src/cluster', 'src/conversation', 'src/protocol', 'src/redis'],
    packages: ['bullmq', 'ioredis', 'yaml', 'zod'],
    node: true,
  },
  {
    folder: 'src/channels',
    ours: ['src/chatflow', 'src/conversation', 'src/protocol', 'src/redis'],
    packages: ['@resvg/resvg-wasm', 'botkit', 'grammy', 'ioredis', 'lean-qr', 'matrix-js-sdk', 'socket.io', 'zod'],
    node: true,
  },
  {
    folder: 'src/server',
    ours: ['src/accounts', 'src/channels/web', 'src/chatflow', 'src/config', 'src/conversation', 'src/protocol'],
    packages: ['prom-client', 'proxy-addr', 'socket.io', 'zod'],
    node: true,
  },

  // The outside: the bootstrap stands alone, the browser knows only the words.
  { folder: 'src/setup', ours: [], packages: [], node: true },
  { folder: 'web-widget/src', ours: ['src/protocol'], packages: ['lit', 'socket.io-client'], node: false },
];

/** @param {(typeof table)[number]} row */
const row = ({ folder, ours, packages, node }) => ({
  name: `${folder} imports only what its row allows`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: {
    pathNot: [
      `^(${[folder, ...ours].join('|')})/`,
      ...(packages.length === 0 ? [] : [`^node_modules/(${packages.join('|')})/`]),
    ],
    ...(node ? { dependencyTypesNot: ['core'] } : {}),
  },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...table.map(row),
    {
      name: 'every folder of src has a row',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: ['^src/cli/', ...table.map(({ folder }) => `^${folder}/`)] },
      to: {},
    },
    {
      name: 'engines are strangers to each other',
      severity: 'error',
      from: { path: '^src/provisioning/engines/([^/]+)/' },
      to: { path: '^src/provisioning/engines/[^/]+/', pathNot: '^src/provisioning/engines/$1/' },
    },
    {
      name: 'channels are strangers to each other',
      severity: 'error',
      from: { path: '^src/channels/([^/]+)/' },
      to: { path: '^src/channels/[^/]+/', pathNot: '^src/channels/$1/' },
    },
    {
      name: 'only the command line imports main',
      severity: 'error',
      from: { pathNot: '^(src/cli|test)/' },
      to: { path: '^src/main\\.ts$' },
    },
    {
      name: 'nothing imports the command line',
      severity: 'error',
      from: { pathNot: '^(src/cli|test)/' },
      to: { path: '^src/cli/' },
    },
    { name: 'nothing imports the tests', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
    {
      name: 'the product runs without development packages',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm', 'npm-optional'] },
    },
    {
      name: 'the widget takes types from the protocol, not its schemas',
      severity: 'error',
      from: { path: '^web-widget/' },
      // Both draw the same markdown: its parser is pure, without a schema.
      to: { path: '^src/', pathNot: '^src/protocol/markdown\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no circles',
      severity: 'error',
      from: {},
      // Types may refer to each other; they are gone when the program runs.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'every import resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^web-widget/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['types', 'import', 'node', 'default'], exportsFields: ['exports'] },
  },
};
