import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { quantity, valueAt } from '#src/cluster/index.ts';
import { hostNodes } from '#src/provisioning/engines/kubernetes/host-node.ts';
import { hostPrices } from '#src/provisioning/engines/kubernetes/host-prices.ts';
import { checkUpgrade, compareVersions, fromTag, toTag } from '#src/provisioning/engines/kubernetes/k3s-version.ts';
import { adapted } from '#src/provisioning/engines/kubernetes/kubeconfig.ts';
import { namespaceManifest, vdcManifests } from '#src/provisioning/engines/kubernetes/manifests.ts';
import { k3kNames, namespaceOf, partsOf, refOf } from '#src/provisioning/engines/kubernetes/names.ts';
import { noRoom } from '#src/provisioning/engines/kubernetes/no-room.ts';
import { kubernetesOptionsSchema } from '#src/provisioning/engines/kubernetes/options.ts';
import { place, placeMore } from '#src/provisioning/engines/kubernetes/placement.ts';

import { hostNode, object, planFor, spec } from './hosted.ts';

const options = (change: object = {}) => kubernetesOptionsSchema.parse(change);

describe('the gate before an upgrade', () => {
  const offered = ['v1.36.3+k3s1', 'v1.35.6+k3s1', 'v1.34.1+k3s1'];
  const refusal = (from: string, to: string): string => {
    try {
      checkUpgrade(from, to, offered);
      return 'allowed';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

  it('lets through a patch and the next minor', () => {
    expect(refusal('v1.35.1+k3s1', 'v1.35.6+k3s1')).to.equal('allowed');
    expect(refusal('v1.35.6+k3s1', 'v1.35.6+k3s2')).to.equal('allowed');
    expect(refusal('v1.35.6+k3s1', 'v1.36.3+k3s1')).to.equal('allowed');
  });

  it('refuses the way back, and names the step over a minor', () => {
    expect(refusal('v1.36.3+k3s1', 'v1.35.6+k3s1')).to.include('cannot go back');
    expect(refusal('v1.36.3+k3s2', 'v1.36.3+k3s1')).to.include('cannot go back');
    expect(refusal('v1.34.1+k3s1', 'v1.36.3+k3s1')).to.include('Take v1.35.6+k3s1 first');
    expect(refusal('v1.35.6+k3s1', 'v2.0.0+k3s1')).to.include('skips a minor');
    expect(refusal('v1.35.6+k3s1', 'newest')).to.include('is no k3s version');
  });

  it('compares numbers, not texts, and turns dash and plus', () => {
    expect(compareVersions('v1.36.10+k3s1', 'v1.36.9+k3s1')).to.be.greaterThan(0);
    expect(compareVersions('v1.36.3-k3s1', 'v1.36.3+k3s1')).to.equal(0);
    expect(toTag('v1.36.3+k3s1')).to.equal('v1.36.3-k3s1');
    expect(fromTag('v1.36.3-k3s1')).to.equal('v1.36.3+k3s1');
  });
});

describe('room on a host', () => {
  const node = (name: string, extra: object = {}) =>
    object('Node', name, {
      status: {
        allocatable: { cpu: '3900m', memory: '16Gi', 'ephemeral-storage': '100Gi' },
        conditions: [{ type: 'Ready', status: 'True' }],
      },
      ...extra,
    });
  const pod = (nodeName: string, more: object) => object('Pod', 'p', { spec: { nodeName, ...more } });

  it('is what pods have not asked for', () => {
    const pods = [
      pod('a', {
        containers: [
          { resources: { requests: { cpu: '500m', memory: '1Gi' } } },
          { resources: { requests: { cpu: '0.4' } } },
        ],
        initContainers: [{ resources: { requests: { cpu: '1', memory: '2Gi' } } }],
      }),
      pod('a', { resources: { requests: { cpu: '1', memory: '4Gi' } }, containers: [{}] }),
      { ...pod('a', { containers: [{ resources: { requests: { cpu: '2' } } }] }), status: { phase: 'Succeeded' } },
      pod('', { containers: [{ resources: { requests: { cpu: '9' } } }] }),
    ];
    expect(hostNodes([node('a')], pods)[0]).to.include({
      vcpu: 1,
      memoryGiB: 10,
      diskGiB: 100,
      region: 'host',
      zone: 'host',
    });
  });

  it('is on nodes that take machines only', () => {
    const nodes = [
      node('cordoned', { spec: { unschedulable: true } }),
      node('tainted', { spec: { taints: [{ key: 'x', effect: 'NoSchedule' }] } }),
      node('away', { status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } }),
      node('reluctant', { spec: { taints: [{ key: 'x', effect: 'PreferNoSchedule' }] } }),
    ];
    expect(hostNodes(nodes, []).map(({ name }) => name)).to.deep.equal(['reluctant']);
  });

  it('is read in every unit that Kubernetes writes', () => {
    expect(['500m', '4Gi', '1e3', '1.5', '2k', 4].map(quantity)).to.deep.equal([
      0.5,
      4 * 2 ** 30,
      1_000,
      1.5,
      2_000,
      4,
    ]);
    expect(['', 'x', '4Qi', null, '--1'].map(quantity)).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it('keeps controllers apart, and spreads workers', () => {
    const nodes = ['a', 'b', 'c'].map((name) => hostNode(name));
    const machines = place(nodes, { ...spec, controllers: 3, workers: 3 }) ?? [];
    const on = (role: string) => machines.filter((machine) => machine.role === role).map((machine) => machine.node);
    expect(on('controller').sort()).to.deep.equal(['a', 'b', 'c']);
    expect(on('worker').sort()).to.deep.equal(['a', 'b', 'c']);
    expect(place(nodes.slice(1), { ...spec, controllers: 3 })).to.equal(null);
  });

  it('is asked for what is added only, and the newest workers go first', () => {
    const before = place([hostNode('a')], { ...spec, workers: 2 }) ?? [];
    const full = [hostNode('a', { vcpu: 2 })];
    expect(placeMore(full, { ...spec, workers: 3 }, before)?.map(({ name }) => name)).to.deep.equal([
      'controller-1',
      'worker-1',
      'worker-2',
      'worker-3',
    ]);
    expect(placeMore(full, { ...spec, workers: 4 }, before)).to.equal(null);
    expect(placeMore([], { ...spec, workers: 1 }, before)?.map(({ name }) => name)).to.deep.equal([
      'controller-1',
      'worker-1',
    ]);
    expect(placeMore(full, { ...spec, controllers: 3 }, before), 'no second controller on a node').to.equal(null);
  });

  it('that is missing is answered with what would fit', () => {
    const nodes = [hostNode('a', { vcpu: 6 })];
    expect(noRoom(nodes, { ...spec, workers: 5 }).message).to.include('2 workers instead of 5');
    expect(noRoom(nodes, { ...spec, controllers: 3, workers: 1 }).message).to.include(
      'one controller instead of three',
    );
    expect(noRoom([], spec).message).to.include('no node that is ready');
  });
});

describe('what is applied for a VDC', () => {
  const record = { effectId: 'effect', plan: planFor(), version: 'v1.36.3+k3s1' };
  const cluster = (change: object = {}, sizedBy: 'limits' | 'resources' = 'limits', plan = record.plan) =>
    vdcManifests({ ...record, plan }, options(change), sizedBy).find(({ kind }) => kind === 'Cluster')?.spec ?? {};

  it('says the version with a dash, the numbers and the sizes', () => {
    expect(cluster()).to.deep.include({
      mode: 'virtual',
      version: 'v1.36.3-k3s1',
      servers: 1,
      agents: 2,
      serverLimit: { cpu: '2', memory: '4Gi' },
      workerLimit: { cpu: '2', memory: '4Gi', 'ephemeral-storage': '50Gi' },
      persistence: { type: 'dynamic', storageRequestSize: '50Gi' },
    });
    const amounts = { cpu: '2', memory: '4Gi' };
    const whole = cluster({}, 'resources');
    expect(whole['serverResources']).to.deep.equal({ requests: amounts, limits: amounts });
    expect(whole['serverLimit']).to.equal(undefined);
  });

  it('puts the outside name into the certificate from the beginning, and never exposes etcd', () => {
    expect(cluster()).to.not.have.any.keys('expose', 'tlsSANs', 'serverArgs', 'nodeSelector');
    const node = cluster({ expose: 'nodePort', exposeHost: 'nodes.example' });
    expect(node['tlsSANs']).to.deep.equal(['nodes.example']);
    expect(node['expose']).to.deep.equal({ nodePort: { etcdPort: 0 } });
    expect(cluster({ expose: 'loadBalancer' })['expose']).to.deep.equal({ loadBalancer: { etcdPort: 0 } });
    expect(cluster({ expose: 'ingress', exposeHost: 'example.org', ingressClass: 'nginx' })['expose']).to.deep.equal({
      ingress: { ingressClassName: 'nginx' },
    });
  });

  it('encrypts and places where that is wished', () => {
    expect(cluster({ wireguard: true })['serverArgs']).to.deep.equal(['--flannel-backend=wireguard-native']);
    const placed = cluster({}, 'limits', planFor({ placement: { country: 'Belgium', farm: 'Ghent' } }));
    expect(placed['nodeSelector']).to.deep.equal({
      'topology.kubernetes.io/region': 'Belgium',
      'topology.kubernetes.io/zone': 'Ghent',
    });
  });

  it('walls it in: others reach its API alone, and it reaches no metadata service', () => {
    const policy = vdcManifests(record, options(), 'limits').find(({ kind }) => kind === 'NetworkPolicy');
    expect(policy?.spec?.['podSelector']).to.deep.equal({});
    expect(policy?.spec?.['ingress']).to.deep.equal([
      { from: [{ podSelector: {} }] },
      { ports: [{ protocol: 'TCP', port: 6443 }] },
    ]);
    expect(JSON.stringify(policy?.spec?.['egress'])).to.include('"except":["169.254.0.0/16"]');
  });

  it('limits it to what was planned, with room to replace a worker', () => {
    const quota = vdcManifests(record, options(), 'limits').find(({ kind }) => kind === 'ResourceQuota');
    expect(valueAt(quota, 'spec', 'hard')).to.include({
      'requests.cpu': '8',
      'limits.memory': '16Gi',
      persistentvolumeclaims: '1',
      'requests.storage': '50Gi',
    });
  });

  it('names its owner by a digest, its policy, and all it is', () => {
    const { metadata } = namespaceManifest(record, options({ policy: 'tenants' }));
    expect(metadata.labels).to.include({
      'app.kubernetes.io/managed-by': '3bot-wizard',
      '3bot.io/vdc': 'shop',
      'policy.k3k.io/policy-name': 'tenants',
      'pod-security.kubernetes.io/enforce': 'privileged',
    });
    expect(JSON.stringify(metadata.labels)).to.not.include('ada');
    expect(JSON.parse(metadata.annotations?.['3bot.io/record'] ?? '')).to.deep.equal(record);
  });
});

describe('names on a host', () => {
  it('are short, of one owner and one effect each', () => {
    const namespace = namespaceOf('ada@example.org', 'a'.repeat(20));
    expect(namespace).to.match(/^vdc-[0-9a-f]{10}-a{20}$/);
    expect(namespaceOf('grace', 'shop')).to.not.equal(namespaceOf('ada', 'shop'));
    const ref = refOf(namespace, 'effect');
    expect(partsOf(ref)?.namespace).to.equal(namespace);
    expect(ref).to.not.equal(refOf(namespace, 'another'));
    for (const foreign of ['nothing', 'kube-system.000000000000', namespace, 'vdc-x.y']) {
      expect(partsOf(foreign), foreign).to.equal(null);
    }
  });

  it('avoid the one that k3k refuses', () => {
    expect(k3kNames('system').cluster).to.not.equal('system');
    expect(k3kNames('a'.repeat(20)).diskOf(2).length).to.be.at.most(63);
  });
});

describe('prices on a host', () => {
  it('are nothing unless the operator sets them, and exact when they do', () => {
    expect(hostPrices(options()).source).to.include('nothing is charged');
    const tariff = hostPrices(
      options({ usdPerVcpuHour: '0.01', usdPerMemoryGiBHour: '0.002', usdPerDiskGiBHour: '0.0001' }),
    );
    const hourly = tariff.hourly({ vcpu: 2, memoryGiB: 4, ssdGiB: 50 });
    expect(hourly.toDecimal(7)).to.equal('0.033');
    expect(tariff.toTft(hourly).toDecimal(7)).to.equal('3.3');
  });
});

describe('the kubeconfig that k3k makes', () => {
  const made = JSON.stringify({
    clusters: [{ name: 'default', cluster: { server: 'https://10.43.0.1', 'certificate-authority-data': 'Y2E=' } }],
    users: [{ name: 'default', user: { 'client-certificate-data': 'YQ==', 'client-key-data': 'Yg==' } }],
    contexts: [{ name: 'default', context: { cluster: 'default', user: 'default' } }],
  });

  it('points at where the VDC is reached, under names of its own', () => {
    const config: unknown = parse(adapted(made, { ref: 'ref', name: 'shop', endpoint: 'https://nodes.example:30123' }));
    expect(valueAt(config, 'clusters', 0, 'cluster')).to.deep.equal({
      server: 'https://nodes.example:30123',
      'certificate-authority-data': 'Y2E=',
    });
    expect(valueAt(config, 'users', 0, 'name')).to.equal('ref-owner');
    expect(valueAt(config, 'current-context')).to.equal('shop');
  });

  it('is refused where it is none', () => {
    expect(() => adapted('{}', { ref: 'r', name: 'n', endpoint: 'https://x' })).to.throw('without a cluster or a user');
  });
});
