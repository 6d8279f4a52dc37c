import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { expect } from 'chai';

import { ConfigError } from '#src/config/config-error.ts';
import { loadConfig } from '#src/config/load-config.ts';

describe('loading the configuration', () => {
  const project = resolve(import.meta.dirname, '../..');
  const folder = mkdtempSync(join(tmpdir(), '3bot-config-'));
  const further = join(folder, 'further.yaml');
  after(() => rmSync(folder, { recursive: true }));

  /** The problems of a further configuration file with this text. */
  function problemsOf(text: string, env: NodeJS.ProcessEnv = {}): readonly string[] {
    writeFileSync(further, text);
    try {
      loadConfig({ ...env, CONFIG: further });
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return error.problems.map((problem) => problem.replace(folder, '…'));
      throw error;
    }
  }

  it('works without any setting', () => {
    const config = loadConfig({});
    expect(config.host).to.equal('127.0.0.1');
    expect(config.port).to.equal(3000);
    expect(config.dataDir).to.equal(join(project, '.data'));
    expect(config.flows.folders).to.deep.equal([join(project, 'chatflows')]);
    expect(config.redis.url).to.equal(undefined);
  });

  it('takes the file of the environment, a further file, then single variables', () => {
    writeFileSync(further, 'web:\n  burst: 7\n  messagesPerSecond: 3\nlogLevel: debug\n');
    const config = loadConfig({ NODE_ENV: 'test', CONFIG: further, LOG_LEVEL: 'error' });
    expect(config.port).to.equal(0);
    expect(config.web.burst).to.equal(7);
    expect(config.web.messagesPerSecond).to.equal(3);
    expect(config.web.maxMessageBytes).to.equal(65_536);
    expect(config.logLevel).to.equal('error');
  });

  it('takes name servers with and without a port, and nothing else', () => {
    const servers = ['9.9.9.9', '127.0.0.1:5353', '::1', '[::1]:5353'];
    expect(loadConfig({ DNS_SERVERS: servers.join(',') }).dns.servers).to.deep.equal(servers);
    for (const wrong of ['dns.example.org', '9.9.9', '9.9.9.9:70000', '[::1']) {
      expect(() => loadConfig({ DNS_SERVERS: wrong }), wrong).to.throw('a list of addresses such as 9.9.9.9');
    }
  });

  it('trusts proxies by address or network, and never everybody', () => {
    const trusted = loadConfig({ TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8,fd00::/8' }).web.trustedProxies;
    expect(trusted).to.deep.equal(['127.0.0.1', '10.0.0.0/8', 'fd00::/8']);
    for (const wrong of ['proxy.example.org', '10.0.0', '10.0.0.0/33', '10.0.0.0/8/8', '0.0.0.0/0', '::/0']) {
      expect(() => loadConfig({ TRUSTED_PROXIES: wrong }), wrong).to.throw('such as 127.0.0.1 or 10.0.0.0/8');
    }
  });

  it('asks everybody for a token in production', () => {
    expect(loadConfig({ NODE_ENV: 'production' }).signIn).to.equal('token');
  });

  it('reads numbers, lists and paths from the environment', () => {
    const config = loadConfig({
      PORT: '8080',
      ALLOWED_ORIGINS: 'https://example.org, https://other.example.org:8443',
      DATA_DIR: 'elsewhere',
      FLOW_FOLDERS: 'chatflows,/srv/flows',
      SIMULATED_SPEED: '2.5',
      SECRET_KEY: '0a'.repeat(32),
      REDIS_URL: 'rediss://:word@redis.example.org:6380',
    });
    expect(config.port).to.equal(8080);
    expect(config.web.allowedOrigins).to.deep.equal(['https://example.org', 'https://other.example.org:8443']);
    expect(config.dataDir).to.equal(resolve('elsewhere'));
    expect(config.flows.folders).to.deep.equal([resolve('chatflows'), '/srv/flows']);
    expect(config.engines.simulated.speed).to.equal(2.5);
    expect(config.secretKey).to.equal('0a'.repeat(32));
    expect(config.redis.url).to.equal('rediss://:word@redis.example.org:6380');
  });

  it('takes an empty variable, an empty section and an empty file as not set', () => {
    expect(loadConfig({ PORT: '', NODE_ENV: '' }).port).to.equal(3000);
    expect(problemsOf('web:\nport:\n')).to.deep.equal([]);
    expect(problemsOf('')).to.deep.equal([]);
  });

  it('says where an unknown setting is, what was probably meant, and what there is', () => {
    expect(problemsOf('port: 1\nweb:\n  brust: 3\n')).to.deep.equal([
      '…/further.yaml:3: "web.brust" is not a setting. Did you mean "web.burst"? Known in web: allowedOrigins, trustedProxies, maxConnectionsPerAddress, messagesPerSecond, burst, maxMessageBytes, writeBufferPackets.',
    ]);
    expect(problemsOf('sessions: {ttlDay: 3}')[0]).to.contain(
      'Did you mean "sessions.ttlDays"? Known in sessions: ttlDays.',
    );
    expect(problemsOf('writeBufferPackets: 50')[0]).to.contain('Did you mean "web.writeBufferPackets"?');
    expect(problemsOf('__proto__: {port: 1}')[0]).to.contain('"__proto__.port" is not a setting.');
    expect(problemsOf('zzzzzzzzzz: 1')[0]).to.match(
      /^…\/further\.yaml:1: "zzzzzzzzzz" is not a setting\. Known here: host, /,
    );
  });

  it('says what a wrong value should be, in files and variables', () => {
    expect(problemsOf('port: soon\nweb: 3\nflows:\n  folders: chatflows\nsignIn: nobody\n')).to.deep.equal([
      '…/further.yaml:1: "port" should be a whole number from 0 to 65535, but is "soon".',
      '…/further.yaml:2: "web" should be a section with some of: allowedOrigins, trustedProxies, maxConnectionsPerAddress, messagesPerSecond, burst, maxMessageBytes, writeBufferPackets.',
      '…/further.yaml:4: "flows.folders" should be a list of at least one folder, but is "chatflows".',
      '…/further.yaml:5: "signIn" should be local or token, but is "nobody".',
    ]);
    expect(problemsOf('', { PORT: '80a', ALLOWED_ORIGINS: 'example.org' })).to.deep.equal([
      'PORT: "port" should be a whole number from 0 to 65535, but is "80a".',
      'ALLOWED_ORIGINS: "web.allowedOrigins" should be a list of origins such as https://example.org, without a path, but is ["example.org"].',
    ]);
  });

  it('keeps secrets out of files, and out of its messages', () => {
    expect(problemsOf('secretKey: hunter2hunter2\nredis:\n  url: redis://:hunter2@redis:6379\n')).to.deep.equal([
      '…/further.yaml:1: "secretKey" is a secret and does not belong in a file: set SECRET_KEY in the environment.',
      '…/further.yaml:3: "redis.url" holds a password, which does not belong in a file: set REDIS_URL in the environment.',
    ]);
    expect(problemsOf('redis:\n  url: redis://redis:6379\n')).to.deep.equal([]);
    const problems = problemsOf('', { SECRET_KEY: 'hunter2', REDIS_URL: 'http://me:hunter2@redis' });
    expect(problems).to.have.length(2);
    expect(problems.join()).not.to.contain('hunter2');
  });

  it('says what is wrong with a file that is no YAML, or is not there', () => {
    expect(problemsOf('port: [1\n')[0]).to.match(/^…\/further\.yaml: .*line/);
    expect(problemsOf('port: 1\nport: 2\n')[0]).to.contain('Map keys must be unique');
    expect(() => loadConfig({ CONFIG: '/nowhere.yaml' })).to.throw(ConfigError, '/nowhere.yaml cannot be read');
  });

  it('knows its environments', () => {
    expect(() => loadConfig({ NODE_ENV: 'staging' })).to.throw(
      ConfigError,
      'NODE_ENV is "staging", but there are only: development, production, test.',
    );
    expect(() => loadConfig({ NODE_ENV: '../config/test' })).to.throw(ConfigError);
    expect(loadConfig({ NODE_ENV: 'development' })).to.deep.equal(loadConfig({}));
  });

  it('notices a default that was lost', () => {
    mkdirSync(join(folder, 'config'));
    writeFileSync(join(folder, 'config/default.yaml'), 'host: 127.0.0.1\n');
    expect(() => loadConfig({}, folder)).to.throw(ConfigError, '"port" is not set');
  });
});
