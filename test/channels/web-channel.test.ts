import { once } from 'node:events';
import { connect as connectTcp, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';

import { masterKey } from '#src/accounts/master-key.ts';
import { Tokens } from '#src/accounts/tokens.ts';
import { PROTOCOL_VERSION } from '#src/protocol/index.ts';
import { type DevicePerson, devicesContract } from '#test/contracts/devices.contract.ts';
import { transcriptLines } from '#test/support/transcript.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';
import { messageId, WizardClient } from '#test/support/wizard-client.ts';

const flows = 'test/support/flows';

devicesContract('web', async () => {
  const wizard = await startTestWizard((config) => ({
    ...config,
    signIn: 'token',
    flows: { ...config.flows, folders: [...config.flows.folders, flows] },
  }));
  const { config } = wizard;
  const tokens = new Tokens(await masterKey({ dataDir: config.dataDir }));
  const clients: WizardClient[] = [];

  const tokenOf = async (owner: string) =>
    await tokens.create({ owner, name: owner, roles: ['owner'], ttlSeconds: 600 });

  async function arrive(owner: string, conversation?: string): Promise<WizardClient> {
    const client = new WizardClient(wizard.address, { token: await tokenOf(owner) });
    clients.push(client);
    await client.connected();
    await client.open(conversation === undefined ? { flow: 'questions', messageId: messageId() } : { conversation });
    return client;
  }

  function person(client: WizardClient): DevicePerson {
    return {
      get conversation() {
        return client.conversation;
      },
      set conversation(id) {
        client.conversation = id;
      },
      transcript: () => client.entries.flatMap(transcriptLines).map((line) => line.replace(/^(you|bot) {2}/, '')),
      send: async (reply, id) => await client.send(reply, id),
      resume: async () => {
        await client.connected();
        await client.open({ conversation: client.conversation });
      },
      open: () => client.prompt?.id,
    };
  }

  return {
    arrive: async (owner = 'alice') => person(await arrive(owner)),
    secondDevice: async ({ conversation }) => person(await arrive('alice', conversation)),
    stranger: async ({ conversation }) => {
      const client = await arrive('mallory');
      client.conversation = conversation;
      return person(client);
    },
    restart: async () => {
      const { port } = new URL(wizard.address);
      await wizard.restart(Number(port));
    },
    stop: async () => {
      for (const client of clients) client.close();
      await wizard.stop();
    },
  };
});

describe('web channel', function () {
  this.timeout(30_000);
  let wizard: TestWizard;

  before(async () => {
    wizard = await startTestWizard((config) => ({
      ...config,
      flows: { ...config.flows, folders: [...config.flows.folders, flows] },
      web: { ...config.web, maxConnectionsPerAddress: 12, messagesPerSecond: 20, burst: 40 },
    }));
  });

  after(async () => {
    await wizard.stop();
  });

  it('tells a page of another origin, and a foreign name for this machine, why they may not connect', async () => {
    const { host } = new URL(wizard.address);
    const page = 'This page may not speak to the wizard: add its origin to web.allowedOrigins (ALLOWED_ORIGINS).';
    for (const [headers, why] of [
      [{ host, origin: 'https://evil.example' }, page],
      [{ host, origin: 'null' }, page],
      [{ host, origin: `http://${host}.evil.example` }, page],
      [
        { host: 'evil.example', origin: 'http://evil.example' },
        'This wizard does not go by the name evil.example: add its origin to web.allowedOrigins (ALLOWED_ORIGINS).',
      ],
      [{ host, origin: wizard.address }, ''],
      [{ host }, ''],
    ] as const) {
      expect(await refusal(wizard.address, headers), JSON.stringify(headers)).to.equal(why);
    }
  });

  it('refuses a client of another protocol with a sentence', async () => {
    const client = new WizardClient(wizard.address, { auth: { protocol: 99 } });
    await client.until(() => client.refused !== '', 'a refusal');
    expect(client.refused).to.include(`version ${PROTOCOL_VERSION}`);
    client.close();
  });

  it('answers what is not well-formed with what is wrong, and goes on', async () => {
    const client = await wizard.client();
    await client.open({ flow: 'questions' });
    const bad: [string, unknown][] = [
      ['message', undefined],
      ['message', 'text'],
      ['message', { id: 'short', conversation: client.conversation, reply: { type: 'text', text: 'x' } }],
      ['message', { id: messageId(), conversation: client.conversation, reply: { type: 'nonsense' } }],
      ['message', { id: messageId(), conversation: client.conversation, reply: { type: 'text', text: '' } }],
      [
        'message',
        { id: messageId(), conversation: client.conversation, reply: { type: 'text', text: 'x'.repeat(4_001) } },
      ],
      ['message', { id: messageId(), conversation: '../../etc/passwd', reply: { type: 'text', text: 'x' } }],
      ['open', { conversation: 7 }],
      ['open', { flow: 'questions', slots: { name: Array.from({ length: 6_000 }, () => 1) } }],
      ['open', { flow: 'questions', slots: { name: JSON.parse('['.repeat(40) + ']'.repeat(40)) as unknown } }],
      ['open', { after: -1 }],
      ['history', { conversation: client.conversation, before: 'yesterday' }],
      ['cancel', {}],
      ['choices', []],
    ];
    for (const [event, request] of bad) {
      const answer = await emit(client, event, request);
      expect(answer, `${event} ${JSON.stringify(request)?.slice(0, 60)}`).to.have.nested.property(
        'error.code',
        'BAD_REQUEST',
      );
    }
    expect((await client.send({ type: 'text', text: 'still here' })).ok).to.equal(true);
    client.close();
  });

  it('does not need an acknowledgement to survive, nor a known event', async () => {
    const client = await wizard.client();
    await client.open({ flow: 'questions' });
    client.socket.io.engine.send('4{"broken');
    await pause(100);
    const other = await wizard.client();
    await other.open({ flow: 'questions' });
    Reflect.apply(other.socket.emit, other.socket, ['message', { id: 1 }]);
    Reflect.apply(other.socket.emit, other.socket, ['no-such-event', { id: 1 }, () => undefined]);
    expect((await other.send({ type: 'text', text: 'alive' })).ok).to.equal(true);
    client.close();
    other.close();
  });

  it('closes only the connection that sends too much at once', async () => {
    const big = await wizard.client();
    const small = await wizard.client();
    await small.open({ flow: 'questions' });
    const gone = new Promise((resolve) => big.socket.once('disconnect', resolve));
    Reflect.apply(big.socket.emit, big.socket, ['message', { text: 'x'.repeat(100_000) }]);
    await gone;
    expect((await small.send({ type: 'text', text: 'alive' })).ok).to.equal(true);
    big.close();
    small.close();
  });

  it('slows down who floods, and says when to try again', async () => {
    const client = await wizard.client();
    await client.open({ flow: 'questions' });
    const answers = await Promise.all(
      Array.from({ length: 80 }, () => client.send({ type: 'command', command: 'repeat' })),
    );
    const refused = answers.filter((answer) => !answer.ok);
    expect(refused.length).to.be.within(20, 45);
    expect(refused[0]).to.have.nested.property('error.code', 'SLOW_DOWN');
    expect(refused[0]).to.have.nested.property('error.retryAfter').that.is.greaterThan(0);
    client.close();
  });

  it('counts what it does, without naming anybody', async () => {
    const client = await wizard.client();
    await client.open({ flow: 'questions' });
    await client.say('counted');
    const metrics = await (await fetch(`${wizard.address}/metrics`)).text();
    for (const name of [
      'tbw_turns_total{source="message"}',
      'tbw_turn_duration_seconds_count',
      'tbw_sockets_connected',
    ]) {
      const value = metrics
        .split('\n')
        .find((line) => line.startsWith(name))
        ?.split(' ')
        .at(-1);
      expect(Number(value), name).to.be.greaterThan(0);
    }
    expect(metrics).to.not.include(client.conversation);
    client.close();
  });

  it('bounds the connections of one address', async () => {
    const clients = await Promise.all(Array.from({ length: 12 }, () => wizard.client()));
    const one = new WizardClient(wizard.address);
    await one.until(() => one.refused !== '', 'a refusal');
    for (const client of [...clients, one]) client.close();
  });

  it('counts a connection from its beginning, whether it signs in or not', async () => {
    const small = await startTestWizard((config) => ({
      ...config,
      web: { ...config.web, maxConnectionsPerAddress: 3 },
    }));
    const silent = [await knock(small.address), await knock(small.address), await knock(small.address)];
    for (const { status } of silent) expect(status).to.include(' 101 ');
    const over = await knock(small.address);
    expect(over.status).to.not.include(' 101 ');
    for (const { socket } of [...silent, over]) socket.destroy();
    await small.client();
    await small.stop();
  });

  it('tells apart who comes through a proxy that it trusts', async () => {
    const proxied = await startTestWizard((config) => ({
      ...config,
      signIn: 'token',
      web: { ...config.web, maxConnectionsPerAddress: 1, trustedProxies: ['127.0.0.1'] },
    }));
    const first = await knock(proxied.address, '198.51.100.1');
    const other = await knock(proxied.address, '198.51.100.2');
    const again = await knock(proxied.address, '198.51.100.1');
    expect([first, other, again].map(({ status }) => status.includes(' 101 '))).to.deep.equal([true, true, false]);
    for (const { socket } of [first, other, again]) socket.destroy();
    await proxied.stop();
  });

  it('wants a token beyond loopback, and refuses a wrong one', async () => {
    const strict = await startTestWizard((config) => ({ ...config, signIn: 'token' }));
    for (const token of [undefined, 'nonsense', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYWxsb3J5In0.']) {
      const client = new WizardClient(strict.address, token === undefined ? {} : { token });
      await client.until(() => client.refused !== '', 'a refusal');
      expect(client.refused).to.match(/token|sign/i);
      client.close();
    }
    await strict.stop();
  });

  it('ends a reader who does not read, and keeps its memory', async function () {
    this.timeout(90_000);
    const slow = await startTestWizard((config) => ({
      ...config,
      flows: { ...config.flows, folders: [...config.flows.folders, flows] },
      web: { ...config.web, messagesPerSecond: 10_000, burst: 10_000, writeBufferPackets: 16 },
    }));
    const talker = await slow.client();
    const reader = await slow.client();
    await talker.open({ flow: 'questions' });
    await reader.open({ conversation: talker.conversation });
    // The transport stops reading: the system's buffers fill, then the server's.
    const socket: unknown = Reflect.get(Object(Reflect.get(reader.socket.io.engine.transport, 'ws')), '_socket');
    if (!(socket instanceof Socket)) throw new Error('this client has no TCP socket to pause');
    socket.pause();
    const text = `/${'x'.repeat(3_900)}`;
    let ended = false;
    for (let round = 0; round < 100 && !ended; round++) {
      await Promise.all(Array.from({ length: 50 }, () => talker.send({ type: 'text', text })));
      const metrics = await (await fetch(`${slow.address}/metrics`)).text();
      ended = /tbw_socket_slow_disconnects_total [1-9]/.test(metrics);
    }
    expect(ended).to.equal(true);
    await slow.stop();
  });
});

describe('http server', () => {
  let wizard: TestWizard;

  before(async function () {
    this.timeout(30_000);
    wizard = await startTestWizard((config) => ({
      ...config,
      signIn: 'token',
      web: { ...config.web, allowedOrigins: ['https://shop.example'] },
    }));
  });

  after(async () => {
    await wizard.stop();
  });

  it('answers health, readiness, metrics, the page and the flows', async () => {
    for (const [path, type] of [
      ['/healthz', 'text/plain'],
      ['/readyz', 'application/json'],
      ['/metrics', 'text/plain'],
      ['/', 'text/html'],
      ['/widget.js', 'text/javascript'],
      ['/api/flows', 'application/json'],
    ]) {
      const answer = await fetch(`${wizard.address}${path}`);
      expect(answer.status, path).to.equal(200);
      expect(answer.headers.get('content-type'), path).to.include(type);
      expect(answer.headers.get('content-security-policy')).to.include("default-src 'none'");
      expect(answer.headers.get('x-content-type-options')).to.equal('nosniff');
    }
  });

  it('knows nothing else, and no way out of its folder', async () => {
    for (const path of [
      '/nothing',
      '/../package.json',
      '/%2e%2e/package.json',
      '/once/..%2f..',
      '/constructor',
      `/${'x'.repeat(3_000)}`,
    ]) {
      const answer = await fetch(`${wizard.address}${path}`);
      expect([404, 410, 414], path).to.include(answer.status);
    }
    expect((await fetch(`${wizard.address}/`, { method: 'DELETE' })).status).to.equal(404);
    expect((await fetch(`${wizard.address}/once/abcdefgh`)).status).to.equal(410);
  });

  it('answers what is sent in a wrong way with what is wrong, and takes it for no mistake of its own', async () => {
    for (const [line, status] of [
      ['GET // HTTP/1.1', 404],
      ['GET //[ HTTP/1.1', 404],
      ['GET http://elsewhere.example/ HTTP/1.1', 400],
      ['OPTIONS * HTTP/1.1', 400],
      ['GET /%zz HTTP/1.1', 404],
    ] as const) {
      const answer = await answerTo(wizard.address, `${line}\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
      expect(answer, line).to.match(new RegExp(`^HTTP/1.1 ${status} `));
    }
    const secret = new URLSearchParams({ secret: 'x'.repeat(200_000) });
    const answer = await fetch(`${wizard.address}/secret/${'a'.repeat(32)}`, { method: 'POST', body: secret });
    expect(answer.status).to.equal(413);
  });

  it('lets the pages that may hold the widget fetch what it offers, and no other', async () => {
    const fetched = async (origin: string) =>
      await fetch(`${wizard.address}/once/${'a'.repeat(32)}`, { method: 'POST', headers: { origin } });
    const allowed = await fetched('https://shop.example');
    expect(allowed.status).to.equal(410);
    expect(allowed.headers.get('access-control-allow-origin')).to.equal('https://shop.example');
    for (const other of ['https://evil.example', 'null', 'https://shop.example.evil.example']) {
      expect((await fetched(other)).headers.has('access-control-allow-origin'), other).to.equal(false);
    }
  });
});

async function emit(client: WizardClient, event: string, request: unknown): Promise<unknown> {
  return await new Promise((resolve) => {
    Reflect.apply(client.socket.emit, client.socket, [event, request, resolve]);
  });
}

/** Why a client with these headers may not connect; empty when it may. */
async function refusal(address: string, headers: { host: string; origin?: string }): Promise<string> {
  const client = new WizardClient(address, { headers });
  await client.until(() => client.socket.connected || client.refused !== '', 'an answer');
  client.close();
  return client.refused;
}

/** A websocket on which nobody has signed in yet, and what the server says to it first. */
async function knock(address: string, visitor?: string): Promise<{ socket: Socket; status: string }> {
  const { hostname, port } = new URL(address);
  const socket = connectTcp(Number(port), hostname);
  await once(socket, 'connect');
  const lines = [
    'GET /socket/?EIO=4&transport=websocket HTTP/1.1',
    `Host: ${hostname}:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    ...(visitor === undefined ? [] : [`X-Forwarded-For: ${visitor}`]),
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const [data] = (await once(socket, 'data')) as [Buffer];
  const [status = ''] = data.toString('latin1').split('\r\n');
  return { socket, status };
}

/** What the server answers to these bytes. */
async function answerTo(address: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(address);
  const socket = connectTcp(Number(port), hostname);
  socket.end(bytes);
  let answer = '';
  for await (const part of socket) answer += String(part);
  return answer;
}
