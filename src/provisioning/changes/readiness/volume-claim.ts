import { objectsAt, textAt } from '#src/cluster/index.ts';

import { READY, type ReadinessOf } from './readiness.ts';

/** Bound to a volume, or waiting for the first pod that uses it, and as large as wanted. */
export const volumeClaim: ReadinessOf = async (claim, cluster, options) => {
  const phase = textAt(claim, 'status', 'phase');
  if (phase === 'Bound') {
    const resizing = objectsAt(claim, 'status', 'conditions').find(
      ({ type, status }) => status === 'True' && type === 'Resizing',
    );
    return resizing ? { ready: false, waitingFor: 'it is made larger' } : READY;
  }
  if (phase === 'Lost') {
    const reason = `The volume behind "${claim.metadata.name}" is gone.`;
    return { ready: false, waitingFor: 'its volume is gone', failed: { reason, evidence: ['phase Lost'] } };
  }
  const waiting = { ready: false, waitingFor: 'waiting for a volume' };
  const name = textAt(claim, 'spec', 'storageClassName');
  if (name === undefined || name === '') {
    const reason = 'This cluster has no default storage class, so that nobody makes the volume.';
    return { ...waiting, trouble: { reason, evidence: ['no storageClassName'] } };
  }
  const storageClass = await cluster.get({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name }, options);
  if (!storageClass) {
    const reason = `There is no storage class "${name}".`;
    return { ...waiting, trouble: { reason, evidence: [reason] } };
  }
  // The volume is made when a pod wants it: the claim itself is as ready as it can be.
  return storageClass['volumeBindingMode'] === 'WaitForFirstConsumer' ? READY : waiting;
};
