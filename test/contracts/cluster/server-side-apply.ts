import { expect } from 'chai';

import type { Cluster, ClusterError, ClusterObject } from '#src/cluster/index.ts';
import { connectCluster, objectAt, objectsAt, textAt, textsAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { rejection } from '#test/support/rejection.ts';

import type { ClusterCases } from '../cluster.contract.ts';
import { configMap, deployment } from './drafts.ts';

/** Who owns what, when several apply one object: what is merged, what is taken away, what is refused. */
export const serverSideApply: ClusterCases = (under) => {
  const as = async (fieldManager: string, use: (cluster: Cluster) => Promise<void>) => {
    const cluster = await connectCluster(under().kubeconfig, { fieldManager });
    try {
      await use(cluster);
    } finally {
      cluster.close();
    }
  };
  const container = (object: ClusterObject): JsonObject =>
    objectsAt(object, 'spec', 'template', 'spec', 'containers')[0] ?? {};
  const variables = (object: ClusterObject) =>
    objectsAt(container(object), 'env').map(({ name, value }) => `${String(name)}=${String(value)}`);

  it('merges lists by what tells their members apart', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const env = (...names: string[]) => ({ env: names.map((name) => ({ name, value: '1' })) });
    await cluster.apply(deployment(namespace, 'web', {}, env('A', 'B')));
    await as('other', async (other) => {
      const both = await other.apply(deployment(namespace, 'web', {}, env('C')));
      expect(variables(both)).to.have.members(['A=1', 'B=1', 'C=1']);
    });
    const left = await cluster.apply(deployment(namespace, 'web', {}, env('B')));
    expect(variables(left)).to.have.members(['B=1', 'C=1']);
  });

  it('keeps what another one still wants', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    await cluster.apply(configMap(namespace, 'shared', { a: '1', b: '1' }));
    await as('other', async (other) => {
      await other.apply(configMap(namespace, 'shared', { a: '1' }));
    });
    const left = await cluster.apply(configMap(namespace, 'shared', { b: '1' }));
    expect(left['data']).to.deep.equal({ a: '1', b: '1' });
  });

  it('takes a whole part away, with what the server had set in it', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const probe = { livenessProbe: { httpGet: { path: '/', port: 80 } } };
    const made = await cluster.apply(deployment(namespace, 'web', { replicas: 0 }, probe));
    expect(objectAt(container(made), 'livenessProbe')).to.include({ periodSeconds: 10, failureThreshold: 3 });
    const left = await cluster.apply(deployment(namespace, 'web', { replicas: 0 }));
    expect(container(left)).not.to.have.property('livenessProbe');
  });

  it('names every owner and every field of a conflict, in lists too', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    await as('other', async (other) => {
      await other.apply(deployment(namespace, 'web', { replicas: 3 }, { env: [{ name: 'A', value: 'theirs' }] }));
    });
    const ours = deployment(namespace, 'web', { replicas: 1 }, { env: [{ name: 'A', value: 'ours' }] });
    const error = await rejection<ClusterError>(cluster.apply(ours));
    expect(error.code).to.equal('CONFLICT');
    expect(error.causes.map(({ field }) => field)).to.have.members([
      '.spec.replicas',
      '.spec.template.spec.containers[name="main"].env[name="A"].value',
    ]);
    expect(error.causes.every(({ reason }) => reason === 'FieldManagerConflict')).to.equal(true);
    const checked = await cluster.apply(ours, { force: true, dryRun: true });
    expect(variables(checked)).to.deep.equal(['A=ours']);
    const kept = await cluster.get({ apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'web' });
    expect(kept && variables(kept)).to.deep.equal(['A=theirs']);
  });

  it('is asked before it takes what somebody made without applying', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    await as('maker', async (maker) => {
      await maker.create(configMap(namespace, 'made', { a: '1' }));
    });
    expect((await rejection<ClusterError>(cluster.apply(configMap(namespace, 'made', { a: '2' })))).code).to.equal(
      'CONFLICT',
    );
    const joined = await cluster.apply(configMap(namespace, 'made', { a: '1', b: '2' }));
    expect(joined['data']).to.deep.equal({ a: '1', b: '2' });
  });

  it('adds finalizers to those that are there, and removes its own alone', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const held = (...finalizers: string[]) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'held', namespace, ...(finalizers.length > 0 ? { finalizers } : {}) },
    });
    await cluster.apply(held('example.org/ours'));
    await as('other', async (other) => {
      const both = await other.apply(held('example.org/theirs'));
      expect(both.metadata.finalizers).to.have.members(['example.org/ours', 'example.org/theirs']);
    });
    const left = await cluster.apply(held());
    expect(left.metadata.finalizers).to.deep.equal(['example.org/theirs']);
    const reference = { apiVersion: 'v1', kind: 'ConfigMap', namespace, name: 'held' };
    await cluster.patch(reference, { metadata: { finalizers: null } });
  });

  it('writes amounts in one form, and a service keeps its address', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    const resources = { resources: { requests: { cpu: '0.5', memory: '1024Mi' } } };
    const web = await cluster.apply(deployment(namespace, 'web', { replicas: 0 }, resources));
    expect(objectAt(container(web), 'resources', 'requests')).to.deep.equal({ cpu: '500m', memory: '1Gi' });
    const service = (port: number) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace },
      spec: { selector: { app: 'web' }, ports: [{ port }] },
    });
    const first = await cluster.apply(service(80));
    const second = await cluster.apply(service(81));
    expect(textAt(second, 'spec', 'clusterIP')).to.equal(textAt(first, 'spec', 'clusterIP'));
    expect(textsAt(second, 'spec', 'clusterIPs')).to.have.length(1);
    expect(objectsAt(second, 'spec', 'ports')).to.deep.equal([{ port: 81, protocol: 'TCP', targetPort: 81 }]);
  });
};
