import { expect } from 'chai';

import { loadConfig } from '#src/config/load-config.ts';
import { whyRefused } from '#src/server/origins.ts';

describe('which pages may speak to the wizard', () => {
  const { web } = loadConfig({});
  const settings = (signIn: 'local' | 'token', allowedOrigins: string[] = [], host = '127.0.0.1') => ({
    host,
    signIn,
    web: { ...web, allowedOrigins },
  });
  const why = (headers: Record<string, string>, config: ReturnType<typeof settings>) => whyRefused({ headers }, config);

  it('its own, and those that are allowed', () => {
    const config = settings('token', ['https://shop.example']);
    for (const origin of ['http://127.0.0.1:3000', 'https://shop.example']) {
      expect(why({ host: '127.0.0.1:3000', origin }, config), origin).to.equal(undefined);
    }
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:4000', 'https://shop.example:444']) {
      expect(why({ host: '127.0.0.1:3000', origin }, config), origin).to.contain('ALLOWED_ORIGINS');
    }
  });

  it('behind a proxy that keeps the name, the name of an allowed page', () => {
    const config = settings('token', ['https://wizard.example']);
    const origin = 'https://wizard.example';
    expect(why({ host: 'wizard.example', origin, 'x-forwarded-for': '192.0.2.7' }, config)).to.equal(undefined);
    expect(why({ host: 'other.example', origin: 'http://other.example' }, config)).to.contain('the name other.example');
  });

  it('on this machine nobody whom a proxy or a tunnel brought, while no tokens are asked for', () => {
    const config = settings('local');
    expect(why({ host: 'localhost:3000' }, config)).to.equal(undefined);
    for (const header of ['forwarded', 'x-forwarded-for', 'x-real-ip', 'cf-connecting-ip']) {
      expect(why({ host: 'localhost:3000', [header]: '192.0.2.7' }, config), header).to.contain('SIGN_IN');
    }
  });

  it('none that names no host at all', () => {
    for (const host of ['', 'a b', '[']) expect(why({ host }, settings('token'))).to.be.a('string');
    expect(why({}, settings('token'))).to.be.a('string');
  });
});
