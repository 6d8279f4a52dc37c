import { expect } from 'chai';
import { describe, it } from 'mocha';

import type { JsonObject } from '#src/protocol/index.ts';
import { endpointOf } from '#src/provisioning/engines/kubernetes/endpoint.ts';
import { machinesOf } from '#src/provisioning/engines/kubernetes/machines.ts';
import { marks } from '#src/provisioning/engines/kubernetes/names.ts';
import { observe } from '#src/provisioning/engines/kubernetes/observe.ts';
import { kubernetesOptionsSchema } from '#src/provisioning/engines/kubernetes/options.ts';
import { troubleOf } from '#src/provisioning/engines/kubernetes/trouble.ts';

import { agentPod, hosted, object, readyOn, serverPod, waitingFor } from './hosted.ts';

const options = (change: object = {}) => kubernetesOptionsSchema.parse(change);
const server = (fields: JsonObject) => machinesOf(hosted({ pods: [serverPod(fields)] }, { workers: 0 }))[0];

describe('what a machine on a host does', () => {
  it('is read from its pod, in words', () => {
    expect(machinesOf(hosted({}, { workers: 0 }))[0]).to.include({ state: 'planned', doing: 'waits to be made' });
    expect(server({})).to.include({ state: 'booting', doing: 'waits for a node' });
    expect(server(waitingFor('ContainerCreating'))?.doing).to.equal('is set up on node-a, pulling its image');
    expect(
      server({
        spec: { nodeName: 'node-a' },
        status: { containerStatuses: [{ state: { running: { startedAt: '2026-01-01T00:00:00Z' } } }] },
      }),
    ).to.include({ state: 'booting', doing: 'starts k3s on node-a' });
    expect(server(readyOn('node-a'))).to.include({ state: 'ready', doing: 'is ready on node-a' });
  });

  it('names the disk it waits for', () => {
    const claim = object('PersistentVolumeClaim', 'varlibrancherk3s-k3k-shop-server-0', {
      status: { phase: 'Pending' },
    });
    const vdc = hosted({ pods: [serverPod({})], claims: [claim] }, { workers: 0 });
    expect(machinesOf(vdc)[0]?.doing).to.equal('waits for its disk varlibrancherk3s-k3k-shop-server-0');
    expect(troubleOf(vdc), 'a disk is bound when its pod has a node').to.equal(null);
    const refused = serverPod({
      status: {
        conditions: [
          {
            type: 'PodScheduled',
            reason: 'Unschedulable',
            message: '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.',
          },
        ],
      },
    });
    expect(troubleOf(hosted({ pods: [refused], claims: [claim] }))?.message).to.include('unbound immediate');
  });

  it('tells why it does not get on', () => {
    const told = [
      waitingFor('ImagePullBackOff'),
      waitingFor('CrashLoopBackOff', { lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } } }),
      waitingFor('CreateContainerConfigError', {
        state: { waiting: { reason: 'CreateContainerConfigError', message: 'secret "token" not found' } },
      }),
      { spec: { nodeName: 'node-a' }, status: { phase: 'Failed', reason: 'Evicted' } },
    ].map((fields) => server(fields)?.trouble?.message);
    expect(told).to.deep.equal([
      'It cannot start: the image rancher/k3s:v1.36.3-k3s1 cannot be pulled (ImagePullBackOff).',
      'It cannot start: k3s ends again and again with exit code 137 for want of memory.',
      'It cannot start: secret "token" not found.',
      'It has ended on node-a: Evicted.',
    ]);
  });

  it('lacks room where no node takes it', () => {
    const pod = serverPod({
      status: {
        conditions: [{ type: 'PodScheduled', reason: 'Unschedulable', message: '0/3 nodes: Insufficient cpu.' }],
      },
    });
    expect(troubleOf(hosted({ pods: [pod] }))).to.deep.equal({
      code: 'NO_CAPACITY',
      message: 'controller-1: No node of the host takes it. Its scheduler said: 0/3 nodes: Insufficient cpu.',
      final: false,
    });
  });

  it('is in the order of its age, without those that leave', () => {
    const leaving = agentPod('old', '2026-01-01T00:00:00Z', readyOn('node-b'));
    const pods = [
      agentPod('zz', '2026-01-02T00:00:00Z', readyOn('node-a')),
      agentPod('aa', '2026-01-03T00:00:00Z', readyOn('node-b')),
      { ...leaving, metadata: { ...leaving.metadata, deletionTimestamp: '2026-01-04T00:00:00Z' } },
    ];
    const workers = machinesOf(hosted({ pods })).filter(({ role }) => role === 'worker');
    expect(workers.map(({ name, hostname }) => [name, hostname])).to.deep.equal([
      ['worker-1', 'k3k-shop-agent-zz'],
      ['worker-2', 'k3k-shop-agent-aa'],
    ]);
    expect(workers[0], 'where its node is, not where it was planned').to.include({ country: 'Egypt', city: 'Cairo' });
  });
});

describe('what k3k says of a VDC', () => {
  const saying = (phase: string, reason: string, message = '') =>
    object('Cluster', 'shop', { status: { phase, conditions: [{ type: 'Ready', status: 'False', reason, message }] } });

  it('is final only when it refuses the VDC itself', () => {
    expect(troubleOf(hosted({ cluster: saying('Pending', 'ValidationFailed', 'mode is not allowed') }))).to.deep.equal({
      code: 'INVALID_SPEC',
      message: 'k3k does not accept this VDC: mode is not allowed',
      final: true,
    });
    expect(troubleOf(hosted({ cluster: saying('Failed', 'ProvisioningFailed', 'no token') }))).to.include({
      final: false,
      message: 'k3k cannot set it up: no token',
    });
    expect(troubleOf(hosted({ cluster: saying('Provisioning', 'Provisioning') }))).to.equal(null);
  });
});

describe('how a VDC on a host is', () => {
  const pods = [
    serverPod(readyOn('node-a')),
    agentPod('a', '1', readyOn('node-a')),
    agentPod('b', '2', readyOn('node-b')),
  ];
  const service = object('Service', 'k3k-shop-service', {
    spec: { type: 'ClusterIP', clusterIP: '10.43.7.7', ports: [{ name: 'k3s-server-port', port: 443 }] },
  });
  const marked = (annotations: { [name: string]: string }) => {
    const namespace = object('Namespace', 'vdc-0000000000-shop');
    return {
      ...namespace,
      metadata: { ...namespace.metadata, annotations, creationTimestamp: '2026-01-01T00:00:00Z' },
    };
  };

  it('is ready only once it was verified', () => {
    expect(observe(hosted({ pods, service }), options()).state).to.equal('deploying');
    const namespace = marked({ [marks.readyAt]: '2026-01-01T00:01:00Z' });
    expect(observe(hosted({ pods, service, namespace }), options())).to.include({
      state: 'ready',
      endpoint: 'https://10.43.7.7',
      version: 'v1.36.3+k3s1',
      readyAt: '2026-01-01T00:01:00Z',
    });
    const degraded = observe(hosted({ pods: pods.slice(0, 2), service, namespace }), options());
    expect(degraded.state).to.equal('degraded');
    expect(degraded.conditions.find(({ type }) => type === 'NodesReady')?.message).to.equal('2 of 3 nodes are ready.');
  });

  it('has no endpoint before a controller serves it', () => {
    expect(observe(hosted({ service }), options()).endpoint).to.equal(undefined);
  });

  it('is being deleted while its namespace goes', () => {
    const namespace = {
      ...marked({}),
      metadata: { ...marked({}).metadata, deletionTimestamp: '2026-01-01T00:02:00Z' },
    };
    expect(observe(hosted({ namespace }), options()).state).to.equal('deleting');
  });

  it('is reached as it is exposed', () => {
    const node = object('Service', 'x', {
      spec: {
        type: 'NodePort',
        clusterIP: '10.43.7.7',
        ports: [{ name: 'k3s-server-port', port: 443, nodePort: 30_123 }],
      },
    });
    const balancer = (ingress: JsonObject[]) =>
      object('Service', 'x', {
        spec: { type: 'LoadBalancer', ports: [{ port: 443 }] },
        status: { loadBalancer: { ingress } },
      });
    expect(
      endpointOf(hosted({ service: node }), options({ expose: 'nodePort', exposeHost: 'nodes.example' })),
    ).to.equal('https://nodes.example:30123');
    expect(endpointOf(hosted({ service: balancer([]) }), options({ expose: 'loadBalancer' }))).to.equal(undefined);
    expect(
      endpointOf(hosted({ service: balancer([{ ip: '203.0.113.7' }]) }), options({ expose: 'loadBalancer' })),
    ).to.equal('https://203.0.113.7');
    expect(endpointOf(hosted({ service }), options({ expose: 'ingress', exposeHost: 'example.org' }))).to.match(
      /^https:\/\/[0-9a-f]{10}-shop\.example\.org$/,
    );
    expect(endpointOf(hosted({ service: null }), options())).to.equal(undefined);
  });
});
