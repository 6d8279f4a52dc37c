import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';

import { type Cluster, ClusterError, connectCluster, type ObjectDraft } from '#src/cluster/index.ts';
import { failureOf } from '#test/contracts/apply-context.ts';
import { smallSpec } from '#test/contracts/small-spec.ts';

import { type KubernetesHost, kubernetesHost } from './kubernetes-host.ts';

describe('the rights of the wizard on a host (config/rbac/host.yaml)', function () {
  this.timeout(60_000);
  let host: KubernetesHost;
  let wizard: Cluster;

  before(async () => {
    host = await kubernetesHost();
    wizard = await connectCluster(host.wizardKubeconfig);
    // A policy comes into force a moment after it is made.
    while ((await refusal(wizard.create(namespace('elsewhere'), { dryRun: true }))) === 'allowed') await pause(100);
  });
  after(async () => {
    wizard.close();
    await host.close();
  });

  const refusal = async (work: Promise<unknown>): Promise<string> => {
    try {
      await work;
    } catch (error) {
      if (error instanceof ClusterError) return `${error.code}: ${error.message}`;
      throw error;
    }
    return 'allowed';
  };
  const namespace = (name: string): ObjectDraft => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  const binding = (place: string, role: string): ObjectDraft => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'mine', namespace: place },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'ServiceAccount', namespace: '3bot-wizard', name: 'wizard' }],
  });

  it('are enough: the host has no problem with them', async () => {
    const engine = host.engine();
    expect(await engine.problems?.()).to.deep.equal([]);
    await engine.stop();
  });

  it('end at the namespaces of VDCs', async () => {
    expect(await refusal(wizard.create(namespace('elsewhere')))).to.include('begin with vdc-');
    expect(await refusal(wizard.delete({ apiVersion: 'v1', kind: 'Namespace', name: '3bot-wizard' }))).to.include(
      'begin with vdc-',
    );
    expect(await refusal(wizard.apply(binding('kube-system', '3bot-wizard-vdc')))).to.include('begin with vdc-');
  });

  it('read no secret outside of them, and bind no other role', async () => {
    const secrets = { apiVersion: 'v1', kind: 'Secret', namespace: 'kube-system' };
    const list = async () => {
      for await (const _ of wizard.list(secrets));
    };
    expect(await refusal(list())).to.match(/^FORBIDDEN/);
    await wizard.create(namespace('vdc-0000000000-mine'));
    expect(await refusal(wizard.apply(binding('vdc-0000000000-mine', 'cluster-admin')))).to.match(/^FORBIDDEN/);
    expect(await refusal(wizard.apply(binding('vdc-0000000000-mine', '3bot-wizard-vdc')))).to.equal('allowed');
    await host.cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name: 'vdc-0000000000-mine' });
  });

  it('are asked for by name where they are missing', async () => {
    await host.cluster.apply({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'nobody', namespace: 'default' },
    });
    const { token } = await host.cluster.token({ namespace: 'default', name: 'nobody' }, { seconds: 600 });
    const config = JSON.parse(host.kubeconfig) as { users: { user: object }[] };
    for (const user of config.users) user.user = { token };
    const engine = host.engine({ kubeconfig: JSON.stringify(config) });
    const [problem] = (await engine.problems?.()) ?? [];
    expect(problem).to.include('get/list/create/patch/delete namespaces').and.include('config/rbac/host.yaml');
    expect(problem).to.include('clusters.k3k.io');
    expect((await failureOf(engine.plan(smallSpec))).code).to.equal('UNSUPPORTED');
    await engine.stop();
  });
});
