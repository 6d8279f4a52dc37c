import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';
import type { Redis } from 'ioredis';

import { LiveLogs } from '#src/accounts/live-logs.ts';
import type { LogSource, LogWatcher } from '#src/conversation/live-log.ts';
import { maskSecrets } from '#src/conversation/mask-secrets.ts';
import type { LogEnd, LogLines } from '#src/protocol/index.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { testRedis } from '#test/support/redis.ts';

describe('live logs', () => {
  let redis: Redis;
  let place: { redis: Redis; prefix: string };
  const opened: LiveLogs[] = [];

  beforeEach(async () => {
    const { url, prefix } = await testRedis();
    redis = connectRedis(url);
    place = { redis, prefix };
  });

  afterEach(() => {
    for (const logs of opened.splice(0)) logs.close();
    redis.disconnect();
  });

  function logsOf(...sources: LogSource[]): LiveLogs {
    const logs = new LiveLogs({ ...place, sources });
    opened.push(logs);
    return logs;
  }

  it('follow their source once, however many look, and stop it when the last one has left', async () => {
    const tap = new Tap();
    const logs = logsOf(tap);
    const id = await logs.open({ owner: 'ada', kind: 'tap', subject: { pod: 'web-1' } });
    expect(tap.followed).to.equal(0);

    const [first, second] = [new Watcher(), new Watcher()];
    const one = await logs.watch(id, 'ada', first);
    await tap.begun;
    tap.give('one', 'two');
    await first.until(2);
    const two = await logs.watch(id, 'ada', second);
    expect(two).to.include({ from: 0, replays: false });
    expect(two?.lines).to.deep.equal(['one', 'two']);
    tap.give('three');
    await Promise.all([first.until(3), second.until(1)]);
    expect(tap.followed).to.equal(1);
    expect(tap.subject).to.deep.equal({ pod: 'web-1' });

    one?.stop();
    expect(tap.stopped).to.equal(false);
    two?.stop();
    await pause(0);
    expect(tap.stopped).to.equal(true);
  });

  it('are nobody else’s', async () => {
    const logs = logsOf(new Tap());
    const id = await logs.open({ owner: 'ada', kind: 'tap', subject: {} });
    expect(await logs.watch(id, 'mallory', new Watcher())).to.equal(null);
    expect(await logs.watch('nothing-of-the-kind', 'ada', new Watcher())).to.equal(null);
  });

  it('say why they end', async () => {
    const tap = new Tap();
    const logs = logsOf(tap);
    const id = await logs.open({ owner: 'ada', kind: 'tap', subject: {} });
    const first = new Watcher();
    await logs.watch(id, 'ada', first);
    await tap.begun;
    tap.give('last words');
    tap.end();
    expect(await first.end).to.deep.equal({ why: 'over' });
    expect(first.all).to.deep.equal(['last words']);

    const broken = new Watcher();
    await logs.watch(id, 'ada', broken);
    await tap.begun;
    tap.end(new Error('The pod web-1 is gone.'));
    expect(await broken.end).to.deep.equal({ why: 'failed', message: 'The pod web-1 is gone.' });
  });

  it('leave lines out rather than fall behind, and the numbers tell how many', async () => {
    const tap = new Tap();
    const logs = logsOf(tap);
    const watcher = new Watcher();
    await logs.watch(await logs.open({ owner: 'ada', kind: 'tap', subject: {} }), 'ada', watcher);
    await tap.begun;
    tap.give(...Array.from({ length: 1_000 }, (_, index) => `line ${index}`));
    tap.end();
    await watcher.end;
    expect(watcher.all).to.have.length(200);
    expect(watcher.all.at(-1)).to.equal('line 999');
    expect(watcher.told[0]?.from).to.equal(800);
  });

  it('are written from another process, kept for who comes later, and go on after their end', async () => {
    const [writer, reader] = [logsOf(), logsOf()];
    const id = await writer.begin({ owner: 'ada', key: 'operation-1' });
    expect(await writer.begin({ owner: 'ada', key: 'operation-1' })).to.equal(id);
    await writer.write(id, ['before anybody looked']);
    const watcher = new Watcher();
    const watching = await reader.watch(id, 'ada', watcher);
    expect(watching?.replays).to.equal(true);
    await watcher.until(1);
    await writer.write(id, ['while somebody looks']);
    await watcher.until(2);
    await writer.end(id);
    expect(await watcher.end).to.deep.equal({ why: 'over' });

    await writer.write(id, ['run again']);
    await writer.end(id);
    const late = new Watcher();
    await reader.watch(id, 'ada', late);
    await late.end;
    expect(late.all).to.deep.equal(['before anybody looked', 'while somebody looks', 'run again']);
  });

  it('show no secret and no escape sequence', async () => {
    const tap = new Tap();
    const logs = logsOf(tap);
    const watcher = new Watcher();
    await logs.watch(await logs.open({ owner: 'ada', kind: 'tap', subject: {} }), 'ada', watcher);
    await tap.begun;
    tap.give('\u001b[31mlogin\u001b[0m password=hunter2 user=ada', `x${'y'.repeat(5_000)}`);
    tap.end();
    await watcher.end;
    expect(watcher.all[0]).to.equal('login password=•••• user=ada');
    expect(watcher.all[1]).to.have.length(2_001);
  });
});

describe('maskSecrets', () => {
  const secret = 's3cr3tValue99';
  for (const line of [
    `postgres://ada:${secret}@db:5432/shop`,
    `Authorization: Bearer ${secret}`,
    `DB_PASSWORD=${secret}`,
    `{"apiKey": "${secret}", "name": "shop"}`,
    `helm install --password ${secret} shop`,
    `token: '${secret}'`,
    `jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ${secret}.${secret}`,
    `K10${'a1'.repeat(32)}::server:${secret}`,
    `pushed with ghp_${secret}${secret}`,
    `-----BEGIN RSA PRIVATE KEY-----${secret}`,
  ]) {
    it(`hides it in ${line.slice(0, 30)}…`, () => {
      expect(maskSecrets(line)).to.include('••••');
      expect(maskSecrets(line)).to.not.include(secret);
    });
  }

  it('leaves the rest alone', () => {
    for (const line of [
      'GET /tokens 200 12ms',
      'secretary joined',
      'https://example.org:8080/a?b=c',
      'image nginx@sha256:0123456789abcdef',
    ]) {
      expect(maskSecrets(line)).to.equal(line);
    }
  });

  it('is quick with lines made to be slow', () => {
    const begin = performance.now();
    for (const piece of ['password', 'a://', 'eyJ', 'token ', '-----BEGIN ', '"', 'K10'])
      maskSecrets(piece.repeat(4_000 / piece.length));
    expect(performance.now() - begin).to.be.below(1_000);
  });
});

/** A source whose lines the test gives. */
class Tap implements LogSource {
  readonly kind = 'tap';
  followed = 0;
  stopped = false;
  subject: unknown;
  begun: Promise<void>;
  #begin: () => void = () => undefined;
  #lines: string[] = [];
  #over: Error | true | undefined;
  #wake: () => void = () => undefined;

  constructor() {
    this.begun = this.#next();
  }

  async *follow(subject: unknown, { signal }: { signal: AbortSignal }): AsyncGenerator<readonly string[]> {
    this.followed += 1;
    this.subject = subject;
    this.#over = undefined;
    const aborted = once(signal, 'abort').then(() => {
      this.stopped = true;
    });
    this.#begin();
    for (;;) {
      const lines = this.#lines.splice(0);
      if (lines.length > 0) yield lines;
      const over = this.#ending();
      if (over === true) break;
      if (over instanceof Error) throw over;
      await Promise.race([
        aborted,
        new Promise<void>((resolve) => {
          this.#wake = resolve;
        }),
      ]);
      if (signal.aborted) return;
    }
    this.begun = this.#next();
  }

  give(...lines: string[]): void {
    this.#lines.push(...lines);
    this.#wake();
  }

  /** How it ends; read anew each time, for it changes while one waits. */
  #ending(): Error | true | undefined {
    return this.#over;
  }

  end(error?: Error): void {
    this.#over = error ?? true;
    this.#wake();
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#begin = resolve;
    });
  }
}

class Watcher implements LogWatcher {
  readonly told: LogLines[] = [];
  readonly end: Promise<LogEnd>;
  readonly #ended: (end: LogEnd) => void;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<LogEnd>();
    this.end = promise;
    this.#ended = resolve;
  }

  lines(lines: LogLines): void {
    this.told.push(lines);
  }

  ended(end: LogEnd): void {
    this.#ended(end);
  }

  get all(): string[] {
    return this.told.flatMap(({ lines }) => lines);
  }

  async until(count: number): Promise<void> {
    while (this.all.length < count) await pause(5);
  }
}
