import { createHmac, randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { z } from 'zod';

import { freePorts } from '#test/cluster/free-ports.ts';
import { type GuardedProcess, startGuarded } from '#test/cluster/guarded-process.ts';
import { type TemporaryFolder, temporaryFolder } from '#test/cluster/temporary-folder.ts';
import { findSynapse } from './find-synapse.ts';

/** How long it may need to answer, on a busy machine. */
const PATIENCE_MS = 120_000;

/** Known to nobody but the tests, who meet the server on loopback only. */
const SHARED_SECRET = 'for-tests-alone';

/** An account that can talk to the homeserver. */
export interface Account {
  userId: string;
  password: string;
  accessToken: string;
  deviceId: string;
}

const accountSchema = z.object({ user_id: z.string(), access_token: z.string(), device_id: z.string() });

/** A real Matrix homeserver (Synapse) on loopback. It ends with this process, in whatever way, and leaves nothing behind. */
export class Homeserver {
  readonly address: string;
  readonly #python: string;
  readonly #temporary: TemporaryFolder;
  #process: GuardedProcess | undefined;
  #admin: Promise<Account> | undefined;

  private constructor(python: string, port: number, limits: object) {
    this.#python = python;
    this.address = `http://127.0.0.1:${port}`;
    this.#temporary = temporaryFolder('homeserver');
    const file = (name: string): string => join(this.#temporary.path, name);
    // JSON is YAML.
    writeFileSync(file('homeserver.yaml'), JSON.stringify({ ...configuration(port, file), ...limits }));
    writeFileSync(file('log.yaml'), JSON.stringify(logging));
    writeFileSync(file('signing.key'), `ed25519 a_test ${randomBytes(32).toString('base64').replace(/=+$/, '')}\n`);
  }

  /** `limits`: settings of Synapse in the place of ours, which lift its rate limits. */
  static async start(limits: object = {}): Promise<Homeserver> {
    const python = findSynapse();
    if (python === undefined)
      throw new Error('There is no Synapse yet: `npm run test:matrix` installs it, with Python.');
    for (let attempt = 1; ; attempt++) {
      const [port = 0] = await freePorts(1);
      const server = new Homeserver(python, port, limits);
      try {
        await server.up();
        return server;
      } catch (error) {
        const told = server.#tail();
        await server.stop();
        // Somebody took the port meanwhile.
        if (attempt < 3 && told.includes('in use')) continue;
        throw new Error(`The homeserver did not start: ${String(error)}\n${told}`, { cause: error });
      }
    }
  }

  /** kill -9: away from one moment to the next. The data stays. */
  async kill(): Promise<void> {
    await this.#process?.kill();
  }

  /** Holds it and lets it go on: connections stay open, nothing is answered. */
  hold(isHeld: boolean): void {
    this.#process?.signal(isHeld ? 'STOP' : 'CONT');
  }

  /** Starts it, at the same address and on the same data; resolves when it answers. */
  async up(): Promise<void> {
    const config = join(this.#temporary.path, 'homeserver.yaml');
    this.#process = startGuarded([this.#python, '-m', 'synapse.app.homeserver', '-c', config], {
      log: this.#log,
      env: { PYTHONUNBUFFERED: '1', PYTHONNOUSERSITE: '1' },
    });
    const until = performance.now() + PATIENCE_MS;
    while (!(await this.#answers())) {
      if (this.#process.hasEnded()) throw new Error('it ended at once');
      if (performance.now() > until) throw new Error(`no answer within ${PATIENCE_MS / 1_000} s`);
      await pause(100);
    }
  }

  /** A new account, by the shared secret. */
  async register(name: string, { isAdmin = false }: { isAdmin?: boolean } = {}): Promise<Account> {
    const path = '/_synapse/admin/v1/register';
    const { nonce } = z.object({ nonce: z.string() }).parse(await this.#json('GET', path));
    const password = `pass-of-${name}`;
    const mac = createHmac('sha1', SHARED_SECRET)
      .update([nonce, name, password, isAdmin ? 'admin' : 'notadmin'].join('\0'))
      .digest('hex');
    const made = accountSchema.parse(
      await this.#json('POST', path, { nonce, username: name, password, mac, admin: isAdmin }),
    );
    return { userId: made.user_id, password, accessToken: made.access_token, deviceId: made.device_id };
  }

  /** As long as this lasts, whatever this account sends is refused with 429, and a second to wait. */
  async crowd(user: string, isCrowded: boolean): Promise<void> {
    this.#admin ??= this.register('admin', { isAdmin: true });
    const { accessToken } = await this.#admin;
    const path = `/_synapse/admin/v1/users/${encodeURIComponent(user)}/override_ratelimit`;
    // No messages a second means: no limit.
    await this.#json('POST', path, { messages_per_second: isCrowded ? 1 : 0, burst_count: 0 }, accessToken);
  }

  async stop(): Promise<void> {
    await this.#process?.kill();
    this.#temporary.remove();
  }

  /** Copies what it said to a folder that stays, until the next time, and names it. */
  keepLogs(): string {
    const kept = join(import.meta.dirname, '../../.cache/homeserver-logs');
    mkdirSync(kept, { recursive: true });
    copyFileSync(this.#log, join(kept, 'synapse.log'));
    return kept;
  }

  get #log(): string {
    return join(this.#temporary.path, 'synapse.log');
  }

  #tail(): string {
    const lines = readFileSync(this.#log, 'utf8').trimEnd().split('\n').slice(-12);
    return lines.map((line) => line.slice(0, 400)).join('\n');
  }

  async #answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.address}/_matrix/client/versions`, { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      return false;
    }
  }

  async #json(method: string, path: string, body?: object, token?: string): Promise<unknown> {
    const answer = await fetch(`${this.address}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return await answer.json();
  }
}

/** As small as it gets: one process, SQLite, no federation, and none of the rate limits a test suite meets at once. */
function configuration(port: number, file: (name: string) => string): object {
  const unlimited = { per_second: 1_000, burst_count: 10_000 };
  return {
    server_name: 'localhost',
    public_baseurl: `http://127.0.0.1:${port}/`,
    listeners: [
      {
        bind_addresses: ['127.0.0.1'],
        port,
        tls: false,
        type: 'http',
        resources: [{ names: ['client'], compress: false }],
      },
    ],
    database: { name: 'sqlite3', args: { database: file('homeserver.db') } },
    signing_key_path: file('signing.key'),
    log_config: file('log.yaml'),
    media_store_path: file('media'),
    pid_file: file('homeserver.pid'),
    registration_shared_secret: SHARED_SECRET,
    macaroon_secret_key: 'for-tests-alone',
    form_secret: 'for-tests-alone',
    enable_registration: false,
    report_stats: false,
    trusted_key_servers: [],
    suppress_key_server_warning: true,
    federation_domain_whitelist: [],
    bcrypt_rounds: 4,
    presence: { enabled: false },
    rc_message: unlimited,
    rc_registration: unlimited,
    rc_login: { address: unlimited, account: unlimited, failed_attempts: unlimited },
    rc_joins: { local: unlimited },
    rc_joins_per_room: unlimited,
    rc_invites: { per_room: unlimited, per_user: unlimited, per_issuer: unlimited },
    rc_room_creation: unlimited,
  };
}

const logging = {
  version: 1,
  formatters: { short: { format: '%(asctime)s %(levelname)s %(name)s %(message)s' } },
  handlers: { console: { class: 'logging.StreamHandler', formatter: 'short' } },
  loggers: { synapse: { level: 'WARNING' } },
  root: { level: 'WARNING', handlers: ['console'] },
  disable_existing_loggers: false,
};
