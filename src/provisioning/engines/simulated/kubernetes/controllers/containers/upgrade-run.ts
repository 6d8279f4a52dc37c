import { objectsAt, textAt, textsAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { KubernetesObject } from '../../kubernetes-object.ts';
import type { Course } from './shell-script.ts';

/** On the pod of an upgrade's Job: what its controller has seen done for it (`prepared`, `drained`), and what it must refuse. */
export const UPGRADE_STATE = 'simulated.3bot.io/upgrade';

/** The containers of a system-upgrade Job: `prepare` and `drain` wait until that is done, `upgrade` replaces k3s. */
export function upgradeRun(pod: KubernetesObject, container: JsonObject): Course {
  const state = new Set((pod.metadata.annotations?.[UPGRADE_STATE] ?? '').split(','));
  const node = textAt(pod, 'spec', 'nodeName') ?? '';
  const name = textAt(container, 'name') ?? '';
  const course = (texts: readonly string[], after: number, exitCode = 0): Course => ({
    lines: texts.map((text, index) => ({ after: (after * index) / texts.length, text })),
    ends: { after, exitCode },
  });
  const wait = (what: string, first: string, line: string): Course => ({
    lines: [{ after: 0, text: first }],
    ends: undefined,
    repeats: { every: 5, texts: [line] },
    waitsFor: what,
  });
  switch (name) {
    case 'cordon':
      return course([`node/${node} cordoned`], 0.5);
    case 'drain': {
      const first = `node/${node} cordoned`;
      if (state.has('drained')) return course([first, `node/${node} drained`], 0.8);
      const blocked = pod.metadata.annotations?.[DRAIN_BLOCKED];
      const line = blocked ?? 'evicting pods';
      return wait('drained', first, line);
    }
    case 'prepare': {
      const plan = textsAt(container, 'args').at(-1) ?? '';
      if (state.has('prepared')) return course([`+ prepare ${plan}`, '+ exit 0'], 0.5);
      return wait(
        'prepared',
        `+ prepare ${plan}`,
        `Waiting for all control-plane nodes to be upgraded by plan ${plan}`,
      );
    }
    default: {
      const version =
        textAt(
          objectsAt(container, 'env').find((variable) => variable['name'] === 'SYSTEM_UPGRADE_PLAN_LATEST_VERSION'),
          'value',
        ) ?? '';
      const found = ['+ upgrade', '+ get_k3s_process_info', '[INFO]  Comparing old and new binaries'];
      if (state.has('downgrade')) {
        return course(
          [...found, `[ERROR] Current k3s version is higher than ${version}: downgrade is not supported`, '+ exit 1'],
          1.2,
          1,
        );
      }
      return course(
        [
          ...found,
          '[INFO]  Deploying new k3s binary to /usr/local/bin',
          '[INFO]  K3s binary has been replaced successfully',
          '+ kill_k3s_process',
          '[INFO]  Successfully Killed old k3s process',
        ],
        3.5,
      );
    }
  }
}

/** On the pod of an upgrade's Job: why its drain does not get on, as `kubectl drain` says it. */
export const DRAIN_BLOCKED = 'simulated.3bot.io/drain-blocked';
