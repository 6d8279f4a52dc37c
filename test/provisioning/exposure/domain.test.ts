import { expect } from 'chai';

import { checkDomain, hostProblem, recordFor } from '#src/provisioning/exposure/domain.ts';
import { addressHost } from '#src/provisioning/exposure/gateway.ts';
import { nameResolver } from '#src/provisioning/exposure/resolver.ts';

import { nameServer } from './name-server.ts';

describe('a domain of one’s own', () => {
  const hosts = new Map([
    ['here.example.org', ['192.0.2.7']],
    ['there.example.org', ['198.51.100.9']],
    ['both.example.org', ['192.0.2.7', '198.51.100.9']],
    ['nothing.example.org', []],
  ]);
  let dns: Awaited<ReturnType<typeof nameServer>>;

  before(async () => {
    dns = await nameServer(hosts);
  });
  after(async () => {
    await dns.close();
  });

  const look = async (host: string) => await checkDomain(nameResolver([dns.server]), host, ['192.0.2.7']);

  it('leads here, elsewhere, or nowhere, and says which record to create', async () => {
    expect(await look('here.example.org')).to.deep.include({ ok: true, found: ['192.0.2.7'] });
    expect((await look('there.example.org')).text)
      .to.include('leads to 198.51.100.9')
      .and.to.include('there.example.org A 192.0.2.7');
    expect((await look('both.example.org')).ok).to.equal(false);
    for (const host of ['nothing.example.org', 'unknown.example.org']) {
      expect((await look(host)).text)
        .to.include('has no address yet')
        .and.to.include(`${host} A 192.0.2.7`);
    }
  });

  it('is looked up anew each time: a record that was made meanwhile counts', async () => {
    expect((await look('new.example.org')).ok).to.equal(false);
    hosts.set('new.example.org', ['192.0.2.7']);
    expect((await look('new.example.org')).ok).to.equal(true);
  });

  it('is not blamed when the DNS does not answer', async () => {
    const silent = await nameServer(new Map());
    await silent.close();
    const { ok, text } = await checkDomain(nameResolver([silent.server], 100), 'here.example.org', ['192.0.2.7']);
    expect(ok).to.equal(false);
    expect(text).to.include('The DNS does not answer just now');
  });

  it('is a domain, not an address and not a link', () => {
    for (const wrong of [
      'https://app.example.org',
      'app',
      '192.0.2.7',
      'App.example.org',
      'a..b.org',
      '-a.org',
      'a.b.1',
      `${'a'.repeat(64)}.org`,
    ]) {
      expect(hostProblem(wrong), wrong).to.be.a('string');
    }
    for (const right of ['app.example.org', 'a-b.c.io', 'xn--bcher-kva.example'])
      expect(hostProblem(right), right).to.equal(undefined);
  });

  it('may also be made of the address itself', () => {
    expect(addressHost('web', ['2001:db8::1', '192.0.2.7'])).to.equal('web.192-0-2-7.nip.io');
    expect(addressHost('web', ['2001:db8::1'])).to.equal(null);
    expect(recordFor('app.example.org', ['2001:db8::1'])).to.equal('app.example.org AAAA 2001:db8::1');
  });
});
