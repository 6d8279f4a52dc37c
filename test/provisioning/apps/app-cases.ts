import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';

import type { ClusterObject } from '#src/cluster/index.ts';
import type { Json, JsonObject } from '#src/protocol/index.ts';
import type { Planned } from '#src/provisioning/changes/index.ts';
import { podLog } from '#src/provisioning/log-sources/pod-log.ts';

import type { InsideVdc } from '../changes/inside-vdc.ts';

/** What the actions about apps promise, on whatever cluster is inside of the VDC. */
export function appCases(open: () => Promise<InsideVdc>): void {
  let inside: InsideVdc;

  beforeEach(async () => {
    inside = await open();
  });
  afterEach(async () => {
    await inside.world.close();
  });

  const get = async <T extends Json = JsonObject>(action: string, input: JsonObject = {}): Promise<T> =>
    await inside.world.get<T>(action, { vdc: inside.vdc, ...input });
  const refusal = async (action: string, input: JsonObject): Promise<{ code: string; message: string }> => {
    const result = await inside.world.read(action, { vdc: inside.vdc, ...input });
    if (result.ok) throw new Error(`${action} worked`);
    return { code: result.failure.code, message: result.failure.message };
  };
  const wish = (more: JsonObject = {}): JsonObject => ({
    namespace: inside.namespace,
    name: 'web',
    image: 'nginx:1.26',
    replicas: 2,
    size: 'tiny',
    ports: '80',
    ...more,
  });
  const planned = async (action: string, input: JsonObject): Promise<Planned & JsonObject> =>
    await get<Planned & JsonObject>(action, input);
  const make = async (action: string, input: JsonObject): Promise<{ change: string }> =>
    await inside.apply((await planned(action, input)).plan);
  const object = async (kind: string, name: string, apiVersion = 'v1'): Promise<ClusterObject | null> =>
    await inside.cluster.get({ apiVersion, kind, namespace: inside.namespace, name });
  const deployment = async () => await object('Deployment', 'web', 'apps/v1');
  const app = () => `${inside.namespace}/web`;

  describe('deploying', () => {
    it('makes all that an app is made of, secure, and says what it is', async () => {
      const handle = await inside.world.services.secrets.seal('ada', 'open-sesame', 60_000);
      const plan = await planned(
        'app.plan',
        wish({ env: 'GREETING=Hello\nLEVEL=info', secretNames: 'DOOR', secret1: handle, health: 'http' }),
      );
      expect(plan['update']).to.equal(false);
      expect(plan.title).to.equal('Deploy web');
      expect(JSON.stringify(plan)).not.to.match(/sesame/);
      await inside.apply(plan.plan);
      const pod = JSON.stringify((await deployment())?.spec);
      expect(pod).to.include('"allowPrivilegeEscalation":false');
      expect(pod).to.include('"type":"RuntimeDefault"');
      expect(pod).to.include('"automountServiceAccountToken":false');
      expect(pod).to.include('"name":"GREETING","value":"Hello"');
      expect(pod).not.to.include('sesame');
      expect(await object('Secret', 'web-env')).to.have.deep.property('data', {
        DOOR: Buffer.from('open-sesame').toString('base64'),
      });
      expect(await object('Service', 'web')).to.have.nested.property('spec.ports[0].port', 80);
      const known = await get('app.look', { namespace: inside.namespace, name: 'web' });
      expect(known).to.deep.include({
        exists: true,
        image: 'nginx:1.26',
        replicas: 2,
        size: 'tiny',
        ports: '80',
        env: 'GREETING=Hello\nLEVEL=info',
        secretNames: 'DOOR',
        health: 'http',
        healthPath: '/',
      });
    });

    it('again under the same name changes what is there, keeps its secrets, and can be undone', async () => {
      const handle = await inside.world.services.secrets.seal('ada', 'open-sesame', 60_000);
      await make('app.plan', wish({ secretNames: 'DOOR', secret1: handle }));
      const same = await planned('app.plan', wish({ secretNames: 'DOOR', knownSecrets: 'DOOR' }));
      expect(same).to.include({ count: 1, update: true });
      const next = await planned(
        'app.plan',
        wish({ image: 'nginx:1.27', secretNames: 'DOOR', knownSecrets: 'DOOR', env: 'A=1' }),
      );
      expect(next['update']).to.equal(true);
      expect(next.differences).to.include('`nginx:1.26` → `nginx:1.27`');
      expect(next.differences).to.include('env[A]');
      const { change } = await inside.apply(next.plan);
      expect(JSON.stringify(await deployment())).to.include('nginx:1.27');
      expect(await object('Secret', 'web-env')).to.have.nested.property('data.DOOR');
      await inside.undo(change);
      const back = JSON.stringify(await deployment());
      expect(back).to.include('nginx:1.26').and.not.include('"name":"A"');
    });

    it('of an image that is not there is taken back, and the reason named', async () => {
      const plan = await planned('app.plan', wish({ image: 'nginx:missing' }));
      const error = await inside.apply(plan.plan).catch((reason: Error) => reason);
      expect(error).to.have.property('code', 'CHANGE_FAILED');
      expect(error).to.have.property('message', 'The image nginx:missing was not found in docker.io.');
      expect(await deployment()).to.equal(null);
      expect(await object('Service', 'web')).to.equal(null);
    });

    it('into a namespace of its own makes that, too', async () => {
      const namespace = `${inside.namespace}-own`;
      const plan = await planned('app.plan', wish({ namespace }));
      expect(plan.table.rows[0]?.slice(0, 3)).to.deep.equal(['Make', 'Namespace', namespace]);
      await inside.apply(plan.plan);
      const { items } = await get<{ items: { id: string; state: string }[] }>('app.list', { namespace });
      expect(items.map(({ id, state }) => [id, state])).to.deep.equal([[`${namespace}/web`, 'Running']]);
    });

    it('with a volume runs one copy, and keeps the volume on the next change', async () => {
      const plan = await planned('app.plan', wish({ volume: 1_073_741_824, mountPath: '/srv', replicas: 3 }));
      expect(plan.notes.join(' ')).to.include('runs once');
      await inside.apply(plan.plan);
      expect((await deployment())?.spec).to.have.property('replicas', 1);
      expect(await object('PersistentVolumeClaim', 'web-data')).to.have.nested.property(
        'spec.resources.requests.storage',
        '1Gi',
      );
      const next = await planned('app.plan', wish({ image: 'nginx:1.27', volume: 1_073_741_824, mountPath: '/srv' }));
      expect(next.notes.join(' ')).to.include('stays as it is, with the data');
      expect(next.table.rows.map(([, kind]) => kind)).not.to.include('PersistentVolumeClaim');
    });

    it('says of every bad answer what to do, before anything is planned', async () => {
      const cases: [JsonObject, RegExp][] = [
        [{ name: 'Web Shop' }, /lower-case letters/],
        [{ image: 'https://nginx' }, /Leave out the https/],
        [{ image: 'NGINX' }, /try "nginx"/],
        [{ namespace: 'kube-system' }, /belongs to the cluster itself/],
        [{ ports: '99999' }, /1 to 65535/],
        [{ ports: 'none', health: 'tcp' }, /needs a port/],
        [{ health: 'http', healthPath: 'healthz' }, /begins with a slash/],
        [{ env: 'NOVALUE' }, /write it like NAME=value/],
        [{ env: '1=2' }, /cannot be the name of a variable/],
        [{ env: 'A=1', secretNames: 'A' }, /take it out of one/],
        [{ secretNames: 'A B C D E F' }, /5 secret variables at once/],
        [{ secretNames: 'NEVER_GIVEN' }, /is not there yet: please type it/],
        [{ size: 'custom' }, /needs both CPU and memory/],
        [{ size: 'enormous' }, /There are: tiny/],
        [{ volume: 1, mountPath: '/' }, /the root itself/],
      ];
      for (const [answer, says] of cases) {
        const { code, message } = await refusal('app.plan', wish(answer));
        expect(code, JSON.stringify(answer)).to.equal('INVALID_SPEC');
        expect(message).to.match(says);
      }
    });
  });

  describe('running', () => {
    beforeEach(async () => {
      await make('app.plan', wish());
    });

    it('is listed and looked at', async () => {
      const { items } = await get<{ items: JsonObject[] }>('app.list', { namespace: inside.namespace });
      expect(items).to.have.length(1);
      expect(items[0]).to.deep.include({ id: app(), name: 'web', description: 'Running: 2 of 2, nginx:1.26' });
      const status = await get('app.status', { app: app() });
      expect(status).to.include({ state: 'running', replicas: 2, reason: '' });
      expect(status).to.have.nested.property('pods.rows').with.length(2);
      expect((await refusal('app.status', { app: `${inside.namespace}/other` })).message).to.include('Say "my apps"');
      expect((await refusal('app.status', { app: '../x' })).code).to.equal('NOT_FOUND');
    });

    it('is scaled, restarted, stopped and started, each undone', async () => {
      const scale = await make('app.planChange', { app: app(), what: 'scale', replicas: 3 });
      expect((await deployment())?.status).to.include({ readyReplicas: 3 });
      await inside.undo(scale.change);
      expect((await deployment())?.spec).to.include({ replicas: 2 });
      const before = (await deployment())?.metadata.generation;
      await make('app.planChange', { app: app(), what: 'restart' });
      expect((await deployment())?.metadata.generation).to.be.greaterThan(before ?? 0);
      const stop = await planned('app.planChange', { app: app(), what: 'stop' });
      expect(stop.notes.join(' ')).to.include('Nobody reaches the app');
      await inside.apply(stop.plan);
      expect(await get('app.status', { app: app() })).to.include({ state: 'stopped', replicas: 0 });
      expect(await planned('app.planChange', { app: app(), what: 'stop' })).to.include({ count: 0 });
      await make('app.planChange', { app: app(), what: 'start' });
      expect(await get('app.status', { app: app() })).to.include({ state: 'running', replicas: 2 });
    });

    it('goes back to a version, and is held', async () => {
      await make('app.plan', wish({ image: 'nginx:1.27' }));
      const history = await get<{ items: JsonObject[]; table: { rows: string[][] } }>('rollout.history', {
        app: app(),
      });
      expect(history.table.rows.map(([number, image, cause]) => [number, image, cause])).to.deep.equal([
        ['2 (now)', 'nginx:1.27', 'Update web: nginx:1.27'],
        ['1', 'nginx:1.26', 'Deploy web: nginx:1.26'],
      ]);
      const back = await planned('rollout.plan', { app: app(), what: 'back', revision: '1' });
      expect(back.differences).to.include('`nginx:1.27` → `nginx:1.26`');
      const { change } = await inside.apply(back.plan);
      expect(JSON.stringify((await deployment())?.spec)).to.include('nginx:1.26');
      await inside.undo(change);
      expect(JSON.stringify((await deployment())?.spec)).to.include('nginx:1.27');
      expect((await refusal('rollout.plan', { app: app(), what: 'back', revision: '77' })).message).to.match(
        /no version 77 any more\. There are: /,
      );
      await make('rollout.plan', { app: app(), what: 'pause' });
      expect(await get('rollout.history', { app: app() })).to.include({ paused: true });
      expect((await refusal('rollout.plan', { app: app(), what: 'back', revision: '1' })).message).to.include(
        'Resume it first',
      );
      await make('rollout.plan', { app: app(), what: 'resume' });
      expect(await get('app.status', { app: app() })).to.include({ state: 'running' });
    });

    it('says which versions did not come to run', async () => {
      const { plan } = await planned('app.plan', wish({ image: 'nginx:does-not-exist' }));
      const failed = await inside.apply(plan).then(
        () => 'it worked',
        (error: Error) => error.message,
      );
      expect(failed).to.include('nginx:does-not-exist');
      await make('app.plan', wish({ image: 'nginx:1.27' }));
      const { items, table } = await get<{
        items: { title: string; description: string; failed: boolean }[];
        table: { rows: string[][] };
      }>('rollout.history', { app: app() });
      const broken = items.filter(({ title }) => title.includes('does-not-exist'));
      expect(broken.map(({ failed: told }) => told)).to.deep.equal([true]);
      expect(broken[0]?.description).to.match(/^was taken back, Update web/);
      expect(items.filter(({ title }) => title.includes('1.26')).map(({ failed: told }) => told)).to.deep.equal([
        false,
      ]);
      expect(table.rows.find(([, image]) => image?.includes('does-not-exist'))?.[2]).to.match(/: was taken back$/);
    });

    it('is deleted with what belongs to it, and comes back', async () => {
      await inside.cluster.apply({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'IngressClass',
        metadata: { name: 'traefik' },
        spec: { controller: 'traefik.io/ingress-controller' },
      });
      await make('autoscale.plan', { app: app(), min: 1, max: 3 });
      await make('expose.plan', { target: `${inside.namespace}/web:80`, host: `${inside.namespace}.example.org` });
      const plan = await planned('app.planDelete', { app: app() });
      expect(plan.table.rows.map(([, kind]) => String(kind)).toSorted()).to.deep.equal([
        'Deployment',
        'HorizontalPodAutoscaler',
        'Ingress',
        'Service',
      ]);
      expect(plan).to.include({ lost: '', data: false });
      const { change } = await inside.apply(plan.plan);
      expect(await deployment()).to.equal(null);
      expect(await object('Service', 'web')).to.equal(null);
      await inside.undo(change);
      expect(await get('app.status', { app: app() })).to.include({ state: 'running' });
      expect(await object('Service', 'web')).not.to.equal(null);
    });

    it('shows its log, searched, live, with secrets hidden', async () => {
      const { items } = await get<{ items: { id: string }[] }>('logs.containers', { app: app() });
      expect(items).to.have.length(2);
      const container = items[0]?.id ?? '';
      const log = await get<{ as: string; lines: string[]; live?: string }>('logs.show', { app: app(), container });
      expect(log.as).to.equal('log');
      expect(log.live).to.be.a('string');
      const searched = await get<{ lines: string[]; live?: string }>('logs.show', {
        app: app(),
        container,
        search: 'a word that nobody writes',
      });
      expect(searched.lines).to.deep.equal([]);
      expect(searched).not.to.have.property('live');
      expect((await refusal('logs.show', { app: app(), container: 'web-0/web' })).message).to.include('pick one again');
      expect((await refusal('logs.show', { app: app(), container, previous: true })).message).to.include(
        'no earlier log',
      );
    });
  });

  describe('settings', () => {
    const config = (kind: string, name: string) => `${inside.namespace}/${kind}/${name}`;

    it('are made, set, removed and deleted, and each is undone', async () => {
      const made = await make('config.plan', {
        what: 'create',
        kind: 'ConfigMap',
        namespace: inside.namespace,
        name: 'settings',
        key: 'COLOUR',
        value: 'green',
      });
      const id = config('ConfigMap', 'settings');
      const taken = await refusal('config.plan', {
        what: 'create',
        namespace: inside.namespace,
        name: 'settings',
        key: 'A',
        value: 'b',
      });
      expect(taken.code).to.equal('NAME_TAKEN');
      const set = await planned('config.plan', { what: 'set', config: id, key: 'COLOUR', value: 'red' });
      expect(set.differences).to.include('`green` → `red`');
      const { change } = await inside.apply(set.plan);
      expect((await get<{ table: { rows: string[][] } }>('config.look', { config: id })).table.rows).to.deep.equal([
        ['COLOUR', 'red'],
      ]);
      await inside.undo(change);
      await make('config.plan', { what: 'unset', config: id, key: 'COLOUR' });
      expect(await get('config.look', { config: id })).to.include({ count: 0, usersText: 'No app uses it.' });
      await inside.undo((await make('config.plan', { what: 'delete', config: id })).change);
      expect(await object('ConfigMap', 'settings')).not.to.equal(null);
      expect(made.change).to.be.a('string');
    });

    it('that are secret are never shown, and need no retyping', async () => {
      const handle = await inside.world.services.secrets.seal('ada', 'open-sesame', 60_000);
      const input = { what: 'create', kind: 'Secret', namespace: inside.namespace, name: 'door', key: 'word' };
      expect((await refusal('config.plan', { ...input, value: 'open-sesame' })).message).to.include(
        'where nobody sees it',
      );
      const plan = await planned('config.plan', { ...input, secretValue: handle });
      await inside.apply(plan.plan);
      const look = await get('config.look', { config: config('Secret', 'door') });
      expect(look).to.include({ secret: true });
      for (const shown of [plan, look])
        expect(JSON.stringify(shown)).not.to.match(/sesame|b3BlbiAtc2VzYW1l|b3Blbi1zZXNhbWU/);
      const stolen = await inside.world.read(
        'config.plan',
        { vdc: 'demo', ...input, name: 'other', secretValue: handle },
        'eve',
      );
      expect(stolen.ok).to.equal(false);
    });

    it('say who uses them, and restart those who do', async () => {
      await make('config.plan', {
        what: 'create',
        namespace: inside.namespace,
        name: 'settings',
        key: 'COLOUR',
        value: 'green',
      });
      await make('app.plan', wish());
      await inside.cluster.patch(
        { apiVersion: 'apps/v1', kind: 'Deployment', namespace: inside.namespace, name: 'web' },
        { spec: { template: { spec: { volumes: [{ name: 's', configMap: { name: 'settings' } }] } } } },
      );
      const id = config('ConfigMap', 'settings');
      expect(await get('config.look', { config: id })).to.deep.include({ users: ['web'], usersText: 'Used by web.' });
      const plan = await planned('config.plan', {
        what: 'set',
        config: id,
        key: 'COLOUR',
        value: 'red',
        restart: true,
      });
      expect(plan.notes.join(' ')).to.include('web will be restarted');
      expect(plan.changes).to.equal(2);
      await inside.apply(plan.plan);
      const gone = await planned('config.plan', { what: 'delete', config: id });
      expect(gone.notes.join(' ')).to.include('web cannot start without it');
    });
  });

  describe('manifests', () => {
    const text = (image: string) => `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "${image}" }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { colour: green }
`;

    it('are compared, applied in the right order, and undone', async () => {
      const plan = await planned('manifests.plan', { text: text('nginx:1.26'), namespace: inside.namespace });
      expect(plan.table.rows.map(([, kind]) => kind)).to.deep.equal(['ConfigMap', 'Service', 'Deployment']);
      await inside.apply(plan.plan);
      expect(await planned('manifests.plan', { text: text('nginx:1.26'), namespace: inside.namespace })).to.include({
        count: 0,
      });
      const next = await planned('manifests.plan', { text: text('nginx:1.27'), namespace: inside.namespace });
      expect(next.differences).to.include('`nginx:1.26` → `nginx:1.27`');
      const { change } = await inside.apply(next.plan);
      await inside.undo(change);
      await inside.undo(plan.plan);
      expect(await deployment()).to.equal(null);
      expect(await object('ConfigMap', 'settings')).to.equal(null);
    });

    it('that the cluster does not take are refused with document and line', async () => {
      const bad = `${text('nginx:1.26')}---\napiVersion: v1\nkind: Service\nmetadata:\n  name: other\nspec:\n  ports: many\n`;
      const { code, message } = await refusal('manifests.plan', { text: bad, namespace: inside.namespace });
      expect(code).to.equal('CLUSTER_INVALID');
      expect(message).to.match(/^Document 4, line \d+, Service other: /);
      expect(await deployment()).to.equal(null);
    });
  });

  it('gives live lines of a pod to its owner only, and ends when nobody looks', async () => {
    await make('app.plan', wish({ replicas: 1 }));
    const { items } = await get<{ items: { id: string }[] }>('logs.containers', { app: app() });
    const [pod = '', container = ''] = (items[0]?.id ?? '').split('/');
    const abort = new AbortController();
    const lines: string[] = [];
    const subject = { vdc: inside.vdc, namespace: inside.namespace, pod, container };
    const following = (async () => {
      for await (const line of podLog(inside.world.services).follow(subject, { owner: 'ada', signal: abort.signal })) {
        lines.push(String(line));
      }
    })();
    await pause(300);
    abort.abort();
    await following;
    const stranger = podLog(inside.world.services).follow(subject, {
      owner: 'eve',
      signal: AbortSignal.timeout(5_000),
    });
    const error = await (async () => {
      for await (const line of stranger) throw new Error(`a stranger read "${String(line)}"`);
    })().catch((reason: Error) => reason);
    expect(error).to.have.property('code', 'NOT_FOUND');
  });
}
