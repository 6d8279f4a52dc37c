import { expect } from 'chai';

import type { OperationRequest, Operations } from '#src/conversation/index.ts';
import type { OperationView } from '#src/protocol/index.ts';
import type { OperationOutcome } from '#src/provisioning/index.ts';

/** What the suite needs of an implementation: operations whose one action makes `steps` things, `pace` ms each. */
export interface OperationsSubject {
  operations: Operations;
  /** A request nobody made before, for an action that can be taken back. */
  request(input?: {
    steps?: number;
    pace?: number;
    fail?: { code: string; retryable: boolean; times: number };
  }): OperationRequest;
  /** Lets work begin: until then operations only queue. */
  work(): Promise<void>;
  /** All outcomes told for this operation so far, once there are so many. */
  outcomes(id: string, count?: number): Promise<OperationOutcome[]>;
  /** Progress heard of this operation so far. */
  progress(id: string): OperationView[];
  /** Things this operation has made and not taken back. */
  made(id: string): Promise<number>;
  /** How often the thing that was made most often was made. */
  mostOften(): Promise<number>;
  /** The most updates of mere progress in a second. */
  perSecond: number;
  /** Resolves when the operation has made something. */
  underWay(id: string): Promise<void>;
}

/** Every implementation of `Operations` keeps these promises. */
export function operationsContract(create: () => Promise<OperationsSubject>): void {
  let subject: OperationsSubject;

  beforeEach(async () => {
    subject = await create();
  });

  it('shows an operation from the moment it is started, with the stages it will have', async () => {
    const request = subject.request();
    await subject.operations.start(request);
    const view = await subject.operations.view(request.id);
    expect(view).to.include({ id: request.id, title: request.title, state: 'Pending', cancellable: true });
    expect(view?.stages.map(({ state }) => state)).to.deep.equal(['waiting', 'waiting']);
  });

  it('tells the outcome with the view it ends in', async () => {
    await subject.work();
    const request = subject.request({ steps: 3 });
    await subject.operations.start(request);
    const [told] = await subject.outcomes(request.id);
    expect(told).to.include({
      id: request.id,
      conversation: request.conversation,
      run: request.run,
      step: request.step,
    });
    expect(told?.outcome).to.deep.equal({ ok: true, output: { made: 3 } });
    expect(told?.view).to.include({ state: 'Succeeded', cancellable: false });
    expect(told?.view.stages.every(({ state }) => state === 'done')).to.equal(true);
    expect(await subject.operations.view(request.id)).to.deep.equal(told?.view);
  });

  it('does the same request once, however often it is started', async () => {
    await subject.work();
    const request = subject.request({ pace: 20 });
    await Promise.all(Array.from({ length: 5 }, () => subject.operations.start(request)));
    await subject.outcomes(request.id);
    expect(await subject.made(request.id)).to.equal(3);
    expect(await subject.mostOften()).to.equal(1);
  });

  it('tells the outcome once more when a finished operation is started again, and does nothing else', async () => {
    await subject.work();
    const request = subject.request();
    await subject.operations.start(request);
    const [first] = await subject.outcomes(request.id);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await subject.operations.start(request);
    const [, again] = await subject.outcomes(request.id, 2);
    expect(again).to.deep.equal(first);
    expect(await subject.mostOften()).to.equal(1);
  });

  it('stops one that waits before it made anything', async () => {
    const request = subject.request();
    await subject.operations.start(request);
    await subject.operations.stop(request.id);
    expect((await subject.operations.view(request.id))?.cancellable).to.equal(false);
    await subject.work();
    const [told] = await subject.outcomes(request.id);
    expect(told?.view.state).to.equal('Aborted');
    expect(told?.outcome).to.have.nested.property('failure.code', 'ABORTED');
    expect(await subject.mostOften()).to.equal(0);
  });

  it('stops one that runs and takes back what it made, as a stage that is seen', async () => {
    await subject.work();
    const request = subject.request({ steps: 500, pace: 10 });
    await subject.operations.start(request);
    await subject.underWay(request.id);
    await subject.operations.stop(request.id);
    await subject.operations.stop(request.id);
    const [told] = await subject.outcomes(request.id);
    expect(told?.view.state).to.equal('Aborted');
    expect(told?.view.stages.at(-1)).to.include({ title: 'Clean up', state: 'done' });
    expect(told?.view.stages.filter(({ state }) => state === 'running' || state === 'done')).to.have.length(1);
    expect(await subject.made(request.id)).to.equal(0);
  });

  it('leaves one that succeeded as it is, and ignores unknown ids', async () => {
    await subject.work();
    const request = subject.request();
    await subject.operations.start(request);
    await subject.outcomes(request.id);
    await subject.operations.stop(request.id);
    await subject.operations.stop('nobody-knows-this');
    expect((await subject.operations.view(request.id))?.state).to.equal('Succeeded');
    expect(await subject.operations.view('nobody-knows-this')).to.equal(null);
    expect(await subject.made(request.id)).to.equal(3);
  });

  it('tries what may succeed later again, inside its limits, and goes on from the last checkpoint', async () => {
    await subject.work();
    const request = {
      ...subject.request({ fail: { code: 'NODE_FAILED', retryable: true, times: 2 } }),
      attempts: 3,
      backoffMs: 10,
    };
    await subject.operations.start(request);
    const [told] = await subject.outcomes(request.id);
    expect(told?.outcome.ok).to.equal(true);
    expect(await subject.mostOften()).to.equal(1);
  });

  it('gives up when the attempts are used, or when another one would not help, and takes back', async () => {
    await subject.work();
    const often = {
      ...subject.request({ fail: { code: 'NODE_FAILED', retryable: true, times: 9 } }),
      attempts: 2,
      backoffMs: 10,
    };
    const final = { ...subject.request({ fail: { code: 'NO_CAPACITY', retryable: false, times: 9 } }), attempts: 5 };
    for (const request of [often, final]) {
      await subject.operations.start(request);
      const [told] = await subject.outcomes(request.id);
      expect(told?.view.state).to.equal('Failed');
      expect(told?.outcome).to.have.nested.property('failure.message', 'There is no room.');
      expect(await subject.made(request.id)).to.equal(0);
    }
  });

  it('ends what takes too long, and takes back', async () => {
    await subject.work();
    const request = { ...subject.request({ steps: 500, pace: 10 }), timeoutMs: 150 };
    await subject.operations.start(request);
    const [told] = await subject.outcomes(request.id);
    expect(told?.view.state).to.equal('Failed');
    expect(told?.outcome).to.have.nested.property('failure.code', 'TIMEOUT');
    expect(await subject.made(request.id)).to.equal(0);
  });

  it('reports progress with a sequence that only grows, a few times a second at most', async () => {
    await subject.work();
    const request = subject.request({ steps: 40, pace: 10 });
    const before = Date.now();
    await subject.operations.start(request);
    const [told] = await subject.outcomes(request.id);
    const seconds = (Date.now() - before) / 1_000;
    const seen = subject.progress(request.id);
    const sequences = seen.map(({ sequence }) => sequence);
    expect(sequences).to.deep.equal([...new Set(sequences)].sort((a, b) => a - b));
    expect(seen.at(-1)?.sequence).to.be.at.most(told?.view.sequence ?? 0);
    const percents = new Set(seen.flatMap(({ stages }) => stages.flatMap(({ percent }) => percent ?? [])));
    expect(percents.size).to.be.greaterThan(0);
    expect(seen.length).to.be.within(3, 4 + Math.ceil(seconds * subject.perSecond));
  });
}
