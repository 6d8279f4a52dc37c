import { numberAt } from '../../fields.ts';
import type { Remedies } from '../remedy.ts';
import { fieldRemedy, found, restart, rollBack } from './workload.ts';

/** What answers for names in the cluster: started, put back, or begun anew. */
export const dnsRemedies: Remedies = function* dnsRemedies(finding, snapshot) {
  const workload = found(snapshot, finding.object);
  if (!workload) return;
  if (finding.cause === 'stopped') {
    const nodes = snapshot.all('Node').length;
    const copies = Math.max(1, numberAt(workload, 'spec', 'replicas') ?? 0, nodes > 1 ? 2 : 1);
    yield fieldRemedy(
      {
        id: 'start',
        title: `Start "${workload.metadata.name}" with ${copies === 1 ? 'one copy' : `${copies} copies`}`,
        warning: 'Nothing that runs is touched.',
      },
      finding.object,
      { spec: { replicas: copies } },
    );
  }
  if (finding.cause === 'nobody-answers') {
    yield* rollBack(finding, snapshot);
    yield* restart(finding, snapshot);
  }
};
