import { expect } from 'chai';

import { numberAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { containerLog } from '#src/provisioning/engines/simulated/kubernetes/controllers/container-log.ts';
import { configMaps, pods, secrets } from '#src/provisioning/engines/simulated/kubernetes/kinds/index.ts';

import { pod, service } from './manifests.ts';
import type { PlayedCluster } from './played-cluster.ts';
import { playedCluster } from './played-cluster.ts';

describe('the containers of a simulated cluster', () => {
  let played: PlayedCluster;
  beforeEach(() => {
    played = playedCluster();
  });

  const run = (name: string, container: JsonObject, seconds: number, spec?: JsonObject, metadata?: JsonObject) => {
    played.apply(pod(name, container, spec, metadata));
    played.pass(seconds);
  };
  const status = (name: string) => objectsAt(played.get(pods, 'default', name), 'status', 'containerStatuses')[0];
  const waiting = (name: string) => textAt(status(name), 'state', 'waiting', 'reason');
  const log = (name: string, previous = false) =>
    containerLog(played.get(pods, 'default', name), 'main', { now: played.now, previous }).map(({ text }) => text);

  it('are pulled, made, started and ready, one step after the other', () => {
    played.apply(pod('web', { image: 'nginx:1.29' }));
    played.pass(0.4);
    expect(waiting('web')).to.equal('ContainerCreating');
    expect(textAt(played.get(pods, 'default', 'web'), 'status', 'phase')).to.equal('Pending');
    played.pass(5);
    expect(status('web')).to.include({ ready: true, started: true, restartCount: 0 });
    expect(textAt(status('web'), 'imageID')).to.match(/^docker\.io\/library\/nginx@sha256:[0-9a-f]{64}$/);
    expect(played.eventsOf('web').map((event) => event.split(' ')[1])).to.have.members([
      'Scheduled',
      'Pulling',
      'Pulled',
      'Created',
      'Started',
    ]);
  });

  for (const [image, message] of [
    ['nginx:missing', /docker\.io\/library\/nginx:missing: not found$/],
    ['ghcr.io/acme/does-not-exist:1', /code = NotFound .*ghcr\.io\/acme\/does-not-exist:1: not found$/],
    ['acme/does-not-exist:1', /pull access denied, repository does not exist or may require authorization/],
    ['registry.invalid/app:1', /dial tcp: lookup registry\.invalid: no such host$/],
    ['private.example.org/app:1', /401 Unauthorized$/],
  ] as const) {
    it(`say why ${image} cannot be had`, () => {
      run('web', { image }, 6);
      expect(waiting('web')).to.equal('ImagePullBackOff');
      expect(textAt(status('web'), 'state', 'waiting', 'message')).to.match(message);
      expect(played.eventsOf('web')).to.include('Warning Failed Error: ErrImagePull');
      expect(played.eventsOf('web')).to.include(`Normal BackOff Back-off pulling image "${image}"`);
    });
  }

  it('have a private image with the right pull secret', () => {
    const config = Buffer.from(JSON.stringify({ auths: { 'private.example.org': { auth: 'x' } } })).toString('base64');
    played.cluster.create(secrets, {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/dockerconfigjson',
      metadata: { name: 'pull', namespace: 'default' },
      data: { '.dockerconfigjson': config },
    });
    run('web', { image: 'private.example.org/app:1' }, 6, { imagePullSecrets: [{ name: 'pull' }] });
    expect(status('web')?.['ready']).to.equal(true);
  });

  it('refuse what is no name of an image', () => {
    run('web', { image: 'Not An Image' }, 3);
    expect(waiting('web')).to.equal('InvalidImageName');
  });

  it('that crash are restarted with growing pauses, and their last words are kept', () => {
    run('api', { image: 'busybox:1.37', command: ['sh', '-c', 'echo "no config"; exit 3'] }, 40);
    expect(waiting('api')).to.equal('CrashLoopBackOff');
    expect(textAt(status('api'), 'state', 'waiting', 'message')).to.match(
      /^back-off 40s restarting failed container=main pod=api_default\(/,
    );
    expect(numberAt(status('api'), 'restartCount')).to.equal(3);
    expect(numberAt(status('api'), 'lastState', 'terminated', 'exitCode')).to.equal(3);
    expect(log('api', true)).to.deep.equal(['no config']);
    played.pass(3_600 * 10);
    expect(numberAt(status('api'), 'restartCount')).to.be.within(110, 130);
    expect(textAt(status('api'), 'state', 'waiting', 'message')).to.match(/^back-off 5m0s /);
  });

  it('of a database without its password say so and end', () => {
    run('db', { image: 'postgres:18' }, 10);
    expect(waiting('db')).to.equal('CrashLoopBackOff');
    expect(log('db')[0]).to.equal('Error: Database is uninitialized and superuser password is not specified.');
    run('good', { image: 'postgres:18', env: [{ name: 'POSTGRES_PASSWORD', value: 'x' }] }, 10);
    expect(status('good')?.['ready']).to.equal(true);
    expect(log('good').at(-1)).to.match(/database system is ready to accept connections$/);
  });

  it('that may use too little memory are killed', () => {
    run('web', { image: 'shop/web:1', resources: { limits: { memory: '16Mi' } } }, 15);
    expect(textAt(status('web'), 'lastState', 'terminated', 'reason')).to.equal('OOMKilled');
    expect(numberAt(status('web'), 'lastState', 'terminated', 'exitCode')).to.equal(137);
  });

  it('wait for a ConfigMap, and go on when it is there', () => {
    run(
      'web',
      { image: 'nginx:1.29', env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a' } } }] },
      5,
    );
    expect(waiting('web')).to.equal('CreateContainerConfigError');
    expect(textAt(status('web'), 'state', 'waiting', 'message')).to.equal('configmap "settings" not found');
    played.cluster.create(configMaps, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace: 'default' },
      data: { b: '1' },
    });
    played.pass(11);
    expect(textAt(status('web'), 'state', 'waiting', 'message')).to.equal(
      "couldn't find key a in ConfigMap default/settings",
    );
    played.change(configMaps, 'default', 'settings', (object) => ({ ...object, data: { a: '1' } }));
    played.pass(11);
    expect(status('web')?.['ready']).to.equal(true);
  });

  it('wait for a volume whose Secret is missing', () => {
    run('web', { image: 'nginx:1.29' }, 20, { volumes: [{ name: 'tls', secret: { secretName: 'gone' } }] });
    expect(waiting('web')).to.equal('ContainerCreating');
    expect(played.eventsOf('web')).to.include(
      'Warning FailedMount MountVolume.SetUp failed for volume "tls" : secret "gone" not found',
    );
  });

  it('whose liveness probe asks the wrong port are killed and restarted', () => {
    run('web', { image: 'nginx:1.29', livenessProbe: { httpGet: { path: '/', port: 8080 }, periodSeconds: 5 } }, 40);
    expect(numberAt(status('web'), 'restartCount')).to.be.greaterThan(0);
    expect(played.eventsOf('web')).to.include('Normal Killing Container main failed liveness probe, will be restarted');
    expect(played.eventsOf('web').join('\n')).to.match(
      /Warning Unhealthy Liveness probe failed: Get "http:\/\/10\.42\.\d\.\d+:8080\/": dial tcp .*: connect: connection refused/,
    );
  });

  it('whose readiness probe fails run unready', () => {
    run(
      'web',
      {
        image: 'nginx:1.29',
        ports: [{ containerPort: 80 }],
        readinessProbe: { httpGet: { path: '/healthz', port: 80 } },
      },
      60,
    );
    expect(status('web')).to.include({ ready: false, started: true, restartCount: 0 });
    expect(played.eventsOf('web')).to.include(
      'Warning Unhealthy Readiness probe failed: HTTP probe failed with statuscode: 404',
    );
  });

  it('that start slowly die of an impatient probe, and live with a startup probe', () => {
    const port = { image: 'quay.io/keycloak/keycloak:26', ports: [{ containerPort: 8080 }] };
    const liveness = { tcpSocket: { port: 8080 }, periodSeconds: 3 };
    run('hasty', { ...port, livenessProbe: liveness }, 60);
    expect(numberAt(status('hasty'), 'restartCount')).to.be.greaterThan(0);
    run(
      'patient',
      {
        ...port,
        livenessProbe: liveness,
        startupProbe: { tcpSocket: { port: 8080 }, periodSeconds: 5, failureThreshold: 30 },
      },
      60,
    );
    expect(status('patient')).to.include({ ready: true, restartCount: 0 });
  });

  it('wait for their init container, which waits for a Service', () => {
    const wait = {
      name: 'wait',
      image: 'busybox:1.37',
      command: ['sh', '-c', 'until nslookup db; do echo waiting; sleep 2; done'],
    };
    run('web', { image: 'nginx:1.29' }, 30, { initContainers: [wait] });
    expect(waiting('web')).to.equal('PodInitializing');
    const init = containerLog(played.get(pods, 'default', 'web'), 'wait', { now: played.now, previous: false });
    expect(init.map(({ text }) => text)).to.include('waiting');
    played.apply(service('db', { app: 'db' }));
    played.pass(10);
    expect(status('web')?.['ready']).to.equal(true);
  });

  it('that cannot be started say what is missing', () => {
    run('web', { image: 'nginx:1.29', command: ['/no-such-binary'] }, 6);
    expect(
      textAt(status('web'), 'lastState', 'terminated', 'reason') ??
        textAt(status('web'), 'state', 'terminated', 'reason'),
    ).to.equal('StartError');
  });

  it('that must not be root are not made of an image that is', () => {
    run('web', { image: 'nginx:1.29', securityContext: { runAsNonRoot: true } }, 6);
    expect(textAt(status('web'), 'state', 'waiting', 'message')).to.match(
      /^container has runAsNonRoot and image will run as root/,
    );
  });

  it('take their grace when they do not heed signals', () => {
    run('deaf', { image: 'busybox:1.37', command: ['sleep', '3600'] }, 5, { terminationGracePeriodSeconds: 10 });
    run('quick', { image: 'nginx:1.29' }, 5);
    played.remove(pods, 'default', 'deaf');
    played.remove(pods, 'default', 'quick');
    played.pass(4);
    expect(played.list(pods, 'default').map(({ metadata }) => metadata.name)).to.deep.equal([]);
    run('loop', { image: 'busybox:1.37', command: ['sh', '-c', 'while true; do echo tick; sleep 1; done'] }, 5, {
      terminationGracePeriodSeconds: 10,
    });
    played.remove(pods, 'default', 'loop');
    played.pass(4);
    expect(played.list(pods, 'default')).to.have.length(1);
    played.pass(7);
    expect(played.list(pods, 'default')).to.have.length(0);
  });

  it('play what their pod is annotated with, and stop when it no longer is', () => {
    run('web', { image: 'nginx:1.29' }, 10, {}, { annotations: { 'emulated/play': 'unready' } });
    expect(status('web')).to.include({ ready: false, started: true });
    played.change(pods, 'default', 'web', (object) => ({
      ...object,
      metadata: { ...object.metadata, annotations: {} },
    }));
    played.pass(5);
    expect(status('web')?.['ready']).to.equal(true);
    run('odd', { image: 'nginx:1.29' }, 10, {}, { annotations: { 'emulated/play': 'missing-config' } });
    expect(waiting('odd')).to.equal('CreateContainerConfigError');
    run('gone', { image: 'nginx:1.29' }, 10, {}, { annotations: { 'emulated/play': 'missing-image' } });
    expect(waiting('gone')).to.equal('ImagePullBackOff');
    run('stuck', { image: 'nginx:1.29' }, 10, {}, { annotations: { 'emulated/play': 'creating' } });
    expect(waiting('stuck')).to.equal('ContainerCreating');
  });

  it('write logs that grow, the same for the same pod', () => {
    run('web', { image: 'nginx:1.29' }, 60);
    const before = log('web');
    expect(before[0]).to.match(/^\/docker-entrypoint\.sh: /);
    played.pass(600);
    const after = log('web');
    expect(after.slice(0, before.length)).to.deep.equal(before);
    expect(after.length).to.be.within(before.length + 20, before.length + 40);
    expect(after.at(-1)).to.match(/^10\.42\.0\.\d+ - - \[21\/Nov\/2026:12:1\d:\d\d \+0000\] "GET \/ HTTP\/1\.1" 200/);
  });
});
