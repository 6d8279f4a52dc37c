import type { JsonObject } from '#src/protocol/index.ts';

import { numberAt, objectAt, textAt, valueAt } from '../../fields.ts';
import type { Remedies } from '../remedy.ts';
import { containerOf, containerPatch, numbersAt, replacing, restart, rollBack, workloadOf } from './workload.ts';

const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;

/** A check that asks in the wrong place, or too soon. The check is mended, never taken away. */
export const probeRemedies: Remedies = function* probeRemedies(finding, snapshot) {
  const workload = workloadOf(finding, snapshot);
  const name = textAt(finding.facts, 'container');
  const probe = textAt(finding.facts, 'probe');
  const container = workload && name !== undefined ? containerOf(workload, name) : undefined;
  if (workload && container && name !== undefined && probe !== undefined) {
    const how = ['httpGet', 'tcpSocket', 'grpc'].find((one) => valueAt(container, probe, one) !== undefined);
    const changed = (change: (settings: JsonObject) => JsonObject) => () =>
      containerPatch(finding, workload, name, (one) => ({ ...one, [probe]: change(objectAt(one, probe)) }));
    if (finding.cause === 'wrong-port' && how !== undefined) {
      for (const port of numbersAt(finding.facts, 'declared').slice(0, 3)) {
        yield {
          id: `port-${port}`,
          title: `Let the check ask port ${port}`,
          ...replacing(workload),
          changes: changed((settings) => ({ ...settings, [how]: { ...objectAt(settings, how), port } })),
        };
      }
    }
    if (finding.cause === 'wrong-path') {
      const others = probes
        .filter((one) => one !== probe)
        .flatMap((one) => textAt(container, one, 'httpGet', 'path') ?? []);
      yield {
        id: 'path',
        title: 'Let the check ask for another path',
        ...replacing(workload),
        question: {
          text: 'Which path answers when it is well?',
          type: 'text',
          suggestions: [...new Set([...others, '/', '/healthz'])].filter(
            (path) => path !== textAt(finding.facts, 'path'),
          ),
        },
        changes: (answer = '') => {
          if (!/^\/[\x21-\x7e]{0,200}$/.test(answer)) throw new RangeError('A path begins with "/", like "/healthz".');
          return changed((settings) => ({
            ...settings,
            httpGet: { ...objectAt(settings, 'httpGet'), path: answer },
          }))();
        },
      };
    }
    if (finding.cause === 'nobody-listens' || finding.cause === 'too-slow') {
      const before = numberAt(container, probe, 'initialDelaySeconds') ?? 0;
      const delay = before + 30;
      const seconds = Math.max(5, (numberAt(container, probe, 'timeoutSeconds') ?? 1) * 3);
      yield {
        id: 'more-time',
        title: `Give it more time (first check after ${delay} s instead of ${before} s, ${seconds} s for an answer)`,
        ...replacing(workload),
        changes: changed((settings) => ({ ...settings, initialDelaySeconds: delay, timeoutSeconds: seconds })),
      };
    }
    // An HTTP error, or a check of its own: the program may have lost its way.
    if (['application', 'fails'].includes(finding.cause)) {
      yield* restart(finding, snapshot);
    }
  }
  yield* rollBack(finding, snapshot);
};
