import { expect } from 'chai';
import { applyUntilKnown } from '#src/provisioning/apply-until-known.ts';
import { ActionFailure, type ApplyContext, type Engine, type Observation, type Plan } from '#src/provisioning/index.ts';

const plan = { spec: { name: 'demo' } } as Plan;
const patience = { looks: 4, firstPauseMs: 1, resumptions: 2 };
const lost = new ActionFailure('UNKNOWN_OUTCOME', 'The line went dead.');

/** An engine that answers `apply` and `find` from these lists, the last one again and again. */
function engineOf(applies: (Observation | ActionFailure)[], finds: (Observation['state'] | null)[]) {
  const calls = { apply: 0, find: 0 };
  const engine = {
    apply: async () => {
      const answer = applies[Math.min(calls.apply++, applies.length - 1)];
      if (answer instanceof ActionFailure) throw answer;
      return answer;
    },
    find: async () => {
      const state = finds[Math.min(calls.find++, finds.length - 1)];
      return state ? { ref: 'r', state } : null;
    },
  } as unknown as Engine;
  return { engine, calls };
}

function context(signal = new AbortController().signal): ApplyContext {
  return {
    effectId: 'e',
    signal,
    checkpoint: (_name, work) => work(),
    progress: () => undefined,
    log: () => undefined,
  };
}

const failure = async (promise: Promise<unknown>): Promise<ActionFailure> => {
  const error = await promise.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (error instanceof ActionFailure) return error;
  throw new Error('it did not fail');
};

describe('an outcome that is unknown', () => {
  it('is no matter when what was made is found ready', async () => {
    const { engine, calls } = engineOf([lost], [null, 'deploying', 'ready']);
    expect((await applyUntilKnown(engine, plan, context(), patience)).state).to.equal('ready');
    expect(calls).to.deep.equal({ apply: 1, find: 3 });
  });

  it('is a failure when nothing was made, and nothing is made again', async () => {
    const { engine, calls } = engineOf([lost], [null]);
    const { code, message } = await failure(applyUntilKnown(engine, plan, context(), patience));
    expect(code).to.equal('UNKNOWN_OUTCOME');
    expect(message).to.include('nothing of "demo" is there');
    expect(calls).to.deep.equal({ apply: 1, find: 4 });
  });

  it('is a failure at once when what was made has failed', async () => {
    const { engine, calls } = engineOf([lost], ['failed']);
    const { message } = await failure(applyUntilKnown(engine, plan, context(), patience));
    expect(message).to.include('it is failed now');
    expect(calls).to.deep.equal({ apply: 1, find: 1 });
  });

  it('is taken up again under the same effect when it stays half done, but not for ever', async () => {
    const ready = { ref: 'r', state: 'ready' } as Observation;
    const resumed = engineOf([lost, ready], ['deploying']);
    expect(await applyUntilKnown(resumed.engine, plan, context(), patience)).to.equal(ready);
    expect(resumed.calls).to.deep.equal({ apply: 2, find: 4 });
    const stuck = engineOf([lost], ['deploying']);
    await failure(applyUntilKnown(stuck.engine, plan, context(), patience));
    expect(stuck.calls).to.deep.equal({ apply: 3, find: 12 });
  });

  it('is not looked at any longer once it is stopped', async () => {
    const { engine } = engineOf([lost], [null]);
    const slow = { ...patience, firstPauseMs: 60_000 };
    const { code } = await failure(applyUntilKnown(engine, plan, context(AbortSignal.timeout(20)), slow));
    expect(code).to.equal('ABORTED');
  });

  it('has nothing to do with failures that are known', async () => {
    const { engine, calls } = engineOf([new ActionFailure('NO_CAPACITY', 'No room.')], ['ready']);
    expect((await failure(applyUntilKnown(engine, plan, context(), patience))).code).to.equal('NO_CAPACITY');
    expect(calls.find).to.equal(0);
  });
});
