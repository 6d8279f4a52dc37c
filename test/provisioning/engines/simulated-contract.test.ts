import { ActionFailure } from '#src/provisioning/action.ts';
import type { Engine } from '#src/provisioning/engine.ts';
import type { EngineUnderContract } from '#test/contracts/engine.contract.ts';
import { engineContract } from '#test/contracts/engine.contract.ts';
import { smallSpec } from '#test/contracts/small-spec.ts';

import { simulatedUnderTest } from './simulated-under-test.ts';

engineContract('simulated', () => simulated());

const lacking = 'This engine has no public addresses.';
engineContract('an engine without public addresses', () => simulated(withoutPublicIps), { 'public IP': lacking });

async function simulated(around: (engine: Engine) => Engine = (engine) => engine): Promise<EngineUnderContract> {
  const { engine, another, close } = await simulatedUnderTest();
  await engine.start();
  return {
    engine: around(engine),
    spec: smallSpec,
    tooBig: { workerSize: 'big', workers: 50, placement: { country: 'Austria' } },
    country: 'Belgium',
    restarted: async () => {
      const other = another();
      await other.start();
      return around(other);
    },
    close,
  };
}

function withoutPublicIps(engine: Engine): Engine {
  const plan: Engine['plan'] = (wanted) =>
    wanted.publicIp ? Promise.reject(new ActionFailure('UNSUPPORTED', lacking)) : engine.plan(wanted);
  return { ...engine, plan };
}
