import { expect } from 'chai';

import { type ClusterError, connectCluster } from '#src/cluster/index.ts';
import { rejection } from '#test/support/rejection.ts';

import type { ClusterCases } from '../cluster.contract.ts';
import { all, configMap, deployment } from './drafts.ts';

/** Errors: a code for programs, a sentence for people, and nothing that should not be seen. */
export const refusing: ClusterCases = (under) => {
  const refused = async (promise: Promise<unknown>) => {
    const error = await rejection<ClusterError>(promise);
    expect(error.name).to.equal('ClusterError');
    for (const text of [error.message, JSON.stringify(error.causes)]) {
      expect(text).not.to.match(/bearer|x-kubernetes|audit-id|content-type|\{"kind"/i);
    }
    return error;
  };

  it('names a kind that is not installed', async () => {
    const unicorn = { apiVersion: 'example.org/v1', kind: 'Unicorn', metadata: { name: 'one', namespace: 'default' } };
    const error = await refused(under().cluster.apply(unicorn));
    expect(error.code).to.equal('UNKNOWN_KIND');
    expect(error.message).to.contain('Unicorn');
  });

  it('names the fields of a wrong object', async () => {
    const namespace = await under().namespace();
    const error = await refused(under().cluster.create(deployment(namespace, 'Not_A_Name')));
    expect(error.code).to.equal('INVALID');
    expect(error.message).to.contain('metadata.name');
    const replicas = await refused(under().cluster.apply(deployment(namespace, 'web', { replicas: -1 })));
    expect(replicas.code).to.equal('INVALID');
    expect(replicas.causes.map(({ field }) => field)).to.include('spec.replicas');
  });

  it('says that a field does not exist, for created and for applied objects', async () => {
    const namespace = await under().namespace();
    const wrong = deployment(namespace, 'web', { replica: 2 });
    for (const attempt of [under().cluster.create(wrong), under().cluster.apply(wrong)]) {
      const error = await refused(attempt);
      expect(error.code).to.equal('INVALID');
      expect(error.message).to.contain('replica');
    }
  });

  it('refuses to change what never changes', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    await cluster.apply(deployment(namespace, 'web'));
    const other = deployment(namespace, 'web', {
      selector: { matchLabels: { app: 'other' } },
      template: { metadata: { labels: { app: 'other' } }, spec: { containers: [{ name: 'main', image: 'nginx' }] } },
    });
    const error = await refused(cluster.apply(other));
    expect(error.code).to.equal('INVALID');
    expect(error.message).to.contain('immutable');
  });

  it('refuses a second object of a name', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    await cluster.create(configMap(namespace, 'one'));
    expect((await refused(cluster.create(configMap(namespace, 'one')))).code).to.equal('ALREADY_EXISTS');
  });

  it('refuses objects in a namespace that is not there', async () => {
    const error = await refused(under().cluster.apply(configMap('there-is-none', 'one')));
    expect(error.code).to.equal('NOT_FOUND');
    expect(error.message).to.contain('there-is-none');
  });

  it('refuses wrong credentials, a wrong authority, and an address where nobody is', async () => {
    const { kubeconfig } = under();
    const config = JSON.parse(kubeconfig) as Kubeconfig;
    const changed = async (change: (config: Kubeconfig) => void) => {
      const copy = structuredClone(config);
      change(copy);
      const cluster = await connectCluster(JSON.stringify(copy));
      try {
        return await refused(all(cluster.list({ apiVersion: 'v1', kind: 'Namespace' })));
      } finally {
        cluster.close();
      }
    };
    const nobody = await changed((copy) => {
      copy.users[0].user = { token: 'a-token-of-nobody' };
    });
    expect(nobody.code).to.equal('UNAUTHORIZED');
    const untrusted = await changed((copy) => {
      delete copy.clusters[0].cluster['certificate-authority-data'];
    });
    expect(untrusted.code).to.equal('CERTIFICATE');
    const nowhere = await changed((copy) => {
      copy.clusters[0].cluster.server = 'https://127.0.0.1:65530';
    });
    expect(nowhere.code).to.equal('UNREACHABLE');
    expect(nowhere.message).to.contain('nobody listens there');
  });
};

interface Kubeconfig {
  clusters: [{ cluster: { server: string; 'certificate-authority-data'?: string } }];
  users: [{ user: object }];
}
