import { expect } from 'chai';

import { OneByOne } from '#src/provisioning/repair/one-by-one.ts';

/** Work that ends when it is told to, and how often it was begun. */
class Work {
  readonly begun: PromiseWithResolvers<number>[] = [];

  do(): Promise<number> {
    const turn = Promise.withResolvers<number>();
    this.begun.push(turn);
    return turn.promise;
  }

  end(turn: number): void {
    this.begun[turn]?.resolve(turn);
  }
}

describe('Work that is the same for all who ask', () => {
  const signal = new AbortController().signal;

  it('is done once more for all who ask while it is done', async () => {
    const [work, looks] = [new Work(), new OneByOne<number>()];
    const ask = async () => await looks.do('a', signal, () => work.do());
    const first = ask();
    const later = [ask(), ask(), ask()];
    expect(work.begun).to.have.length(1);
    work.end(0);
    expect(await first).to.equal(0);
    // Whoever comes now shares the one that has just begun's successor, or begins none too many.
    const last = ask();
    expect(work.begun).to.have.length(2);
    work.end(1);
    expect(await Promise.all(later)).to.deep.equal([1, 1, 1]);
    work.end(2);
    expect(await last).to.equal(2);
    expect(work.begun).to.have.length(3);
  });

  it('is done anew when nobody does it, also after it failed', async () => {
    const [work, looks] = [new Work(), new OneByOne<number>()];
    const ask = async () => await looks.do('a', signal, () => work.do());
    const failing = ask().catch((error: unknown) => error);
    const next = ask();
    work.begun[0]?.reject(new Error('nobody listens'));
    expect(await failing).to.be.instanceOf(Error);
    work.end(1);
    expect(await next).to.equal(1);
    const again = ask();
    work.end(2);
    expect(await again).to.equal(2);
  });

  it('goes on for the others when one does not wait any longer', async () => {
    const [work, looks] = [new Work(), new OneByOne<number>()];
    const leaving = new AbortController();
    const left = looks.do('a', leaving.signal, () => work.do()).catch((error: unknown) => error);
    const other = looks.do('a', signal, () => work.do());
    leaving.abort(new Error('enough'));
    expect(await left).to.have.property('message', 'enough');
    work.end(0);
    while (work.begun.length < 2) await Promise.resolve();
    work.end(1);
    expect(await other.then(() => work.begun.length)).to.equal(2);
  });

  it('is nobody else’s under another key', async () => {
    const [work, looks] = [new Work(), new OneByOne<number>()];
    const both = ['a', 'b'].map((key) => looks.do(key, signal, () => work.do()));
    work.end(0);
    work.end(1);
    expect(await Promise.all(both)).to.deep.equal([0, 1]);
  });
});
