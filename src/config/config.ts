import { isIP, SocketAddress } from 'node:net';

import { z } from 'zod';

/** What is known of a setting besides its type: shown in messages and in `docs/configuration.md`. */
interface Setting {
  description: string;
  /** Completes the sentence "`port` should be …". */
  expects: string;
  /** The environment variable that sets it, stronger than every file. */
  env?: string;
  /** May come from the environment only. */
  secret?: true;
}

/** What every setting is for. A setting without an entry here fails the tests. */
export const settings = z.registry<Setting>();

const wholeNumber = (minimum: number, maximum: number, about: Omit<Setting, 'expects'>) =>
  z
    .int()
    .min(minimum)
    .max(maximum)
    .register(settings, { ...about, expects: `a whole number from ${minimum} to ${maximum}` });

const text = (about: Omit<Setting, 'expects'>, expects = 'a text that is not empty') =>
  z
    .string()
    .min(1)
    .register(settings, { ...about, expects });

/** A price: text, so that it never passes through a binary float. */
const amount = (description: string, further = /^/) =>
  z
    .string()
    .regex(/^\d{1,12}(\.\d{1,12})?$/)
    .regex(further)
    .register(settings, { description, expects: 'an amount in quotes such as "0.0125"' });

/** `address`, `address:port` or `[address]:port`, as resolvers take them. A short form such as `9.9.9` is none. */
const nameServer = z.string().refine((server) => {
  const parsed = SocketAddress.parse(server);
  return isIP(server) !== 0 || (parsed !== undefined && server.includes(parsed.address));
});

/** An address, or all that begin with the same bits: `10.0.0.0/8`. */
const networkText = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);
/** A network that somebody can answer for: the whole internet is none. */
const proxyText = networkText.refine((text) => !/\/0+$/.test(text));

const faultSchema = z.strictObject({
  on: z.literal('apply'),
  vdc: z.string().min(1).max(80),
  kind: z.enum(['node-dies', 'no-capacity', 'unknown-outcome', 'slow']),
});

const grantSchema = z.strictObject({
  flows: z.string().min(1).max(1_000),
  actions: z.array(z.string().min(1).max(200)).min(1),
});

/** Everything that can be configured. Defaults live in `config/default.yaml`. */
export const configSchema = z.strictObject({
  host: text({ description: 'The address to listen on. Anything but loopback needs `signIn: token`.', env: 'HOST' }),
  port: wholeNumber(0, 65_535, { description: 'The port to listen on; 0 takes a free one.', env: 'PORT' }),
  dataDir: text({ description: 'Where the embedded Redis and the master key live.', env: 'DATA_DIR' }),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).register(settings, {
    description: 'How much the log says.',
    expects: 'one of fatal, error, warn, info, debug, trace, silent',
    env: 'LOG_LEVEL',
  }),
  signIn: z.enum(['local', 'token']).register(settings, {
    description: '`local`: whoever reaches a loopback address is the owner. `token`: everybody shows a signed token.',
    expects: 'local or token',
    env: 'SIGN_IN',
  }),
  secretKey: z.string().min(32).optional().register(settings, {
    description: 'The master key. Without it, one is made in the data folder at the first start.',
    expects: '32 random bytes in hex or base64, such as `openssl rand -hex 32` makes',
    env: 'SECRET_KEY',
    secret: true,
  }),
  redis: z.strictObject({
    url: z
      .string()
      .regex(/^(rediss?|unix):\/\/\S+$/)
      .optional()
      .register(settings, {
        description: 'A Redis of your own. Without it, a `redis-server` is started as a child.',
        expects: 'an address such as redis://127.0.0.1:6379, rediss://… or unix:///…',
        env: 'REDIS_URL',
      }),
    prefix: z
      .string()
      .regex(/^[\w.-]{1,40}$/)
      .register(settings, {
        description: 'Begins every key, so that several wizards can share one Redis.',
        expects: '1 to 40 letters, digits, dots, dashes or underscores',
        env: 'REDIS_PREFIX',
      }),
  }),
  flows: z.strictObject({
    folders: z.array(z.string().min(1)).min(1).register(settings, {
      description: 'Folders with `*.flow.yaml` files; of two files with one id, the one in the earlier folder stays.',
      expects: 'a list of at least one folder',
      env: 'FLOW_FOLDERS',
    }),
    grants: z.array(grantSchema).register(settings, {
      description:
        'What flow files that are not of the product may do besides reading: a folder or file, and actions; `*` stands for anything.',
      expects: 'a list of {flows: FOLDER or FILE, actions: [NAME, …]}',
    }),
  }),
  actions: z.strictObject({
    folders: z.array(z.string().min(1)).register(settings, {
      description: 'Folders with actions of your own, in `*.js` files.',
      expects: 'a list of folders',
    }),
    packages: z.array(z.string().min(1)).register(settings, {
      description: 'Installed packages with actions of your own.',
      expects: 'a list of package names',
    }),
  }),
  marketplace: z.strictObject({
    folders: z.array(z.string().min(1)).register(settings, {
      description: 'Folders with solutions of your own, one YAML file each; one of the same id replaces the product’s.',
      expects: 'a list of folders',
    }),
  }),
  dns: z.strictObject({
    servers: z.array(nameServer).register(settings, {
      description:
        'Who is asked where a domain leads before an app is exposed under it. Without any, the DNS of the system.',
      expects: 'a list of addresses such as 9.9.9.9 or 127.0.0.1:5353',
      env: 'DNS_SERVERS',
    }),
  }),
  engines: z.strictObject({
    default: z.enum(['simulated', 'kubernetes']).register(settings, {
      description: 'Where virtual data centers are deployed.',
      expects: 'simulated or kubernetes',
      env: 'ENGINE',
    }),
    simulated: z.strictObject({
      seed: text({ description: 'The same seed makes the same grid, the same boot times and the same failures.' }),
      speed: z.number().positive().max(10_000).register(settings, {
        description: 'How many times faster than usual the simulated machines are.',
        expects: 'a number above 0, at most 10000',
        env: 'SIMULATED_SPEED',
      }),
      failureRate: z.number().min(0).max(1).register(settings, {
        description: 'The share of simulated deployments that something happens to.',
        expects: 'a number from 0 to 1',
      }),
      apiPort: wholeNumber(0, 65_535, {
        description: 'The loopback port of the simulated Kubernetes APIs; 0 takes a free one.',
      }),
      faults: z.array(faultSchema).register(settings, {
        description: 'Failures on purpose, for data centers whose name matches (`*` stands for anything).',
        expects: 'a list of {on: apply, vdc: NAME, kind: node-dies, no-capacity, unknown-outcome or slow}',
      }),
    }),
    kubernetes: z.strictObject({
      kubeconfig: z.string().min(1).optional().register(settings, {
        description:
          'The kubeconfig file of the host cluster, where k3k runs. Without it, the service account of the pod the wizard runs in.',
        expects: 'a file',
        env: 'HOST_KUBECONFIG',
      }),
      versions: z
        .array(z.string().regex(/^v\d+\.\d+\.\d+\+k3s\d+$/))
        .min(1)
        .register(settings, {
          description: 'The Kubernetes versions on offer, newest first.',
          expects: 'a list of k3s versions such as v1.36.3+k3s1',
        }),
      expose: z.enum(['clusterIP', 'nodePort', 'loadBalancer', 'ingress']).register(settings, {
        description: 'How the Kubernetes APIs of the VDCs are reached.',
        expects: 'clusterIP, nodePort, loadBalancer or ingress',
      }),
      exposeHost: z.string().min(1).optional().register(settings, {
        description:
          'For `nodePort`: a name or address of the host’s nodes. For `ingress`: the domain under which each VDC gets a name; the ingress has to pass TLS through.',
        expects: 'a name or an address',
      }),
      ingressClass: z.string().min(1).optional().register(settings, {
        description: 'For `ingress`: the class of the ingress.',
        expects: 'a name',
      }),
      storageClass: z.string().min(1).optional().register(settings, {
        description: 'For the disks of controllers. Without it, the default one of the host.',
        expects: 'a name',
      }),
      wireguard: z.boolean().register(settings, {
        description: 'Whether traffic between the machines of a VDC is encrypted with WireGuard.',
        expects: 'true or false',
      }),
      policy: z.string().min(1).optional().register(settings, {
        description: 'The VirtualClusterPolicy that holds for every VDC; it must allow the mode `virtual`.',
        expects: 'a name',
      }),
      usdPerVcpuHour: amount('What a vCPU costs per hour in USD.'),
      usdPerMemoryGiBHour: amount('What a GiB of memory costs per hour in USD.'),
      usdPerDiskGiBHour: amount('What a GiB of disk costs per hour in USD.'),
      usdPerTft: amount('What a TFT is worth in USD, for prices on a host.', /^(?!0+(\.0+)?$)/),
    }),
    adopted: z.strictObject({
      allow: z.array(networkText).register(settings, {
        description:
          'Networks in which clusters may be adopted although they would be refused: this machine itself and link-local addresses are.',
        expects: 'a list of networks such as 127.0.0.0/8',
      }),
      deny: z.array(networkText).register(settings, {
        description: 'Networks in which no cluster may be adopted.',
        expects: 'a list of networks such as 10.0.0.0/8',
      }),
    }),
  }),
  web: z.strictObject({
    allowedOrigins: z.array(z.url({ protocol: /^https?$/ }).regex(/^[^/]+\/\/[^/]+$/)).register(settings, {
      description: 'Pages that may hold the widget, besides the one the server itself shows.',
      expects: 'a list of origins such as https://example.org, without a path',
      env: 'ALLOWED_ORIGINS',
    }),
    trustedProxies: z.array(proxyText).register(settings, {
      description:
        'The proxies in front of the wizard: visitors are told apart by the address that these say they come from (`X-Forwarded-For`).',
      expects: 'a list of addresses or networks such as 127.0.0.1 or 10.0.0.0/8, without /0',
      env: 'TRUSTED_PROXIES',
    }),
    maxConnectionsPerAddress: wholeNumber(1, 1_000_000, { description: 'Open sockets per network address.' }),
    messagesPerSecond: wholeNumber(1, 100_000, { description: 'Messages a socket may send, on average.' }),
    burst: wholeNumber(1, 100_000, { description: 'Messages a socket may send at once.' }),
    maxMessageBytes: wholeNumber(1_024, 10_485_760, { description: 'The largest message taken from a client.' }),
    writeBufferPackets: wholeNumber(1, 100_000, {
      description: 'How many packets may wait for a client that reads slowly before it is disconnected.',
    }),
  }),
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .register(settings, {
      description:
        'Where people reach this server from their devices: for webhooks, one-time pages and downloads in bot channels. Without it, the address it listens on.',
      expects: 'an address such as https://wizard.example.org',
      env: 'PUBLIC_URL',
    }),
  channels: z.strictObject({
    bots: z.strictObject({
      messagesPerMinute: wholeNumber(1, 100_000, { description: 'Messages a person may send a bot, on average.' }),
      burst: wholeNumber(1, 100_000, { description: 'Messages a person may send a bot at once.' }),
    }),
    telegram: z.strictObject({
      token: z
        .string()
        .regex(/^\d+:[\w-]+$/)
        .optional()
        .register(settings, {
          description: 'The token that @BotFather gave the bot. With it, the wizard talks in Telegram.',
          expects: 'a token such as 123456789:AAE…',
          env: 'TELEGRAM_TOKEN',
          secret: true,
        }),
      receive: z.enum(['polling', 'webhook']).register(settings, {
        description: '`polling` fetches messages and needs nothing else; `webhook` has them brought to `publicUrl`.',
        expects: 'polling or webhook',
        env: 'TELEGRAM_RECEIVE',
      }),
      guests: z.enum(['refuse', 'welcome']).register(settings, {
        description:
          'People whose account is linked to nobody: refused with the way to link, or each welcome as a tenant of their own.',
        expects: 'refuse or welcome',
        env: 'TELEGRAM_GUESTS',
      }),
      allow: z.array(z.string().regex(/^(\d+|@\w+)$/)).register(settings, {
        description: 'Accounts that are welcome as guests although others are refused.',
        expects: 'a list of numbers (the ids of accounts) or names such as "@ada"',
        env: 'TELEGRAM_ALLOW',
      }),
      apiRoot: z
        .url({ protocol: /^https?$/ })
        .optional()
        .register(settings, {
          description: 'A Bot API server of your own. Without it, Telegram’s.',
          expects: 'an address such as http://127.0.0.1:8081',
          env: 'TELEGRAM_API_ROOT',
        }),
    }),
    matrix: z.strictObject({
      homeserver: z
        .url({ protocol: /^https?$/ })
        .optional()
        .register(settings, {
          description: 'The homeserver of the bot’s Matrix account. With it and `user`, the wizard talks in Matrix.',
          expects: 'an address such as https://matrix.example.org',
          env: 'MATRIX_HOMESERVER',
        }),
      user: z
        .string()
        .regex(/^@[^:\s|]+:\S+$/)
        .optional()
        .register(settings, {
          description: 'The bot’s account.',
          expects: 'an account such as "@3bot:example.org"',
          env: 'MATRIX_USER',
        }),
      password: z.string().min(1).optional().register(settings, {
        description: 'The password of the account: needed for encrypted rooms.',
        expects: 'a text that is not empty',
        env: 'MATRIX_PASSWORD',
        secret: true,
      }),
      accessToken: z.string().min(1).optional().register(settings, {
        description: 'In the place of the password, an access token: without encrypted rooms.',
        expects: 'a text that is not empty',
        env: 'MATRIX_ACCESS_TOKEN',
        secret: true,
      }),
      invites: z.array(z.string().min(1)).register(settings, {
        description: 'Whose invitations the bot accepts: people, rooms or whole servers. Others are declined.',
        expects: 'a list of accounts ("@ada:example.org"), rooms ("!abc:example.org") or servers ("example.org")',
        env: 'MATRIX_INVITES',
      }),
      guests: z.enum(['refuse', 'welcome']).register(settings, {
        description:
          'People whose account is linked to nobody: refused with the way to link, or each welcome as a tenant of their own.',
        expects: 'refuse or welcome',
        env: 'MATRIX_GUESTS',
      }),
      allow: z.array(z.string().regex(/^@[^:\s]+:\S+$/)).register(settings, {
        description: 'Accounts that are welcome as guests although others are refused.',
        expects: 'a list of accounts such as "@ada:example.org"',
        env: 'MATRIX_ALLOW',
      }),
      polls: z.boolean().register(settings, {
        description: 'Ask by polls where one vote can answer; else by numbered lists and keycap reactions.',
        expects: 'true or false',
      }),
      encryption: z.boolean().register(settings, {
        description: 'Talk in encrypted rooms, too. Needs the password.',
        expects: 'true or false',
      }),
    }),
  }),
  understanding: z.strictObject({
    model: z.string().min(1).optional().register(settings, {
      description:
        'A language model that is asked where the offline matcher is not sure. Without it, everything works the same.',
      expects: 'the name of a model at the endpoint',
      env: 'OPENAI_MODEL',
    }),
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .register(settings, {
        description: 'The endpoint of the model: any that speaks the OpenAI protocol (Ollama, vLLM, llama.cpp).',
        expects: 'an address such as http://127.0.0.1:11434/v1',
        env: 'OPENAI_BASE_URL',
      }),
    apiKey: z.string().min(1).optional().register(settings, {
      description: 'The key of the endpoint, where it wants one.',
      expects: 'a key',
      env: 'OPENAI_API_KEY',
      secret: true,
    }),
    timeoutMs: wholeNumber(100, 60_000, {
      description: 'How long a person waits for the model before its help is done without, in milliseconds.',
    }),
    tokensPerPersonAndDay: wholeNumber(0, 1_000_000_000, {
      description: 'Tokens that one person may spend on the model in a day.',
    }),
  }),
  sessions: z.strictObject({
    ttlDays: wholeNumber(1, 3_650, { description: 'How long a conversation is kept after its last turn.' }),
  }),
  operations: z.strictObject({
    concurrency: wholeNumber(1, 1_000, { description: 'Operations one process runs at a time.' }),
    takeOverMs: wholeNumber(500, 600_000, {
      description: 'After how long of silence another process goes on with an operation, in milliseconds.',
    }),
  }),
});

/** The configuration as the rest of the program sees it: complete, checked, with absolute paths. */
export type Config = z.infer<typeof configSchema>;
