import { once } from 'node:events';
import { createServer } from 'node:net';

import { expect } from 'chai';

import { whyNoListening } from '#src/cli/why-no-listening.ts';

describe('why nobody can listen at an address', () => {
  /** What the system says when somebody tries to. */
  async function tried(host: string, port: number): Promise<unknown> {
    const server = createServer();
    return await new Promise((resolve) => {
      server.once('error', resolve);
      server.listen(port, host);
    });
  }

  it('is said with the way out', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(whyNoListening(await tried('127.0.0.1', port), { host: '127.0.0.1', port })).to.equal(
      `Port ${port} of 127.0.0.1 is taken: stop what listens there, or set PORT.`,
    );
    taken.close();
    // An address that is kept for documents is no machine's.
    expect(whyNoListening(await tried('192.0.2.1', 0), { host: '192.0.2.1', port: 0 })).to.contain('set HOST');
    const denied = Object.assign(new Error('listen EACCES'), { code: 'EACCES', syscall: 'listen' });
    expect(whyNoListening(denied, { host: '127.0.0.1', port: 80 })).to.contain('above 1023');
  });

  it('is left to others where it is something else', () => {
    const settings = { host: '127.0.0.1', port: 3000 };
    const elsewhere = Object.assign(new Error('no'), { code: 'EACCES', syscall: 'mkdir' });
    for (const error of [new Error('no'), elsewhere, 'no', undefined]) {
      expect(whyNoListening(error, settings)).to.equal(undefined);
    }
  });
});
