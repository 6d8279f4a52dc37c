import { expect } from 'chai';

import type { ClusterObject } from '#src/cluster/index.ts';
import { veleroRestore } from '#src/provisioning/changes/readiness/velero-restore.ts';

const restore = (status: ClusterObject['status'], apiVersion = 'velero.io/v1'): ClusterObject => ({
  apiVersion,
  kind: 'Restore',
  metadata: { name: 'before-2', namespace: 'velero' },
  ...(status === undefined ? {} : { status }),
});

const told = async (status: ClusterObject['status'], apiVersion?: string) =>
  await veleroRestore(restore(status, apiVersion), undefined as never, {});

describe('a Restore of Velero', () => {
  it('is followed, object by object, until everything is back', async () => {
    expect(await told(undefined)).to.deep.equal({ ready: false, waitingFor: 'Velero has not begun yet' });
    expect(await told({ phase: 'InProgress' })).to.deep.equal({ ready: false, waitingFor: 'Velero has begun' });
    const half = { phase: 'InProgress', progress: { itemsRestored: 3, totalItems: 7 } };
    expect((await told(half)).waitingFor).to.equal('Velero has brought back 3 of 7 objects');
    // Its volumes are still on their way.
    expect((await told({ ...half, phase: 'Finalizing' })).ready).to.equal(false);
    expect((await told({ phase: 'Completed' })).ready).to.equal(true);
  });

  it('says what did not come back, in Velero’s words', async () => {
    const partly = (await told({ phase: 'PartiallyFailed', errors: 2 })).failed;
    expect(partly?.reason).to.match(/2 objects back.*velero restore describe before-2/);
    const refused = (await told({ phase: 'FailedValidation', validationErrors: ['no such backup', 7] })).failed;
    expect(refused?.evidence).to.deep.equal(['Velero could not restore "before-2".', 'no such backup']);
    expect((await told({ phase: 'Failed', failureReason: 'no storage' })).failed?.evidence).to.include('no storage');
  });

  it('of another tool is not taken for one of Velero', async () => {
    expect((await told({ phase: 'Failed' }, 'k8up.io/v1')).ready).to.equal(true);
  });
});
