import { BatchV1Api, CoreV1Api, KubeConfig, PatchStrategy, type V1Pod } from '@kubernetes/client-node';
import { expect } from 'chai';

import type { ControlPlane } from './control-plane.ts';
import { eventually } from './eventually.ts';
import { running } from './objects.ts';
import { controlPlane } from './shared-control-plane.ts';

/** What the kubelets of the emulation do: `emulation/pods.yaml` and `emulation/nodes.yaml` say how to ask for it. */
describe('the emulated kubelets', function () {
  this.timeout(60_000);
  let plane: ControlPlane;
  let core: CoreV1Api;
  let namespace: string;
  const config = new KubeConfig();

  before(async () => {
    plane = await controlPlane();
    config.loadFromString(plane.kubeconfig);
    core = config.makeApiClient(CoreV1Api);
    namespace = await plane.freshNamespace('emulation');
  });

  const start = (name: string, image: string, annotations: Record<string, string> = {}): Promise<V1Pod> =>
    core.createNamespacedPod({ namespace, body: { ...running(image), metadata: { name, annotations } } });
  const waitingFor = async (name: string): Promise<string | false | undefined> => {
    const { status } = await core.readNamespacedPod({ name, namespace });
    return status?.containerStatuses?.[0]?.state?.waiting?.reason;
  };
  const isReady = async (name: string): Promise<boolean> => {
    const { status } = await core.readNamespacedPod({ name, namespace });
    return status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
  };
  const eventOf = (name: string): Promise<string> =>
    eventually(async () => {
      const { items } = await core.listNamespacedEvent({ namespace, fieldSelector: `involvedObject.name=${name}` });
      const warning = items.find(({ type }) => type === 'Warning');
      return warning && `${warning.reason}: ${warning.message}`;
    });

  for (const [play, reason, event] of [
    ['crash-loop', 'CrashLoopBackOff', 'BackOff: Back-off restarting failed container app'],
    ['oom', 'CrashLoopBackOff', 'BackOff: Back-off restarting failed container app'],
    ['missing-image', 'ImagePullBackOff', 'Failed: Failed to pull image "shop:1.0"'],
    ['missing-config', 'CreateContainerConfigError', 'Failed: Error: secret "settings" not found'],
    ['creating', 'ContainerCreating', 'FailedMount: MountVolume.SetUp failed'],
  ] as const) {
    it(`play ${play}, and recover when it is over`, async () => {
      const name = `plays-${play}`;
      await start(name, 'shop:1.0', { 'emulated/play': play });
      expect(await eventually(() => waitingFor(name))).to.equal(reason);
      expect(await eventOf(name)).to.contain(event);
      await plane.access.ask(`/api/v1/namespaces/${namespace}/pods/${name}`, {
        method: 'PATCH',
        type: PatchStrategy.MergePatch,
        body: { metadata: { annotations: { 'emulated/play': null } } },
      });
      await eventually(() => isReady(name));
    });
  }

  it('say why a container ended', async () => {
    await start('eats', 'shop:oom');
    const last = await eventually(async () => {
      const { status } = await core.readNamespacedPod({ name: 'eats', namespace });
      return status?.containerStatuses?.[0]?.lastState?.terminated;
    });
    expect(last).to.include({ reason: 'OOMKilled', exitCode: 137 });
  });

  it('give a container that needs more memory than its limit no rest, until it has enough', async () => {
    const needs = { 'emulated/needs-memory': '256Mi' };
    const limited = (name: string, memory: string): Promise<V1Pod> =>
      core.createNamespacedPod({
        namespace,
        body: {
          metadata: { name, annotations: needs },
          spec: { containers: [{ name: 'app', image: 'shop:1.0', resources: { limits: { memory } } }] },
        },
      });
    await limited('small', '128Mi');
    await limited('large', '1Gi');
    expect(await eventually(() => waitingFor('small'))).to.equal('CrashLoopBackOff');
    await eventually(() => isReady('large'));
  });

  it('know a broken image by its name', async () => {
    await start('pulls', 'registry.example/does-not-exist:2');
    await start('lacks', 'shop:missing');
    expect(await eventually(() => waitingFor('pulls'))).to.equal('ImagePullBackOff');
    expect(await eventually(() => waitingFor('lacks'))).to.equal('ImagePullBackOff');
  });

  it('name the secret that a container lacks', async () => {
    const valueFrom = { secretKeyRef: { name: 'shop-db', key: 'password' } };
    const containers = [{ name: 'app', image: 'shop:missing-config', env: [{ name: 'PASSWORD', valueFrom }] }];
    await core.createNamespacedPod({ namespace, body: { metadata: { name: 'lacks-secret' }, spec: { containers } } });
    expect(await eventOf('lacks-secret')).to.equal('Failed: Error: secret "shop-db" not found');
  });

  it('leave a container unready', async () => {
    await start('unready', 'shop:unready');
    const state = await eventually(async () => {
      const { status } = await core.readNamespacedPod({ name: 'unready', namespace });
      return status?.phase === 'Running' && status.containerStatuses?.[0];
    });
    expect(state).to.include({ ready: false, started: true });
    expect(await eventOf('unready')).to.contain('Unhealthy: Readiness probe failed');
  });

  it('evict a pod', async () => {
    await start('evicted', 'shop:evicted');
    const status = await eventually(async () => {
      const pod = await core.readNamespacedPod({ name: 'evicted', namespace });
      return pod.status?.phase === 'Failed' && pod.status;
    });
    expect(status).to.include({ reason: 'Evicted', message: 'The node was low on resource: memory.' });
  });

  it('take their time when asked to', async () => {
    await start('slow', 'shop:1.0', { 'emulated/start-delay': '2s' });
    expect(await eventually(() => waitingFor('slow'))).to.equal('ContainerCreating');
    await eventually(() => isReady('slow'));
  });

  it('have the logs of a container, and of the one before it', async () => {
    await start('talks', 'shop:crash-loop', {
      'emulated/log': 'starting\nno settings\nbye',
      'emulated/previous-log': 'the first time',
    });
    await eventually(() => waitingFor('talks'));
    const log = (options: { previous?: boolean; tailLines?: number; name?: string }): Promise<string> =>
      core.readNamespacedPodLog({ name: 'talks', namespace, ...options });
    expect(await log({})).to.equal('starting\nno settings\nbye\n');
    expect(await log({ tailLines: 1 })).to.equal('bye\n');
    expect(await log({ previous: true })).to.equal('the first time\n');
    await start('silent', 'shop:creating');
    await eventually(() => waitingFor('silent'));
    const refused = await log({ name: 'silent' }).catch((error: unknown) => error);
    expect(refused).to.have.property('code', 400);
    expect(refused).to.have.property('body').that.contains('waiting to start: ContainerCreating');
  });

  it('end the pods of jobs, well or badly', async () => {
    const batch = config.makeApiClient(BatchV1Api);
    for (const [name, image] of [
      ['good', 'job:1.0'],
      ['bad', 'job:fail'],
    ] as const) {
      const template = running(image);
      template.spec = { containers: [], ...template.spec, restartPolicy: 'Never' };
      await batch.createNamespacedJob({ namespace, body: { metadata: { name }, spec: { backoffLimit: 0, template } } });
    }
    await eventually(async () => (await batch.readNamespacedJob({ name: 'good', namespace })).status?.succeeded === 1);
    await eventually(async () => (await batch.readNamespacedJob({ name: 'bad', namespace })).status?.failed === 1);
  });

  it('report what is wrong with their node, and its recovery', async () => {
    const annotate = (annotations: Record<string, string | null>): Promise<unknown> =>
      plane.access.ask('/api/v1/nodes/worker-2', {
        method: 'PATCH',
        type: PatchStrategy.MergePatch,
        body: { metadata: { annotations } },
      });
    const condition = async (type: string): Promise<{ status?: string; message?: string } | undefined> =>
      (await core.readNode({ name: 'worker-2' })).status?.conditions?.find((each) => each.type === type);

    await annotate({ 'emulated/not-ready': 'container runtime is down', 'emulated/pressure': 'disk,memory' });
    await eventually(async () => (await condition('Ready'))?.status === 'False');
    expect((await condition('Ready'))?.message).to.equal('container runtime is down');
    expect((await condition('DiskPressure'))?.status).to.equal('True');
    expect((await condition('MemoryPressure'))?.status).to.equal('True');
    expect((await condition('PIDPressure'))?.status).to.equal('False');

    await annotate({ 'emulated/not-ready': null, 'emulated/pressure': null, 'emulated/kubelet-version': 'v1.35.4' });
    await eventually(async () => (await condition('Ready'))?.status === 'True');
    expect((await core.readNode({ name: 'worker-2' })).status?.nodeInfo?.kubeletVersion).to.equal('v1.35.4');
    await annotate({ 'emulated/kubelet-version': 'v1.36.3' });
    await eventually(
      async () => (await core.readNode({ name: 'worker-2' })).status?.nodeInfo?.kubeletVersion === 'v1.36.3',
    );
  });

  it('stop with their machine, and come back with it', async () => {
    const label = (value: string | null): Promise<unknown> =>
      plane.access.ask('/api/v1/nodes/worker-2', {
        method: 'PATCH',
        type: PatchStrategy.MergePatch,
        body: { metadata: { labels: { 'emulated/kubelet': value } } },
      });
    const readiness = async (): Promise<string | undefined> =>
      (await core.readNode({ name: 'worker-2' })).status?.conditions?.find(({ type }) => type === 'Ready')?.status;
    await label('stopped');
    await eventually(async () => (await readiness()) === 'Unknown', { seconds: 45 });
    const { spec } = await core.readNode({ name: 'worker-2' });
    expect(spec?.taints?.map(({ key }) => key)).to.include('node.kubernetes.io/unreachable');
    await label(null);
    await eventually(async () => (await readiness()) === 'True');
  });
});
