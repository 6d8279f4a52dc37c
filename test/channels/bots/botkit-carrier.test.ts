import { expect } from 'chai';

import { type Activity, BotkitCarrier } from '#src/channels/bots/botkit-carrier.ts';

describe('the Botkit controller', function () {
  this.timeout(60_000);
  const seen: string[] = [];
  let carrier: BotkitCarrier;
  let unhandled = 0;
  const count = () => {
    unhandled += 1;
  };

  before(async () => {
    process.on('unhandledRejection', count);
    carrier = await BotkitCarrier.load({
      ingest: ({ activity }) => {
        seen.push(`ingest ${activity.text}`);
        if (activity.text === 'broken middleware') throw new Error('the middleware is broken');
        return activity.text !== 'too much';
      },
      receive: ({ activity }) => seen.push(`receive ${activity.text}`),
      send: ({ edit }) => seen.push(edit ? 'send edit' : 'send'),
    });
  });

  after(() => {
    process.off('unhandledRejection', count);
    expect(unhandled).to.equal(0);
  });

  beforeEach(() => {
    seen.length = 0;
  });

  const activity = (text: string): Activity => ({
    type: 'message',
    id: text,
    text,
    conversation: { id: 'here' },
    from: { id: 'ada' },
    recipient: { id: 'wizard' },
  });

  it('carries what comes in through its middleware to the handler, and what goes out to the adapter', async () => {
    const handled: string[] = [];
    carrier.plug(
      'echo',
      async ({ message, edits }) => `${String(message)} ${edits ?? 'new'}`,
      async ({ text = '' }) => {
        handled.push(text);
      },
    );
    await carrier.receive('echo', activity('hello'));
    expect(handled).to.deep.equal(['hello']);
    expect(await carrier.send({ channel: 'echo', place: 'here', message: 'hi', key: 'k' })).to.equal('hi new');
    expect(await carrier.send({ channel: 'echo', place: 'here', message: 'hi', key: 'k', edits: 'm1' })).to.equal('m1');
    expect(seen).to.deep.equal(['ingest hello', 'receive hello', 'send', 'send edit']);
  });

  it('settles a turn whose handler throws, and stays alive', async () => {
    carrier.plug(
      'thrower',
      async () => 'id',
      async () => {
        throw new Error('the handler is broken');
      },
    );
    const failed = await carrier.receive('thrower', activity('boom')).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failed).to.be.instanceOf(Error).with.property('message', 'the handler is broken');
    await carrier.receive('echo', activity('still here'));
  });

  it('drops what the ingest refuses, and settles when a middleware throws', async () => {
    await carrier.receive('echo', activity('too much'));
    expect(seen).to.deep.equal(['ingest too much']);
    const failed = await carrier.receive('echo', activity('broken middleware')).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failed).to.be.instanceOf(Error).with.property('message', 'the middleware is broken');
  });

  it('hands on what an adapter could not deliver', async () => {
    carrier.plug(
      'wall',
      async () => {
        throw new Error('nobody is there');
      },
      async () => undefined,
    );
    const failed = await carrier.send({ channel: 'wall', place: 'here', message: 'hi', key: 'k' }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failed).to.be.instanceOf(Error).with.property('message', 'nobody is there');
  });
});
