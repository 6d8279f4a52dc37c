import { EventEmitter } from 'node:events';

import { expect } from 'chai';

import { askedToStop } from '#src/cli/asked-to-stop.ts';

describe('being asked to stop', () => {
  class Host extends EventEmitter {
    readonly exits: number[] = [];
    exit(code: number): never {
      this.exits.push(code);
      return undefined as never;
    }
  }

  function listen(): { host: Host; asked: Promise<NodeJS.Signals>; clock: { now: number } } {
    const host = new Host();
    const clock = { now: 1_000 };
    return { host, clock, asked: askedToStop(host as unknown as NodeJS.Process, () => clock.now) };
  }

  it('takes the first signal as a wish', async () => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      const { host, asked } = listen();
      host.emit(signal, signal);
      expect(await asked).to.equal(signal);
      expect(host.exits).to.deep.equal([]);
    }
  });

  it('takes echoes of the first for what they are', async () => {
    const { host, asked, clock } = listen();
    host.emit('SIGINT', 'SIGINT');
    clock.now += 200;
    host.emit('SIGINT', 'SIGINT');
    host.emit('SIGTERM', 'SIGTERM');
    await asked;
    expect(host.exits).to.deep.equal([]);
  });

  it('takes a later one as an order', () => {
    const { host, clock } = listen();
    host.emit('SIGINT', 'SIGINT');
    clock.now += 501;
    host.emit('SIGINT', 'SIGINT');
    expect(host.exits).to.deep.equal([130]);
  });
});
