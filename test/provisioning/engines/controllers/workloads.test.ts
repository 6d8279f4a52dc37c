import { expect } from 'chai';

import { numberAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import {
  cronJobs,
  daemonSets,
  deployments,
  events,
  jobs,
  persistentVolumeClaims,
  persistentVolumes,
  pods,
  replicaSets,
  services,
  statefulSets,
} from '#src/provisioning/engines/simulated/kubernetes/kinds/index.ts';

import { deployment, job, localPath, pod, service, template } from './manifests.ts';
import type { PlayedCluster } from './played-cluster.ts';
import { playedCluster } from './played-cluster.ts';

describe('the workloads of a simulated cluster', () => {
  let played: PlayedCluster;
  beforeEach(() => {
    played = playedCluster();
  });
  const condition = (object: unknown, type: string) =>
    objectsAt(object, 'status', 'conditions').find((each) => each['type'] === type);
  const reason = (object: unknown, type: string) => textAt(condition(object, type), 'reason');
  const web = () => played.get(deployments, 'default', 'web');

  it('never have fewer serving than the strategy allows, nor more than its surge', () => {
    played.apply(deployment('web', { image: 'nginx:1.28' }, { replicas: 4 }));
    played.pass(10);
    played.apply(deployment('web', { image: 'nginx:1.29' }, { replicas: 4 }));
    for (let step = 0; step < 60; step++) {
      played.pass(0.2);
      expect(numberAt(web(), 'status', 'availableReplicas')).to.be.at.least(3);
      expect(numberAt(web(), 'status', 'replicas')).to.be.at.most(5);
    }
    expect(reason(web(), 'Progressing')).to.equal('NewReplicaSetAvailable');
    expect(numberAt(web(), 'status', 'updatedReplicas')).to.equal(4);
  });

  it('are taken down before they come anew where the strategy says so', () => {
    const recreate = { replicas: 2, strategy: { type: 'Recreate' } };
    played.apply(deployment('web', { image: 'nginx:1.28' }, recreate));
    played.pass(10);
    played.apply(deployment('web', { image: 'nginx:1.29' }, recreate));
    const images = new Set<string>();
    for (let step = 0; step < 40; step++) {
      played.pass(0.2);
      const running = new Set(played.list(pods).map((each) => textAt(each, 'spec', 'containers', 0, 'image') ?? ''));
      expect(running.size).to.be.at.most(1);
      for (const image of running) images.add(image);
    }
    expect([...images]).to.deep.equal(['nginx:1.28', 'nginx:1.29']);
  });

  it('keep the history they are asked to keep', () => {
    for (const tag of ['1', '2', '3', '4', '5']) {
      played.apply(deployment('web', { image: `nginx:${tag}` }, { revisionHistoryLimit: 2 }));
      played.pass(10);
    }
    expect(played.list(replicaSets)).to.have.length(3);
    expect(web().metadata.annotations).to.include({ 'deployment.kubernetes.io/revision': '5' });
  });

  it('retry what a quota refused ever more rarely, and succeed when there is room', () => {
    const quota = (many: string) => ({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'few' },
      spec: { hard: { pods: many } },
    });
    played.apply(quota('1'));
    played.apply(deployment('web', {}, { replicas: 3 }));
    played.pass(60);
    const [set] = played.list(replicaSets);
    expect(reason(set, 'ReplicaFailure')).to.equal('FailedCreate');
    const refusals = played.list(events).filter((event) => event['reason'] === 'FailedCreate');
    expect(refusals.reduce((sum, event) => sum + Number(event['count']), 0)).to.be.within(3, 6);
    played.apply(quota('10'));
    played.pass(120);
    expect(numberAt(web(), 'status', 'availableReplicas')).to.equal(3);
    expect(condition(web(), 'ReplicaFailure')).to.equal(undefined);
  });

  it('spread over the nodes, and wait where there is no room', () => {
    played.apply(deployment('web', { resources: { requests: { memory: '3Gi' } } }, { replicas: 4 }));
    played.pass(10);
    const placed = played.list(pods).map((each) => textAt(each, 'spec', 'nodeName'));
    expect(placed.filter(Boolean)).to.have.members(['controller-1', 'worker-1', 'worker-2']);
    const left = played.list(pods).find((each) => textAt(each, 'spec', 'nodeName') === undefined);
    expect(textAt(condition(left, 'PodScheduled'), 'message')).to.equal(
      '0/3 nodes are available: 3 Insufficient memory. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
    );
  });

  it('that must be apart wait for a node of their own', () => {
    const apart = {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
          ],
        },
      },
    };
    played.apply(deployment('web', {}, { replicas: 4, template: template('web', {}, apart) }));
    played.pass(10);
    const left = played.list(pods).find((each) => textAt(each, 'spec', 'nodeName') === undefined);
    expect(textAt(condition(left, 'PodScheduled'), 'message')).to.contain(
      "3 node(s) didn't match pod anti-affinity rules",
    );
  });

  it('with volumes get them where they run, and keep them', () => {
    played.apply(localPath);
    const claimTemplate = {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    };
    played.apply({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db' },
      spec: {
        replicas: 2,
        serviceName: 'db',
        selector: { matchLabels: { app: 'db' } },
        template: template('db', { image: 'redis:8' }),
        volumeClaimTemplates: [claimTemplate],
      },
    });
    played.pass(20);
    expect(objectAt(played.get(statefulSets, 'default', 'db'), 'status')).to.include({
      readyReplicas: 2,
      updatedReplicas: 2,
    });
    const node = textAt(played.get(pods, 'default', 'db-1'), 'spec', 'nodeName');
    played.remove(pods, 'default', 'db-1');
    played.pass(20);
    expect(textAt(played.get(pods, 'default', 'db-1'), 'spec', 'nodeName')).to.equal(node);
    played.remove(statefulSets, 'default', 'db');
    played.pass(5);
    expect(played.list(persistentVolumeClaims).map((claim) => textAt(claim, 'status', 'phase'))).to.deep.equal([
      'Bound',
      'Bound',
    ]);
    played.remove(persistentVolumeClaims, 'default', 'data-db-0');
    expect(played.list(persistentVolumes)).to.have.length(1);
  });

  it('of every node follow the nodes', () => {
    played.apply({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'agent' },
      spec: { selector: { matchLabels: { app: 'agent' } }, template: template('agent') },
    });
    played.pass(5);
    expect(objectAt(played.get(daemonSets, 'default', 'agent'), 'status')).to.include({
      desiredNumberScheduled: 3,
      numberReady: 3,
    });
    const [first] = played.list(pods);
    played.remove(pods, 'default', first?.metadata.name ?? '');
    played.pass(5);
    expect(objectAt(played.get(daemonSets, 'default', 'agent'), 'status')).to.include({ numberReady: 3 });
  });

  it('run to their end as often as asked', () => {
    played.apply(job('five', { command: ['sleep', '2'] }, { completions: 5, parallelism: 2 }));
    played.apply(job('late', { command: ['sleep', '900'] }, { activeDeadlineSeconds: 20 }));
    played.apply(job('kept', { command: ['true'] }, { ttlSecondsAfterFinished: 30 }));
    played.pass(25);
    expect(played.list(jobs).map(({ metadata }) => metadata.name)).to.include('kept');
    expect(objectAt(played.get(jobs, 'default', 'five'), 'status')).to.include({ succeeded: 5 });
    expect(reason(played.get(jobs, 'default', 'late'), 'Failed')).to.equal('DeadlineExceeded');
    played.pass(30);
    expect(played.list(jobs).map(({ metadata }) => metadata.name)).not.to.include('kept');
  });

  it('come by the clock, the last three kept', () => {
    played.apply({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'tick' },
      spec: {
        schedule: '*/5 * * * *',
        jobTemplate: {
          spec: {
            template: template('tick', { image: 'busybox:1.37', command: ['true'] }, { restartPolicy: 'Never' }),
          },
        },
      },
    });
    played.pass(3_600);
    expect(textAt(played.get(cronJobs, 'default', 'tick'), 'status', 'lastScheduleTime')).to.equal(
      '2026-11-21T13:00:00Z',
    );
    expect(played.list(jobs).length).to.be.within(3, 4);
    expect(played.eventsOf('tick').filter((event) => event.includes('SawCompletedJob')).length).to.be.greaterThan(3);
  });

  it('are reached through a LoadBalancer whose port is free, and not where it is taken', () => {
    played.apply(service('one', { app: 'web' }, { type: 'LoadBalancer', ports: [{ port: 80, nodePort: 30_080 }] }));
    played.pass(10);
    expect(objectsAt(played.get(services, 'default', 'one'), 'status', 'loadBalancer', 'ingress')).to.deep.equal([
      { ip: '192.0.2.16', ipMode: 'VIP' },
    ]);
    played.apply(service('two', { app: 'web' }, { type: 'LoadBalancer', ports: [{ port: 80, nodePort: 30_081 }] }));
    played.pass(10);
    expect(objectsAt(played.get(services, 'default', 'two'), 'status', 'loadBalancer', 'ingress')).to.deep.equal([]);
    const pending = played.list(pods, 'kube-system').find((each) => each.metadata.name.startsWith('svclb-two'));
    expect(textAt(condition(pending, 'PodScheduled'), 'message')).to.contain(
      "didn't have free ports for the requested pod ports",
    );
    played.remove(services, 'default', 'one');
    played.pass(10);
    expect(objectsAt(played.get(services, 'default', 'two'), 'status', 'loadBalancer', 'ingress')).to.have.length(1);
  });

  it('cost nothing while nothing happens, and catch up at once after a night', () => {
    played.apply(deployment('web', {}, { replicas: 3 }));
    played.apply(pod('broken', { image: 'busybox:1.37', command: ['false'] }));
    played.pass(60);
    played.remove(pods, 'default', 'broken');
    played.pass(40);
    const before = played.rounds;
    played.pass(12 * 3_600);
    // Only old events are cleared away.
    expect(played.rounds - before).to.be.below(60);
    expect(played.list(events)).to.have.length(0);
    expect(played.next).to.equal(undefined);
  });
});
