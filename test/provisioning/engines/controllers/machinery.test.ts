import { X509Certificate } from 'node:crypto';
import { expect } from 'chai';

import { numberAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { breaks } from '#src/provisioning/engines/simulated/kubernetes/controllers/breaks.ts';
import { containerLog } from '#src/provisioning/engines/simulated/kubernetes/controllers/container-log.ts';
import { NODE_FAULT } from '#src/provisioning/engines/simulated/kubernetes/controllers/node-faults.ts';
import { LOAD, podUsage } from '#src/provisioning/engines/simulated/kubernetes/controllers/usage.ts';
import {
  deployments,
  endpointSlices,
  helmCharts,
  horizontalPodAutoscalers,
  ingresses,
  jobs,
  nodes,
  plans,
  pods,
  secrets,
  services,
} from '#src/provisioning/engines/simulated/kubernetes/kinds/index.ts';
import { measuredNodes } from '#src/provisioning/engines/simulated/kubernetes/measurements.ts';

import { deployment, pod, service, template } from './manifests.ts';
import type { PlayedCluster } from './played-cluster.ts';
import { playedCluster } from './played-cluster.ts';

describe('the machinery of a simulated cluster', () => {
  let played: PlayedCluster;
  beforeEach(() => {
    played = playedCluster();
  });
  const condition = (object: unknown, type: string) =>
    objectsAt(object, 'status', 'conditions').find((each) => each['type'] === type);
  const onNodes = (name: string) =>
    played
      .list(pods)
      .filter(({ metadata }) => metadata.name.startsWith(name))
      .map((each) => textAt(each, 'spec', 'nodeName'));
  const break_ = (name: string, target?: { namespace?: string; name?: string }) => {
    const said = breaks[name]?.apply(played.cluster, target);
    played.pass(0);
    return said;
  };

  describe('nodes', () => {
    it('that stop answering lose their pods after five minutes, and get them back no more', () => {
      played.apply(deployment('web', {}, { replicas: 3, template: template('web', {}, { tolerations: five }) }));
      played.pass(10);
      expect(break_('node-down')).to.equal('Node worker-1 plays "down".');
      played.pass(30);
      expect(textAt(condition(played.get(nodes, undefined, 'worker-1'), 'Ready'), 'status')).to.equal('True');
      played.pass(20);
      expect(condition(played.get(nodes, undefined, 'worker-1'), 'Ready')).to.include({
        status: 'Unknown',
        reason: 'NodeStatusUnknown',
      });
      expect(numberAt(played.get(deployments, 'default', 'web'), 'status', 'readyReplicas')).to.equal(2);
      played.pass(310);
      const stuck = played.list(pods).filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
      expect(stuck.map((each) => textAt(each, 'spec', 'nodeName'))).to.deep.equal(['worker-1']);
      expect(numberAt(played.get(deployments, 'default', 'web'), 'status', 'readyReplicas')).to.equal(3);
      expect(mendNodes(played.cluster)).to.deep.equal(['worker-1']);
      played.pass(30);
      expect(objectsAt(played.get(nodes, undefined, 'worker-1'), 'spec', 'taints')).to.deep.equal([]);
      expect(played.list(pods)).to.have.length(3);
    });

    it('whose disk is full evict, and take nothing new', () => {
      played.apply(deployment('web', {}, { replicas: 3 }));
      played.pass(10);
      break_('disk-pressure', { name: 'worker-2' });
      played.pass(30);
      const evicted = played.list(pods).find((each) => textAt(each, 'status', 'reason') === 'Evicted');
      expect(textAt(evicted, 'status', 'message')).to.match(/^The node was low on resource: ephemeral-storage\./);
      expect(condition(evicted, 'DisruptionTarget')).to.include({ status: 'True', reason: 'TerminationByKubelet' });
      expect(played.eventsOf('worker-2')).to.include(
        'Warning EvictionThresholdMet Attempting to reclaim ephemeral-storage',
      );
      expect(objectsAt(played.get(nodes, undefined, 'worker-2'), 'spec', 'taints')[0]).to.include({
        key: 'node.kubernetes.io/disk-pressure',
        effect: 'NoSchedule',
      });
      expect(numberAt(played.get(deployments, 'default', 'web'), 'status', 'readyReplicas')).to.equal(3);
    });

    it('that are cordoned keep what they have', () => {
      played.apply(deployment('web', {}, { replicas: 3 }));
      played.pass(10);
      break_('cordon', { name: 'worker-1' });
      played.apply(deployment('web', {}, { replicas: 6 }));
      played.pass(10);
      expect(onNodes('web').filter((node) => node === 'worker-1')).to.have.length(1);
      expect(onNodes('web')).to.have.length(6);
    });
  });

  describe('charts', () => {
    const chart = (name: string, spec: JsonObject) => ({
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChart',
      metadata: { name, namespace: 'kube-system' },
      spec,
    });

    it('of the marketplace bring what it says, by a Job', () => {
      played.apply(
        chart('code', {
          chart: 'gitea',
          repo: 'https://dl.gitea.com/charts',
          targetNamespace: 'code',
          createNamespace: true,
        }),
      );
      played.pass(60);
      expect(condition(played.get(jobs, 'kube-system', 'helm-install-code'), 'Complete')).to.include({
        status: 'True',
      });
      const made = played.list(deployments, 'code');
      expect(made.length).to.be.greaterThan(0);
      for (const each of made) {
        expect(each.metadata.labels).to.include({
          'app.kubernetes.io/instance': 'code',
          'app.kubernetes.io/managed-by': 'Helm',
        });
      }
      expect(played.list(secrets, 'code').map(({ metadata }) => metadata.name)).to.deep.equal([
        'sh.helm.release.v1.code.v1',
      ]);
      played.remove(helmCharts, 'kube-system', 'code');
      played.pass(30);
      expect(played.list(helmCharts)).to.deep.equal([]);
      expect(played.list(deployments, 'code')).to.deep.equal([]);
      expect(played.list(secrets, 'code')).to.deep.equal([]);
    });

    it('that nobody knows bring one server; a new version replaces it', () => {
      const wiki = (version: string) =>
        chart('wiki', { chart: 'wiki', repo: 'https://charts.example.org', version, targetNamespace: 'default' });
      played.apply(wiki('1.0.0'));
      played.pass(30);
      played.apply(wiki('1.1.0'));
      played.pass(30);
      expect(
        textAt(played.get(deployments, 'default', 'wiki'), 'spec', 'template', 'spec', 'containers', 0, 'image'),
      ).to.equal('wiki:1.1.0');
      expect(played.list(secrets, 'default').map(({ metadata }) => metadata.labels?.['status'])).to.deep.equal([
        'superseded',
        'deployed',
      ]);
    });

    it('that cannot be had leave a failed Job with the words of helm', () => {
      played.apply(chart('wiki', { chart: 'wiki', repo: 'https://charts.invalid' }));
      played.apply(
        chart('gone', { chart: 'missing', repo: 'https://charts.example.org', version: '2.0.0', backOffLimit: 0 }),
      );
      played.pass(20);
      const last = (name: string) => {
        const found = played
          .list(pods, 'kube-system')
          .find(({ metadata }) => metadata.name.startsWith(`helm-install-${name}`));
        return found ? containerLog(found, 'helm', { now: played.now, previous: false }).at(-1)?.text : undefined;
      };
      expect(last('wiki')).to.match(
        /^Error: looks like "https:\/\/charts\.invalid" is not a valid chart repository .*no such host$/,
      );
      expect(condition(played.get(helmCharts, 'kube-system', 'gone'), 'Failed')).to.include({
        status: 'True',
        message: 'Job has reached configured number of retries without succeeding',
      });
    });
  });

  describe('certificates', () => {
    const ingress = (name: string, host: string) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name, annotations: { 'cert-manager.io/cluster-issuer': 'le' } },
      spec: { tls: [{ hosts: [host], secretName: `${name}-tls` }], rules: [{ host }] },
    });

    it('are made for names that can be found, and wait with the reason for others', () => {
      played.apply({
        apiVersion: 'helm.cattle.io/v1',
        kind: 'HelmChart',
        metadata: { name: 'cert-manager', namespace: 'kube-system' },
        spec: { chart: 'cert-manager', repo: 'https://charts.jetstack.io', targetNamespace: 'default' },
      });
      played.pass(30);
      played.apply({
        apiVersion: 'cert-manager.io/v1',
        kind: 'ClusterIssuer',
        metadata: { name: 'le' },
        spec: { acme: { email: 'ada@example.org' } },
      });
      played.apply(ingress('shop', 'shop.example.org'));
      played.apply(ingress('lost', 'lost.invalid'));
      played.pass(20);
      const secret = played.get(secrets, 'default', 'shop-tls');
      const certificate = new X509Certificate(Buffer.from(textAt(secret, 'data', 'tls.crt') ?? '', 'base64'));
      expect(certificate.subjectAltName).to.equal('DNS:shop.example.org');
      expect(Date.parse(certificate.validTo) - played.now).to.be.greaterThan(80 * 86_400_000);
      const challenges = played.cluster.kind('acme.cert-manager.io/v1', 'Challenge');
      if (!challenges) throw new Error('Nobody knows challenges.');
      const [challenge] = played.list(challenges);
      expect(textAt(challenge, 'status', 'reason')).to.contain('lookup lost.invalid on 10.43.0.10:53: no such host');
    });
  });

  describe('upgrades', () => {
    const plan = (name: string, spec: JsonObject) => ({
      apiVersion: 'upgrade.cattle.io/v1',
      kind: 'Plan',
      metadata: { name, namespace: 'kube-system' },
      spec: {
        concurrency: 1,
        version: 'v1.36.4+k3s1',
        cordon: true,
        upgrade: { image: 'rancher/k3s-upgrade' },
        ...spec,
      },
    });
    const servers = {
      nodeSelector: {
        matchExpressions: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'In', values: ['true'] }],
      },
    };
    const agents = {
      nodeSelector: { matchExpressions: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'DoesNotExist' }] },
      prepare: { image: 'rancher/k3s-upgrade', args: ['prepare', 'server-plan'] },
      drain: { force: true },
    };
    const versions = () => played.list(nodes).map((node) => textAt(node, 'status', 'nodeInfo', 'kubeletVersion'));

    it('go node by node, servers first, drained with respect for budgets', () => {
      played.apply(deployment('web', {}, { replicas: 3 }));
      played.apply({
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'web' },
        spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
      });
      played.pass(10);
      played.apply(plan('agent-plan', agents));
      played.apply(plan('server-plan', servers));
      let least = 3;
      let closed = 0;
      for (let step = 0; step < 240; step++) {
        played.pass(0.5);
        least = Math.min(least, numberAt(played.get(deployments, 'default', 'web'), 'status', 'readyReplicas') ?? 0);
        closed = Math.max(closed, played.list(nodes).filter((node) => node.spec?.['unschedulable'] === true).length);
        const [server, ...others] = versions();
        if (server === 'v1.36.3+k3s1') expect(others).to.deep.equal(['v1.36.3+k3s1', 'v1.36.3+k3s1']);
      }
      expect(versions()).to.deep.equal(Array(3).fill('v1.36.4+k3s1'));
      expect(least).to.equal(2);
      expect(closed).to.be.within(1, 2);
      for (const name of ['server-plan', 'agent-plan']) {
        expect(condition(played.get(plans, 'kube-system', name), 'Complete')).to.include({ status: 'True' });
      }
      expect(played.list(nodes).some((node) => node.spec?.['unschedulable'] === true)).to.equal(false);
    });

    it('wait while a budget lets nothing go, and say so in the log of the drain', () => {
      played.apply(deployment('web', {}, { replicas: 3 }));
      played.apply({
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'web' },
        spec: { minAvailable: 3, selector: { matchLabels: { app: 'web' } } },
      });
      played.pass(10);
      const { prepare: _, ...direct } = agents;
      played.apply(plan('agent-plan', direct));
      played.pass(60);
      expect(objectAt(played.get(plans, 'kube-system', 'agent-plan'), 'status')['applying']).to.deep.equal([
        'worker-1',
      ]);
      const drain = played.list(pods, 'kube-system')[0];
      const lines = drain ? containerLog(drain, 'drain', { now: played.now, previous: false }) : [];
      expect(lines.at(-1)?.text).to.contain("Cannot evict pod as it would violate the pod's disruption budget.");
    });

    it('never go back', () => {
      played.apply(plan('server-plan', { ...servers, version: 'v1.35.1+k3s1' }));
      played.pass(120);
      expect(versions()[0]).to.equal('v1.36.3+k3s1');
      expect(textAt(condition(played.get(plans, 'kube-system', 'server-plan'), 'Complete'), 'reason')).to.equal(
        'JobFailed',
      );
    });
  });

  describe('scaling by load', () => {
    it('follows what the pods use, up at once and down after a while', () => {
      played.cluster.create(deployments, {
        ...deployment('metrics-server'),
        metadata: { name: 'metrics-server', namespace: 'kube-system' },
      } as never);
      const requests = { requests: { cpu: '100m' } };
      played.apply(deployment('web', { resources: requests }));
      played.apply({
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'web' },
        spec: {
          minReplicas: 1,
          maxReplicas: 4,
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
          metrics: [
            { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
          ],
        },
      });
      played.pass(60);
      const scaler = () => played.get(horizontalPodAutoscalers, 'default', 'web');
      expect(condition(scaler(), 'ScalingActive')).to.include({ status: 'True', reason: 'ValidMetricFound' });
      expect(numberAt(played.get(deployments, 'default', 'web'), 'spec', 'replicas')).to.equal(1);
      for (const each of played.list(pods, 'default')) {
        played.change(pods, 'default', each.metadata.name, (object) => ({
          ...object,
          metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [LOAD]: '190' } },
        }));
      }
      played.pass(40);
      expect(numberAt(played.get(deployments, 'default', 'web'), 'spec', 'replicas')).to.equal(4);
      expect(played.eventsOf('web').join('\n')).to.match(
        /SuccessfulRescale New size: 4; reason: cpu resource utilization \(percentage of request\) above target/,
      );
    });

    it('says why it cannot', () => {
      played.cluster.create(deployments, {
        ...deployment('metrics-server'),
        metadata: { name: 'metrics-server', namespace: 'kube-system' },
      } as never);
      played.apply(deployment('web'));
      played.apply({
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'web' },
        spec: { maxReplicas: 4, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
      });
      played.pass(40);
      const active = condition(played.get(horizontalPodAutoscalers, 'default', 'web'), 'ScalingActive');
      expect(active).to.include({ status: 'False', reason: 'FailedGetResourceMetric' });
      expect(textAt(active, 'message')).to.match(/missing request for cpu in container main of Pod web-/);
    });
  });

  it('measures pods and nodes, steadily and within their limits', () => {
    const memoryOn = (node: string | undefined): number => {
      const measured = measuredNodes(played.cluster.store, played.now).find(({ metadata }) => metadata.name === node);
      return Number.parseInt(textAt(measured, 'usage', 'memory') ?? '', 10) * 1024;
    };
    const quiet = Math.max(...played.list(nodes).map(({ metadata }) => memoryOn(metadata.name)));
    played.apply(
      pod('db', {
        image: 'postgres:18',
        env: [{ name: 'POSTGRES_PASSWORD', value: 'x' }],
        resources: { limits: { memory: '64Mi' } },
      }),
    );
    played.pass(10);
    const db = played.get(pods, 'default', 'db');
    const [usage] = podUsage(db, played.now).containers;
    expect(usage?.memoryBytes).to.be.within(40 * 1024 ** 2, 64 * 1024 ** 2);
    expect(podUsage(db, played.now)).to.deep.equal(podUsage(db, played.now));
    const after = memoryOn(textAt(db, 'spec', 'nodeName'));
    expect(after).to.be.greaterThan(quiet + (usage?.memoryBytes ?? 0) / 2);
  });

  describe('breaking', () => {
    beforeEach(() => {
      played.apply(
        deployment(
          'web',
          {
            ports: [{ name: 'http', containerPort: 80 }],
            envFrom: [{ configMapRef: { name: 'settings', optional: true } }],
          },
          { replicas: 2 },
        ),
      );
      played.apply(service('web', { app: 'web' }, { ports: [{ port: 80, targetPort: 'http' }] }));
      played.apply({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'web' },
        spec: {
          rules: [
            {
              http: {
                paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
              },
            },
          ],
        },
      });
      played.pass(10);
    });
    const waiting = () =>
      played.list(pods).map((each) => textAt(each, 'status', 'containerStatuses', 0, 'state', 'waiting', 'reason'));
    const ready = () =>
      objectsAt(played.list(endpointSlices)[0], 'endpoints').filter(
        (each) => objectAt(each, 'conditions')['ready'] === true,
      ).length;

    for (const [name, sign] of [
      ['bad-image', 'ImagePullBackOff'],
      ['private-image', 'ImagePullBackOff'],
      ['pod-crash', 'CrashLoopBackOff'],
      ['out-of-memory', 'CrashLoopBackOff'],
      ['wrong-probe', 'CrashLoopBackOff'],
    ] as const) {
      it(`${name} shows as ${sign}`, () => {
        expect(break_(name)).to.match(/^Deployment default\/web /);
        played.pass(50);
        expect(waiting()).to.include(sign);
      });
    }

    it('a selector or a port leaves a Service without anybody', () => {
      expect(ready()).to.equal(2);
      break_('service-selector');
      expect(ready()).to.equal(0);
      break_('service-port');
      expect(textAt(played.get(services, 'default', 'web'), 'spec', 'ports', 0, 'targetPort')).to.equal('nowhere');
    });

    it('everything that there is can be broken, and says what was', () => {
      for (const [name, { title }] of Object.entries(breaks)) {
        expect(title, name).to.match(/^[a-zA-Z].{10,}/);
        mendNodes(played.cluster);
        const said = break_(name);
        if (['missing-config', 'dns', 'metrics'].includes(name)) expect(said, name).to.equal(undefined);
        else expect(said, name).to.match(/ .*\.$/);
      }
      played.pass(600);
      expect(
        textAt(
          played.get(ingresses, 'default', 'web'),
          'spec',
          'rules',
          0,
          'http',
          'paths',
          0,
          'backend',
          'service',
          'name',
        ),
      ).to.equal('web-v2');
    });
  });
});

/** As the admission gives it to every pod. */
const five: JsonObject[] = ['not-ready', 'unreachable'].map((key) => ({
  key: `node.kubernetes.io/${key}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}));

/** Takes the faults of all nodes back: machines that were down answer again. */
function mendNodes(cluster: PlayedCluster['cluster']): string[] {
  const broken = cluster.store.list(nodes).filter(({ metadata }) => metadata.annotations?.[NODE_FAULT] !== undefined);
  for (const node of broken) {
    const { [NODE_FAULT]: _, ...annotations } = node.metadata.annotations ?? {};
    cluster.update(nodes, { ...node, metadata: { ...node.metadata, annotations } });
  }
  return broken.map(({ metadata }) => metadata.name);
}
