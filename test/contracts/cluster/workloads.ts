import { expect } from 'chai';

import type { Cluster, ClusterError, ClusterObject, ObjectDraft } from '#src/cluster/index.ts';
import { numberAt, objectAt, objectsAt, textAt, textsAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { eventually } from '#test/cluster/eventually.ts';
import { rejection } from '#test/support/rejection.ts';

import type { ClusterCases } from '../cluster.contract.ts';
import { all, deployment } from './drafts.ts';

/** What the controllers make of workloads: the same end states, for the same reasons, on every cluster. */
export const workloads: ClusterCases = (under) => {
  const place = async () => new Place(under().cluster, await under().namespace());

  describe('a Deployment', () => {
    it('comes to stand, by a ReplicaSet of its template', async () => {
      const there = await place();
      await there.apply(deployment(there.namespace, 'web', { replicas: 2 }));
      const web = await there.until('apps/v1', 'Deployment', 'web', (object) => isTrue(object, 'Available'));
      await there.until(
        'apps/v1',
        'Deployment',
        'web',
        (object) => reasonOf(object, 'Progressing') === 'NewReplicaSetAvailable',
      );
      expect(web.metadata.annotations).to.include({ 'deployment.kubernetes.io/revision': '1' });
      const [set] = await there.list('apps/v1', 'ReplicaSet');
      expect(set?.metadata.name).to.match(/^web-[bcdfghjklmnpqrstvwxz2456789]{6,10}$/);
      const hash = set?.metadata.labels?.['pod-template-hash'];
      const pods = await there.list('v1', 'Pod');
      expect(pods).to.have.length(2);
      for (const pod of pods) {
        expect(pod.metadata.name).to.match(new RegExp(`^web-${hash}-[bcdfghjklmnpqrstvwxz2456789]{5}$`));
        expect(pod.metadata.ownerReferences?.[0]).to.include({
          kind: 'ReplicaSet',
          name: set?.metadata.name,
          controller: true,
        });
        expect(textAt(pod, 'status', 'phase')).to.equal('Running');
      }
      expect(await there.reasons('Deployment', 'web')).to.include('ScalingReplicaSet');
      expect(await there.reasons('ReplicaSet', set?.metadata.name)).to.include('SuccessfulCreate');
      expect(await there.reasons('Pod', pods[0]?.metadata.name)).to.include('Scheduled');
    });

    it('rolls a new template out and goes back to the old one', async () => {
      const there = await place();
      const draft = (image: string) => deployment(there.namespace, 'web', {}, { image });
      const settled = (revision: string) => (object: ClusterObject) =>
        object.metadata.annotations?.['deployment.kubernetes.io/revision'] === revision && isRolledOut(object);
      await there.apply(draft('nginx:1.28'));
      await there.until('apps/v1', 'Deployment', 'web', settled('1'));
      const [first] = await there.list('apps/v1', 'ReplicaSet');
      await there.apply(draft('nginx:1.29'));
      await there.until('apps/v1', 'Deployment', 'web', settled('2'));
      const sizes = (await there.list('apps/v1', 'ReplicaSet')).map((set) => numberAt(set, 'spec', 'replicas'));
      expect(sizes).to.have.members([0, 1]);
      await there.apply(draft('nginx:1.28'));
      await there.until('apps/v1', 'Deployment', 'web', settled('3'));
      const sets = await there.list('apps/v1', 'ReplicaSet');
      expect(sets).to.have.length(2);
      const again = sets.find((set) => numberAt(set, 'spec', 'replicas') === 1);
      expect(again?.metadata.name).to.equal(first?.metadata.name);
    });

    it('keeps the old pods serving while the new image is missing, and says when its time is over', async () => {
      const there = await place();
      const draft = (image: string) => deployment(there.namespace, 'web', { progressDeadlineSeconds: 4 }, { image });
      await there.apply(draft('nginx:1.29'));
      await there.until('apps/v1', 'Deployment', 'web', isRolledOut);
      await there.apply(draft('nginx:missing'));
      const late = await there.until(
        'apps/v1',
        'Deployment',
        'web',
        (object) => reasonOf(object, 'Progressing') === 'ProgressDeadlineExceeded',
      );
      expect(isTrue(late, 'Available')).to.equal(true);
      expect(statusOf(late, 'Progressing')).to.equal('False');
      expect(messageOf(late, 'Progressing')).to.match(/^ReplicaSet "web-[a-z0-9]+" has timed out progressing\.$/);
      const pods = await there.list('v1', 'Pod');
      expect(pods).to.have.length(2);
      const waiting = await there.untilSome(
        'v1',
        'Pod',
        (pod) => waitingReason(pod) === 'ImagePullBackOff' || waitingReason(pod) === 'ErrImagePull',
      );
      expect(textAt(waiting, 'status', 'phase')).to.equal('Pending');
    });

    it('stands still while it is paused', async () => {
      const there = await place();
      await there.apply(deployment(there.namespace, 'web', {}, { image: 'nginx:1.28' }));
      await there.until('apps/v1', 'Deployment', 'web', isRolledOut);
      await there.apply(deployment(there.namespace, 'web', { paused: true }, { image: 'nginx:1.29' }));
      const paused = await there.until(
        'apps/v1',
        'Deployment',
        'web',
        (object) => reasonOf(object, 'Progressing') === 'DeploymentPaused',
      );
      expect(statusOf(paused, 'Progressing')).to.equal('Unknown');
      expect(await there.list('apps/v1', 'ReplicaSet')).to.have.length(1);
    });

    it('says why pods are refused', async () => {
      const there = await place();
      await there.apply({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'few' },
        spec: { hard: { pods: '1' } },
      });
      await there.until('v1', 'ResourceQuota', 'few', (object) => objectAt(object, 'status', 'hard')['pods'] === '1');
      await there.apply(deployment(there.namespace, 'web', { replicas: 3 }));
      const web = await there.until('apps/v1', 'Deployment', 'web', (object) => isTrue(object, 'ReplicaFailure'));
      expect(reasonOf(web, 'ReplicaFailure')).to.equal('FailedCreate');
      expect(messageOf(web, 'ReplicaFailure')).to.match(
        /is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1$/,
      );
      const [set] = await there.list('apps/v1', 'ReplicaSet');
      expect(await there.reasons('ReplicaSet', set?.metadata.name)).to.include('FailedCreate');
    });
  });

  describe('a pod', () => {
    it('that is too big for every node waits, with the reason', async () => {
      const there = await place();
      await there.apply(pod('huge', { resources: { requests: { memory: '900Gi' } } }));
      const huge = await there.until(
        'v1',
        'Pod',
        'huge',
        (object) => reasonOf(object, 'PodScheduled') === 'Unschedulable',
      );
      expect(messageOf(huge, 'PodScheduled')).to.match(
        /^0\/\d+ nodes are available: .*\d+ Insufficient memory.*preemption: 0\/\d+ nodes are available/,
      );
      expect(await there.reasons('Pod', 'huge')).to.include('FailedScheduling');
    });

    it('that wants a node of another kind waits, with the reason', async () => {
      const there = await place();
      await there.apply(pod('picky', {}, { nodeSelector: { disk: 'golden' } }));
      const picky = await there.until(
        'v1',
        'Pod',
        'picky',
        (object) => reasonOf(object, 'PodScheduled') === 'Unschedulable',
      );
      expect(messageOf(picky, 'PodScheduled')).to.match(
        /^0\/\d+ nodes are available: .*didn't match Pod's node affinity\/selector/,
      );
    });

    it('that ends again and again is restarted ever later', async () => {
      const there = await place();
      await there.apply(pod('restless', { image: 'shop:crash-loop' }, {}, { 'emulated/play': 'crash-loop' }));
      const restless = await there.until(
        'v1',
        'Pod',
        'restless',
        (object) => waitingReason(object) === 'CrashLoopBackOff',
      );
      const status = objectsAt(restless, 'status', 'containerStatuses')[0];
      expect(numberAt(status, 'restartCount')).to.be.greaterThan(0);
      expect(numberAt(status, 'lastState', 'terminated', 'exitCode')).to.equal(1);
      expect(textAt(status, 'lastState', 'terminated', 'reason')).to.equal('Error');
    });

    it('that needs more memory than it may is killed', async () => {
      const there = await place();
      await there.apply(pod('hungry', { image: 'shop:oom' }, {}, { 'emulated/play': 'oom' }));
      const hungry = await there.until('v1', 'Pod', 'hungry', (object) => terminated(object) !== undefined);
      expect(terminated(hungry)).to.include({ reason: 'OOMKilled', exitCode: 137 });
    });

    it('goes when it is deleted', async () => {
      const there = await place();
      await there.apply(pod('short'));
      await there.until('v1', 'Pod', 'short', (object) => isTrue(object, 'Ready'));
      const reference = { apiVersion: 'v1', kind: 'Pod', namespace: there.namespace, name: 'short' };
      await there.cluster.delete(reference);
      await eventually(async () => (await there.cluster.get(reference)) === null);
    });
  });

  describe('a Service', () => {
    it('is answered by the ready pods that its selector finds', async () => {
      const there = await place();
      await there.apply(
        deployment(there.namespace, 'web', { replicas: 2 }, { ports: [{ name: 'http', containerPort: 80 }] }),
      );
      await there.apply(service('web', { app: 'web' }, { targetPort: 'http' }));
      const slice = await there.untilSome(
        'discovery.k8s.io/v1',
        'EndpointSlice',
        (object) => readyEndpoints(object) === 2,
      );
      expect(slice.metadata.labels).to.include({ 'kubernetes.io/service-name': 'web' });
      expect(slice.metadata.name).to.match(/^web-[a-z0-9]{5}$/);
      expect(objectsAt(slice, 'ports')[0]).to.include({ port: 80, protocol: 'TCP' });
      const [first] = objectsAt(slice, 'endpoints');
      expect(objectAt(first, 'targetRef')).to.include({ kind: 'Pod', namespace: there.namespace });
    });

    it('whose selector finds nobody has a slice without endpoints, until it is mended', async () => {
      const there = await place();
      await there.apply(deployment(there.namespace, 'web', {}, { ports: [{ containerPort: 80 }] }));
      await there.apply(service('web', { app: 'wbe' }));
      const empty = await there.untilSome('discovery.k8s.io/v1', 'EndpointSlice', () => true);
      expect(objectsAt(empty, 'endpoints')).to.have.length(0);
      await there.apply(service('web', { app: 'web' }));
      await there.untilSome('discovery.k8s.io/v1', 'EndpointSlice', (object) => readyEndpoints(object) === 1);
    });
  });

  describe('a StatefulSet and a DaemonSet', () => {
    it('are made in order, with names of their own', async () => {
      const there = await place();
      await there.apply(service('db', { app: 'db' }, {}, { clusterIP: 'None' }));
      await there.apply({
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'db' },
        spec: { replicas: 2, serviceName: 'db', selector: { matchLabels: { app: 'db' } }, template: template('db') },
      });
      const db = await there.until(
        'apps/v1',
        'StatefulSet',
        'db',
        (object) => numberAt(object, 'status', 'readyReplicas') === 2,
      );
      const pods = await there.list('v1', 'Pod');
      expect(pods.map(({ metadata }) => metadata.name)).to.deep.equal(['db-0', 'db-1']);
      expect(pods[1]?.metadata.labels).to.include({
        'statefulset.kubernetes.io/pod-name': 'db-1',
        'apps.kubernetes.io/pod-index': '1',
      });
      expect(textAt(db, 'status', 'currentRevision')).to.match(/^db-[a-z0-9]+$/);
      expect(textAt(db, 'status', 'currentRevision')).to.equal(textAt(db, 'status', 'updateRevision'));
    });

    it('stays stuck at a broken template, even when it is mended, until the broken pod goes', async () => {
      const there = await place();
      const draft = (image: string): ObjectDraft => ({
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'db' },
        spec: {
          replicas: 2,
          serviceName: 'db',
          selector: { matchLabels: { app: 'db' } },
          template: template('db', image),
        },
      });
      await there.apply(draft('nginx:1.28'));
      await there.until('apps/v1', 'StatefulSet', 'db', (object) => numberAt(object, 'status', 'readyReplicas') === 2);
      await there.apply(draft('nginx:missing'));
      await there.until('v1', 'Pod', 'db-1', (object) =>
        ['ErrImagePull', 'ImagePullBackOff'].includes(waitingReason(object) ?? ''),
      );
      await there.apply(draft('nginx:1.29'));
      const seen = await there.until(
        'apps/v1',
        'StatefulSet',
        'db',
        (object) => numberAt(object, 'status', 'observedGeneration') === object.metadata.generation,
      );
      expect(numberAt(seen, 'status', 'updatedReplicas') ?? 0).to.equal(0);
      await there.cluster.delete({ apiVersion: 'v1', kind: 'Pod', namespace: there.namespace, name: 'db-1' });
      await there.until(
        'apps/v1',
        'StatefulSet',
        'db',
        (object) =>
          numberAt(object, 'status', 'updatedReplicas') === 2 &&
          textAt(object, 'status', 'currentRevision') === textAt(object, 'status', 'updateRevision'),
      );
    });

    it('run on every node', async () => {
      const there = await place();
      await there.apply({
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        metadata: { name: 'agent' },
        spec: { selector: { matchLabels: { app: 'agent' } }, template: template('agent') },
      });
      const agent = await there.until(
        'apps/v1',
        'DaemonSet',
        'agent',
        (object) =>
          (numberAt(object, 'status', 'numberAvailable') ?? 0) > 0 &&
          numberAt(object, 'status', 'numberAvailable') === numberAt(object, 'status', 'desiredNumberScheduled'),
      );
      const pods = await there.list('v1', 'Pod');
      const nodes = new Set(pods.map((each) => textAt(each, 'spec', 'nodeName')));
      expect(nodes.size).to.equal(numberAt(agent, 'status', 'desiredNumberScheduled'));
    });
  });

  describe('a Job', () => {
    it('ends well when its pods do', async () => {
      const there = await place();
      await there.apply(job('good', {}, { command: ['sh', '-c', 'echo done'] }));
      const good = await there.until('batch/v1', 'Job', 'good', (object) => isTrue(object, 'Complete'));
      expect(objectAt(good, 'status')).to.include({ succeeded: 1 });
      expect(reasonOf(good, 'Complete')).to.equal('CompletionsReached');
      expect(reasonOf(good, 'SuccessCriteriaMet')).to.equal('CompletionsReached');
      expect(await there.reasons('Job', 'good')).to.include.members(['SuccessfulCreate', 'Completed']);
      const [made] = await there.list('v1', 'Pod');
      expect(made?.metadata.name).to.match(/^good-[a-z0-9]{5}$/);
      expect(made?.metadata.labels).to.include({ 'batch.kubernetes.io/job-name': 'good', 'job-name': 'good' });
    });

    it('gives up after so many failures, and says so', async () => {
      const there = await place();
      await there.apply(
        job('bad', { backoffLimit: 0 }, { image: 'busybox:fail', command: ['false'] }, { 'emulated/play': 'fail' }),
      );
      const bad = await there.until('batch/v1', 'Job', 'bad', (object) => isTrue(object, 'Failed'));
      expect(reasonOf(bad, 'Failed')).to.equal('BackoffLimitExceeded');
      expect(messageOf(bad, 'Failed')).to.equal('Job has reached the specified backoff limit');
      expect(reasonOf(bad, 'FailureTarget')).to.equal('BackoffLimitExceeded');
      expect(await there.reasons('Job', 'bad')).to.include('BackoffLimitExceeded');
    });

    it('that takes longer than it may is stopped', async () => {
      const there = await place();
      await there.apply(
        job(
          'slow',
          { activeDeadlineSeconds: 3 },
          { image: 'busybox:1.37', command: ['sleep', '3600'] },
          { 'emulated/duration': '1h' },
        ),
      );
      const slow = await there.until('batch/v1', 'Job', 'slow', (object) => isTrue(object, 'FailureTarget'));
      expect(reasonOf(slow, 'FailureTarget')).to.equal('DeadlineExceeded');
    });
  });

  describe('a budget', () => {
    it('counts what may go, and refuses what may not', async () => {
      const there = await place();
      await there.apply(deployment(there.namespace, 'web', { replicas: 2 }));
      const budget = (minAvailable: number): ObjectDraft => ({
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'web' },
        spec: { minAvailable, selector: { matchLabels: { app: 'web' } } },
      });
      await there.apply(budget(1));
      const loose = await there.until(
        'policy/v1',
        'PodDisruptionBudget',
        'web',
        (object) => numberAt(object, 'status', 'disruptionsAllowed') === 1,
      );
      expect(objectAt(loose, 'status')).to.include({ currentHealthy: 2, desiredHealthy: 1, expectedPods: 2 });
      expect(reasonOf(loose, 'DisruptionAllowed')).to.equal('SufficientPods');
      await there.apply(budget(2));
      const tight = await there.until(
        'policy/v1',
        'PodDisruptionBudget',
        'web',
        (object) => numberAt(object, 'status', 'desiredHealthy') === 2,
      );
      expect(reasonOf(tight, 'DisruptionAllowed')).to.equal('InsufficientPods');
      const [first] = await there.list('v1', 'Pod');
      const refused = await rejection<ClusterError>(
        there.cluster.evict({ namespace: there.namespace, name: first?.metadata.name ?? '' }),
      );
      expect(refused.code).to.equal('BUDGET');
    });
  });

  describe('a claim', () => {
    it('of a class that is not there stays pending, and says so', async () => {
      const there = await place();
      await there.apply(claim('files', { storageClassName: 'golden' }));
      await eventually(async () =>
        (await there.reasons('PersistentVolumeClaim', 'files')).includes('ProvisioningFailed'),
      );
      const files = await there.until(
        'v1',
        'PersistentVolumeClaim',
        'files',
        (object) => textAt(object, 'status', 'phase') === 'Pending',
      );
      expect(textAt(files, 'spec', 'volumeName')).to.equal(undefined);
      expect(await there.messages('PersistentVolumeClaim', 'files')).to.include(
        'storageclass.storage.k8s.io "golden" not found',
      );
    });

    it('of the usual class is bound with its first pod', async () => {
      const there = await place();
      await there.apply(claim('files'));
      await eventually(async () =>
        (await there.reasons('PersistentVolumeClaim', 'files')).includes('WaitForFirstConsumer'),
      );
      await there.apply(
        pod('reader', {}, { volumes: [{ name: 'files', persistentVolumeClaim: { claimName: 'files' } }] }),
      );
      const files = await there.until(
        'v1',
        'PersistentVolumeClaim',
        'files',
        (object) => textAt(object, 'status', 'phase') === 'Bound',
      );
      expect(textAt(files, 'spec', 'volumeName')).to.match(/^pvc-/);
      await there.until('v1', 'Pod', 'reader', (object) => isTrue(object, 'Ready'));
    });
  });

  describe('a scaler', () => {
    it('whose target is not there says so', async () => {
      const there = await place();
      await there.apply({
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'web' },
        spec: {
          minReplicas: 1,
          maxReplicas: 3,
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'nobody' },
        },
      });
      const web = await there.until(
        'autoscaling/v2',
        'HorizontalPodAutoscaler',
        'web',
        (object) => statusOf(object, 'AbleToScale') === 'False',
      );
      expect(reasonOf(web, 'AbleToScale')).to.equal('FailedGetScale');
      expect(messageOf(web, 'AbleToScale')).to.equal(
        'the HPA controller was unable to get the target\'s current scale: deployments.apps "nobody" not found',
      );
    });
  });
};

/** A namespace of a case, and how to look into it. */
class Place {
  readonly cluster: Cluster;
  readonly namespace: string;

  constructor(cluster: Cluster, namespace: string) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  apply(draft: ObjectDraft): Promise<ClusterObject> {
    const metadata = { ...draft.metadata, namespace: this.namespace };
    return this.cluster.apply({ ...draft, metadata }, { force: true });
  }

  list(apiVersion: string, kind: string): Promise<ClusterObject[]> {
    return all(this.cluster.list({ apiVersion, kind, namespace: this.namespace }));
  }

  until(
    apiVersion: string,
    kind: string,
    name: string,
    holds: (object: ClusterObject) => boolean,
  ): Promise<ClusterObject> {
    return eventually(async () => {
      const object = await this.cluster.get({ apiVersion, kind, namespace: this.namespace, name });
      return object !== null && holds(object) ? object : undefined;
    });
  }

  untilSome(apiVersion: string, kind: string, holds: (object: ClusterObject) => boolean): Promise<ClusterObject> {
    return eventually(async () => (await this.list(apiVersion, kind)).find(holds));
  }

  async #events(kind: string, name: string | undefined): Promise<ClusterObject[]> {
    const events = await this.list('v1', 'Event');
    return events.filter(
      ({ involvedObject }) => textAt(involvedObject, 'kind') === kind && textAt(involvedObject, 'name') === name,
    );
  }

  /** The reasons of the events on an object. */
  async reasons(kind: string, name: string | undefined): Promise<string[]> {
    return (await this.#events(kind, name)).map((event) => textAt(event, 'reason') ?? '');
  }

  async messages(kind: string, name: string | undefined): Promise<string[]> {
    return (await this.#events(kind, name)).map((event) => textAt(event, 'message') ?? '');
  }
}

const condition = (object: ClusterObject, type: string): JsonObject | undefined =>
  objectsAt(object, 'status', 'conditions').find((each) => each['type'] === type);
const statusOf = (object: ClusterObject, type: string) => textAt(condition(object, type), 'status');
const reasonOf = (object: ClusterObject, type: string) => textAt(condition(object, type), 'reason');
const messageOf = (object: ClusterObject, type: string) => textAt(condition(object, type), 'message');
const isTrue = (object: ClusterObject, type: string) => statusOf(object, type) === 'True';
const waitingReason = (pod: ClusterObject) =>
  textAt(pod, 'status', 'containerStatuses', 0, 'state', 'waiting', 'reason');

const isRolledOut = (object: ClusterObject): boolean =>
  numberAt(object, 'status', 'observedGeneration') === object.metadata.generation &&
  reasonOf(object, 'Progressing') === 'NewReplicaSetAvailable' &&
  numberAt(object, 'status', 'updatedReplicas') === numberAt(object, 'status', 'replicas');

function terminated(pod: ClusterObject): JsonObject | undefined {
  const status = objectsAt(pod, 'status', 'containerStatuses')[0];
  const found = { ...objectAt(status, 'lastState', 'terminated'), ...objectAt(status, 'state', 'terminated') };
  return Object.keys(found).length > 0 ? found : undefined;
}

function readyEndpoints(slice: ClusterObject): number {
  return objectsAt(slice, 'endpoints').filter(
    (endpoint) => objectAt(endpoint, 'conditions')['ready'] === true && textsAt(endpoint, 'addresses').length > 0,
  ).length;
}

function template(app: string, image = 'nginx:1.29'): JsonObject {
  return {
    metadata: { labels: { app } },
    spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'main', image }] },
  };
}

function pod(
  name: string,
  container: JsonObject = {},
  spec: JsonObject = {},
  annotations: { [name: string]: string } = {},
): ObjectDraft {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, annotations },
    spec: {
      terminationGracePeriodSeconds: 1,
      containers: [{ name: 'main', image: 'nginx:1.29', ...container }],
      ...spec,
    },
  };
}

function service(
  name: string,
  selector: { [label: string]: string },
  port: JsonObject = {},
  spec: JsonObject = {},
): ObjectDraft {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector, ports: [{ name: 'http', port: 80, ...port }], ...spec },
  };
}

function claim(name: string, spec: JsonObject = {}): ObjectDraft {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  };
}

function job(
  name: string,
  spec: JsonObject,
  container: JsonObject,
  annotations: { [name: string]: string } = {},
): ObjectDraft {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name },
    spec: {
      ...spec,
      template: {
        metadata: { annotations },
        spec: {
          restartPolicy: 'Never',
          terminationGracePeriodSeconds: 1,
          containers: [{ name: 'main', image: 'busybox:1.37', ...container }],
        },
      },
    },
  };
}
