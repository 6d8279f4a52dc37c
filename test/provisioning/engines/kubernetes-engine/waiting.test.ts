import { expect } from 'chai';
import { describe, it } from 'mocha';

import { type Cluster, ClusterError, type ClusterObject } from '#src/cluster/index.ts';
import type { Host } from '#src/provisioning/engines/kubernetes/host.ts';
import { effectMark, marks, refOf } from '#src/provisioning/engines/kubernetes/names.ts';
import { kubernetesOptionsSchema } from '#src/provisioning/engines/kubernetes/options.ts';
import { probe } from '#src/provisioning/engines/kubernetes/probe.ts';
import type { Removals } from '#src/provisioning/engines/kubernetes/removals.ts';
import { TROUBLE_MS, untilHosted } from '#src/provisioning/engines/kubernetes/until-hosted.ts';
import { context, failureOf } from '#test/contracts/apply-context.ts';

import { hosted, object, readyOn, serverPod } from './hosted.ts';

/** A host of which a test decides what each look finds; every look takes ten seconds of its clock. */
function hostOf(looks: (look: number) => { pods?: ClusterObject[]; cluster?: ClusterObject; gone?: true } | Error) {
  const { record } = hosted({}, { workers: 0 });
  const name = 'vdc-0000000000-shop';
  let look = 0;
  let clock = 0;
  let now = looks(0);
  const namespace: ClusterObject = {
    ...object('Namespace', name),
    metadata: {
      name,
      labels: { [marks.effect]: effectMark(record.effectId) },
      annotations: { [marks.record]: JSON.stringify(record) },
    },
  };
  const cluster = {
    get: ({ kind }: { kind: string }) => {
      if (kind === 'Namespace') {
        now = looks(look);
        look += 1;
        clock += 10_000;
      }
      if (now instanceof Error) return Promise.reject(now);
      if (kind === 'Namespace') return Promise.resolve(now.gone ? null : namespace);
      return Promise.resolve(kind === 'Cluster' ? (now.cluster ?? null) : null);
    },
    async *list({ kind }: { kind: string }) {
      if (kind === 'Pod' && !(now instanceof Error)) yield* now.pods ?? [];
    },
  };
  const host: Host = {
    cluster: () => Promise.resolve(cluster as unknown as Cluster),
    placesOf: () => Promise.resolve(new Map()),
    options: kubernetesOptionsSchema.parse({}),
    removals: { has: () => Promise.resolve(false), add: () => Promise.resolve() } as unknown as Removals,
    sizedBy: () => Promise.resolve('limits'),
    bindAs: () => Promise.resolve(null),
    connect: () => Promise.reject(new Error('nobody connects')),
    now: () => clock,
    pauseMs: 0,
  };
  return { host, ref: refOf(name, record.effectId), looks: () => look };
}

const unschedulable = serverPod({
  status: { conditions: [{ type: 'PodScheduled', reason: 'Unschedulable', message: 'Insufficient cpu.' }] },
});
const ready = serverPod(readyOn('node-a'));
const failed = object('Cluster', 'shop', {
  status: {
    phase: 'Failed',
    conditions: [{ type: 'Ready', status: 'False', reason: 'ProvisioningFailed', message: 'oops' }],
  },
});
const refused = object('Cluster', 'shop', {
  status: {
    phase: 'Pending',
    conditions: [{ type: 'Ready', status: 'False', reason: 'ValidationFailed', message: 'no' }],
  },
});
const isReady = async ({ host, ref }: ReturnType<typeof hostOf>) =>
  await untilHosted(host, ref, context('effect'), ({ pods }) => pods.includes(ready));

describe('waiting for a host', () => {
  it('outlives trouble that passes', async () => {
    const vdc = await isReady(hostOf((look) => (look < 4 ? { pods: [unschedulable] } : { pods: [ready] })));
    expect(vdc.pods).to.deep.equal([ready]);
    await isReady(
      hostOf((look) => (look % 3 === 0 && look < 30 ? { cluster: failed } : look < 30 ? {} : { pods: [ready] })),
    );
  });

  it('ends with trouble that stays for a minute', async () => {
    const watched = hostOf(() => ({ pods: [unschedulable] }));
    const failure = await failureOf(isReady(watched));
    expect(failure).to.include({ code: 'NO_CAPACITY', retryable: true });
    expect(failure.message).to.include('controller-1').and.include('Insufficient cpu');
    expect(watched.looks()).to.equal(1 + TROUBLE_MS / 10_000);
    expect((await failureOf(isReady(hostOf(() => ({ cluster: failed }))))).message).to.equal(
      'k3k cannot set it up: oops',
    );
  });

  it('ends at once with what never passes', async () => {
    const watched = hostOf(() => ({ cluster: refused }));
    expect(await failureOf(isReady(watched))).to.include({ code: 'INVALID_SPEC', retryable: false });
    expect(watched.looks()).to.equal(1);
  });

  it('goes on when the host does not answer for a moment, and not when it refuses us', async () => {
    const away = new ClusterError('UNREACHABLE', 'Nobody answers.');
    await isReady(hostOf((look) => (look < 20 ? away : { pods: [ready] })));
    const error = await isReady(hostOf(() => new ClusterError('FORBIDDEN', 'No.'))).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(ClusterError).with.property('code', 'FORBIDDEN');
  });

  it('ends when the VDC is removed, and as unknown when nothing happens for a quarter of an hour', async () => {
    expect((await failureOf(isReady(hostOf((look) => (look < 2 ? {} : { gone: true }))))).code).to.equal('ABORTED');
    expect((await failureOf(isReady(hostOf(() => ({}))))).code).to.equal('UNKNOWN_OUTCOME');
  });
});

describe('looking whether a host can hold VDCs', () => {
  const fit = {
    address: 'https://host:6443',
    kinds: ['k3k.io/v1beta1 Cluster'],
    lacks: [] as string[],
    classes: [{ 'storageclass.kubernetes.io/is-default-class': 'true' }] as { [name: string]: string }[],
    fields: ['serverLimit', 'serverResources'],
  };
  const look = async (change: Partial<typeof fit>, options: object = {}) => {
    const host = { ...fit, ...change };
    const cluster = {
      address: host.address,
      version: () => Promise.resolve('v1.36.3'),
      kind: ({ apiVersion, kind }: { apiVersion: string; kind: string }) =>
        Promise.resolve(host.kinds.includes(`${apiVersion} ${kind}`) ? { kind } : null),
      may: ({ verb, resource }: { verb: string; resource: string }) =>
        Promise.resolve(!host.lacks.includes(`${verb} ${resource}`)),
      create: () => Promise.resolve({ status: { userInfo: { username: 'system:serviceaccount:a:b' } } }),
      get: () => Promise.resolve(null),
      raw: () =>
        Promise.resolve({
          components: {
            schemas: {
              'io.k3k.v1beta1.Cluster': {
                properties: { spec: { properties: Object.fromEntries(host.fields.map((field) => [field, {}])) } },
              },
            },
          },
        }),
      async *list() {
        for (const [index, annotations] of host.classes.entries())
          yield {
            apiVersion: 'storage.k8s.io/v1',
            kind: 'StorageClass',
            metadata: { name: `class-${index}`, annotations },
          };
      },
    };
    return await probe(cluster as unknown as Cluster, kubernetesOptionsSchema.parse(options));
  };

  it('finds nothing wrong with one that can', async () => {
    expect(await look({})).to.deep.equal({ problems: [], sizedBy: 'limits', bindAs: null });
    expect((await look({ fields: ['serverResources'] })).sizedBy).to.equal('resources');
  });

  it('names k3k where it is missing or too old, with what to do', async () => {
    expect((await look({ kinds: [] })).problems[0])
      .to.include('has no k3k')
      .and.include('helm install k3k');
    expect((await look({ kinds: ['k3k.io/v1alpha1 Cluster'] })).problems[0]).to.include('too old: upgrade');
  });

  it('asks for a StorageClass before anybody waits for a disk', async () => {
    expect((await look({ classes: [{}] })).problems[0])
      .to.include('no default StorageClass')
      .and.include('class-0');
    expect((await look({ classes: [{}] }, { storageClass: 'class-0' })).problems).to.deep.equal([]);
    expect((await look({}, { storageClass: 'fast' })).problems[0]).to.include(
      'no StorageClass "fast". It has: class-0',
    );
  });

  it('says which rights are missing, or binds those of a namespace to itself', async () => {
    const [problem] = (await look({ lacks: ['create namespaces', 'list nodes'] })).problems;
    expect(problem).to.include('lacks rights').and.include('create namespaces, list nodes').and.include('host.yaml');
    expect(await look({ lacks: ['get secrets', 'patch pods'] })).to.deep.include({
      problems: [],
      bindAs: 'system:serviceaccount:a:b',
    });
    expect((await look({ lacks: ['get secrets', 'bind clusterroles'] })).problems[0]).to.include('get secrets');
  });

  it('asks for what the exposure needs', async () => {
    expect((await look({}, { expose: 'nodePort' })).problems[0]).to.include('exposeHost');
    expect((await look({}, { expose: 'ingress' })).problems[0]).to.include('domain');
    expect((await look({}, { policy: 'tenants' })).problems[0]).to.include('no VirtualClusterPolicy "tenants"');
  });
});
