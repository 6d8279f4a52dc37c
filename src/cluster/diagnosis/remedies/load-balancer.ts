import { objectsAt } from '../../fields.ts';
import type { Remedies } from '../remedy.ts';
import { fieldRemedy, found, numbersAt } from './workload.ts';

/** A service that gets no address outside: another port, or the addresses that the nodes have already. */
export const loadBalancerRemedies: Remedies = function* loadBalancerRemedies(finding, snapshot) {
  const service = found(snapshot, finding.object);
  if (!service) return;
  const ports = objectsAt(service, 'spec', 'ports');
  const [port, ...more] = numbersAt(finding.facts, 'ports');
  if (finding.cause === 'port-taken' && port !== undefined && more.length === 0) {
    yield {
      id: 'other-port',
      title: 'Let it answer at another port',
      risk: 'reversible',
      warning: 'Whoever uses it by the old port does not reach it any more.',
      question: { text: `At which port instead of ${port}?`, type: 'text', suggestions: [String(port + 8_000)] },
      undo: 'The former port is kept, and can be brought back.',
      changes: (answer = '') => {
        const number = Number(answer.trim());
        if (!Number.isInteger(number) || number < 1 || number > 65_535 || number === port)
          throw new RangeError(`Write a port from 1 to 65535 other than ${port}.`);
        const targets = ports.map((one) => ({ ...one, targetPort: one['targetPort'] ?? port, port: number }));
        return { patches: [{ reference: finding.object, patch: { spec: { ports: targets } } }] };
      },
    };
  }
  if (finding.cause === 'nobody-gives' || finding.cause === 'port-taken') {
    yield fieldRemedy(
      {
        id: 'node-port',
        title: 'Let it answer at the addresses of the nodes, at a port above 30000',
        warning: 'It waits for no address of its own any more.',
      },
      finding.object,
      { spec: { type: 'NodePort', loadBalancerClass: null, allocateLoadBalancerNodePorts: null } },
    );
  }
};
