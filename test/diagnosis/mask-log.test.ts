import { expect } from 'chai';

import { maskLog } from '#src/cluster/diagnosis/mask-log.ts';

describe('Lines of a log', () => {
  const secret = 'Tr0ub4dor-and-3';
  const cloudKey = 'ABCDEFGH12345678';
  const masked: { [what: string]: string } = {
    'an address with a password': `connecting to postgres://shop:${secret}@db:5432/shop`,
    'an address with a password only': `redis://:${secret}@cache:6379`,
    'a variable': `DB_PASSWORD=${secret}`,
    'a variable in quotes': `export API_KEY="${secret}"`,
    'a setting in JSON': `{"user":"shop","clientSecret":"${secret}"}`,
    'a setting in YAML': `password: ${secret}`,
    'a header': `Authorization: Bearer ${secret}x.y`,
    'a header alone': `sent bearer ${secret}`,
    'a web token': `got eyJhbGciOiJIUzI1NiJ9.${secret.replaceAll('-', '')}abc.sig`,
    'a key of a cloud': `using AKIA${cloudKey}`,
    'a key that looks like one': 'key AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGh',
    'a token of a code host': 'cloning with ghp_abcdefghijklmnopqrstuvwxyz0123456789',
    'a private key': '-----BEGIN RSA PRIVATE KEY-----MIIEow',
  };
  for (const [what, line] of Object.entries(masked)) {
    it(`lose ${what}`, () => {
      const shown = maskLog(line);
      expect(shown).to.contain('•••');
      expect(shown).not.to.contain(secret);
      expect(shown).not.to.match(/AKIA[A-Z0-9]|ghp_abc|MIIEow|AbCdEfGhIj/);
    });
  }

  it('lose colours and orders to a terminal', () => {
    expect(maskLog('\u001b[31mERROR\u001b[0m no \u001b[2Jroom\u0007\u202e left')).to.equal('ERROR no room  left');
  });

  const kept = [
    'Error: connect ECONNREFUSED 10.43.0.7:5432',
    'dial tcp: lookup db.shop.svc.cluster.local: no such host',
    'write /data/a: no space left on device',
    'FATAL: password authentication failed for user "shop"',
    'pods is forbidden: User "system:serviceaccount:shop:web" cannot list resource "pods" in API group ""',
    'panic: environment variable "DATABASE_URL" is not set',
    'image sha256:4c1d8e3fa2b7c4a91b2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d1e2f3a4b pulled',
  ];
  for (const line of kept) it(`keep what says why: ${line.slice(0, 40)}`, () => expect(maskLog(line)).to.equal(line));
});
