import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

import { expect } from 'chai';

import { visitorAddresses } from '#src/server/visitor-address.ts';

describe('the address of a visitor', () => {
  const proxies = ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'];

  const cases: [from: string, forwarded: string | undefined, address: string][] = [
    ['203.0.113.7', undefined, '203.0.113.7'],
    ['203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['fd00::5', '2001:db8::1', '2001:db8::1'],
    ['127.0.0.1', '198.51.100.1, 10.1.2.3', '198.51.100.1'],
    ['127.0.0.1', '192.0.2.99, 198.51.100.1', '198.51.100.1'],
    ['127.0.0.1', 'whatever, 10.1.2.3', 'whatever'],
  ];
  for (const [from, forwarded, address] of cases) {
    it(`is ${address} where ${from} says it came from ${forwarded ?? 'nowhere'}`, () => {
      expect(visitorAddresses(proxies)(requestFrom(from, forwarded))).to.equal(address);
    });
  }

  it('is that of the connection where no proxy is trusted', () => {
    expect(visitorAddresses([])(requestFrom('127.0.0.1', '198.51.100.1'))).to.equal('127.0.0.1');
  });
});

function requestFrom(address: string, forwarded: string | undefined): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: address });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return request;
}
