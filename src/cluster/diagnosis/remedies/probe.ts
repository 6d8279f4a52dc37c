import type { JsonObject } from '#src/protocol/index.ts';

import { numberAt, objectAt, textAt, valueAt } from '../../fields.ts';
import type { Remedies } from '../remedy.ts';
import { containerOf, containerPatch, rollBack, workloadOf } from './workload.ts';

/** A check that asks in the wrong place, or too soon. The check is mended, never taken away. */
export const probeRemedies: Remedies = function* probeRemedies(finding, snapshot) {
  const workload = workloadOf(finding, snapshot);
  const name = textAt(finding.facts, 'container');
  const probe = textAt(finding.facts, 'probe');
  const container = workload && name !== undefined ? containerOf(workload, name) : undefined;
  if (workload && container && name !== undefined && probe !== undefined) {
    const declared = valueAt(finding.facts, 'declared');
    const how = ['httpGet', 'tcpSocket', 'grpc'].find((one) => valueAt(container, probe, one) !== undefined);
    const warning = `The pods of "${workload.metadata.name}" are replaced one after the other.`;
    const undo = 'The present check is kept, and can be brought back.';
    const changed = (change: (settings: JsonObject) => JsonObject) => () =>
      containerPatch(workload, name, (one) => ({ ...one, [probe]: change(objectAt(one, probe)) }));
    if (finding.cause === 'wrong-port' && how !== undefined) {
      const ports = Array.isArray(declared) ? declared.filter((port) => typeof port === 'number') : [];
      for (const port of ports) {
        yield {
          id: `port-${port}`,
          title: `Let the check ask port ${port}`,
          risk: 'disruptive',
          warning,
          undo,
          changes: changed((settings) => ({ ...settings, [how]: { ...objectAt(settings, how), port } })),
        };
      }
    }
    if (finding.cause === 'wrong-path') {
      yield {
        id: 'path',
        title: 'Let the check ask for another path',
        risk: 'disruptive',
        warning,
        question: { text: 'Which path answers when it is well?', type: 'text', suggestions: ['/', '/healthz'] },
        undo,
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
      const delay = (numberAt(container, probe, 'initialDelaySeconds') ?? 0) + 30;
      const seconds = Math.max(5, (numberAt(container, probe, 'timeoutSeconds') ?? 1) * 3);
      yield {
        id: 'more-time',
        title: `Give it more time (first check after ${delay} s, ${seconds} s for an answer)`,
        risk: 'disruptive',
        warning,
        undo,
        changes: changed((settings) => ({ ...settings, initialDelaySeconds: delay, timeoutSeconds: seconds })),
      };
    }
  }
  yield* rollBack(finding, snapshot);
};
