import { expect } from 'chai';

import { checkExposure, isLoopback } from '#src/config/check-exposure.ts';
import { loadConfig } from '#src/config/load-config.ts';

describe('who may reach the wizard', () => {
  const { web } = loadConfig({});
  const check = (host: string, signIn: 'local' | 'token', allowedOrigins: string[] = []) =>
    checkExposure({ host, signIn, web: { ...web, allowedOrigins } });

  it('lets the owner of this machine in without a token', () => {
    for (const host of ['127.0.0.1', '127.8.0.3', '::1', '[::1]', 'localhost']) {
      expect(check(host, 'local'), host).to.deep.equal([]);
      expect(check(host, 'local', ['http://localhost:8080']), host).to.deep.equal([]);
    }
  });

  it('refuses other hosts until tokens are in use and the pages are named', () => {
    for (const host of ['0.0.0.0', '::', '192.168.1.5', 'wizard.example.org', '127.example.org']) {
      expect(check(host, 'local'), host).to.have.length(2);
      expect(check(host, 'token'), host).to.have.length(1);
      expect(check(host, 'local', ['https://example.org']), host).to.have.length(1);
      expect(check(host, 'token', ['https://example.org']), host).to.deep.equal([]);
    }
    expect(check('0.0.0.0', 'local')[0]).to.contain('SIGN_IN').and.to.contain('3bot token create');
    expect(check('0.0.0.0', 'token')[0]).to.contain('ALLOWED_ORIGINS');
  });

  it('refuses strangers behind a proxy on loopback, too', () => {
    expect(check('127.0.0.1', 'local', ['https://example.org'])[0]).to.contain('https://example.org');
    expect(check('127.0.0.1', 'token', ['https://example.org'])).to.deep.equal([]);
  });

  it('trusts no name that only looks like this machine', () => {
    for (const host of ['localhost.example.org', '127.0.0.1.example.org', '1', ''])
      expect(isLoopback(host)).to.equal(false);
  });
});
