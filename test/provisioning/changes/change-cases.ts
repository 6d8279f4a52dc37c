import { expect } from 'chai';

import type { ClusterObject, ObjectDraft, ObjectReference } from '#src/cluster/index.ts';
import { EFFECT, MANAGED_BY, OURS, showChanges } from '#src/provisioning/changes/index.ts';

import type { InsideVdc } from './inside-vdc.ts';

/** What planning, applying and undoing promise, on whatever cluster is inside of the VDC. */
export function changeCases(open: () => Promise<InsideVdc>): void {
  let inside: InsideVdc;

  beforeEach(async () => {
    inside = await open();
  });
  afterEach(async () => {
    await inside.world.close();
  });

  const config = (data: { [key: string]: string }, name = 'settings'): ObjectDraft => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: inside.namespace },
    data,
  });
  const workload = (name: string, image: string): ObjectDraft => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: inside.namespace },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name, image }] } },
    },
  });
  const at = (kind: string, name: string, apiVersion = 'v1'): ObjectReference => ({
    apiVersion,
    kind,
    namespace: inside.namespace,
    name,
  });
  const live = async (reference: ObjectReference): Promise<ClusterObject | null> => await inside.cluster.get(reference);
  const failing = async (work: Promise<unknown>): Promise<{ code: string; message: string }> => {
    const error = await work.then(
      () => new Error('it worked'),
      (reason: unknown) => reason as Error,
    );
    return { code: String((error as { code?: string }).code), message: error.message };
  };

  it('make what is planned, once, with our marks on it, and take it back', async () => {
    const set = await inside.plan({ title: 'Settings', objects: [config({ colour: 'green' })] });
    expect(set.changes.map(({ verb }) => verb)).to.deep.equal(['create']);
    expect(await live(at('ConfigMap', 'settings'))).to.equal(null);
    const applied = await inside.apply(set);
    expect(applied).to.include({ change: set.hash, ready: true, summary: '1 object was made.' });
    const made = await live(at('ConfigMap', 'settings'));
    expect(made).to.have.deep.property('data', { colour: 'green' });
    expect(made?.metadata.labels).to.include({ [MANAGED_BY]: OURS, '3bot.io/vdc': inside.vdc });
    expect(made?.metadata.annotations?.[EFFECT]).to.be.a('string');
    const undone = await inside.undo(applied.change);
    expect(undone.text).to.equal('"Settings" is undone: everything is as it was before.');
    expect(await live(at('ConfigMap', 'settings'))).to.equal(null);
    expect((await inside.undo(applied.change)).text).to.equal('"Settings" was undone already.');
  });

  it('show what differs before it happens, and nothing where nothing does', async () => {
    await inside.apply(await inside.plan({ title: 'Settings', objects: [config({ colour: 'green', size: 'big' })] }));
    const same = await inside.plan({ title: 'Settings', objects: [config({ colour: 'green', size: 'big' })] });
    expect(same.changes).to.deep.equal([]);
    const set = await inside.plan({ title: 'Settings', objects: [config({ colour: 'red' })] });
    expect(set.changes[0]?.differences).to.deep.equal([
      { field: 'data.colour', before: 'green', after: 'red' },
      { field: 'data.size', before: 'big' },
    ]);
    const shown = showChanges(set, 'en');
    expect(shown).to.include({ count: 1, changes: 1, summary: '1 object will be changed.' });
    expect(shown.differences).to.include('- `data.colour`: `green` → `red`');
    expect(shown.differences).to.include('- `data.size`: ~~`big`~~');
    const applied = await inside.apply(set);
    expect(await live(at('ConfigMap', 'settings'))).to.have.deep.property('data', { colour: 'red' });
    await inside.undo(applied.change);
    expect(await live(at('ConfigMap', 'settings'))).to.have.deep.property('data', { colour: 'green', size: 'big' });
  });

  it('touch only the fields of a patch, and bring back only those', async () => {
    await inside.cluster.apply(config({ colour: 'green', size: 'big' }));
    const set = await inside.plan({
      title: 'Paint',
      patches: [{ reference: at('ConfigMap', 'settings'), patch: { data: { colour: 'red' } } }],
    });
    const applied = await inside.apply(set);
    expect(await live(at('ConfigMap', 'settings'))).to.have.deep.property('data', { colour: 'red', size: 'big' });
    // Somebody else changes another field: undoing leaves that alone.
    await inside.cluster.patch(at('ConfigMap', 'settings'), { data: { size: 'small' } });
    await inside.undo(applied.change);
    const back = await live(at('ConfigMap', 'settings'));
    expect(back).to.have.deep.property('data', { colour: 'green', size: 'small' });
    expect(back?.metadata.annotations ?? {}).not.to.have.property(EFFECT);
  });

  it('delete, and bring back what was deleted', async () => {
    await inside.cluster.apply(config({ colour: 'green' }));
    const set = await inside.plan({
      title: 'Clear up',
      deletes: [at('ConfigMap', 'settings'), at('ConfigMap', 'never-there')],
    });
    expect(set.changes.map(({ verb, reference }) => [verb, reference.name])).to.deep.equal([['delete', 'settings']]);
    const applied = await inside.apply(set);
    expect(applied.summary).to.equal('1 object was deleted.');
    expect(await live(at('ConfigMap', 'settings'))).to.equal(null);
    await inside.undo(applied.change);
    expect(await live(at('ConfigMap', 'settings'))).to.have.deep.property('data', { colour: 'green' });
  });

  it('keep secrets out of sight: in the differences, and at rest', async () => {
    const secret = (password: string): ObjectDraft => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'door', namespace: inside.namespace },
      stringData: { password },
    });
    const first = await inside.plan({ title: 'Door', objects: [secret('open-sesame')] });
    await inside.apply(first);
    const second = await inside.plan({ title: 'Door', objects: [secret('close-sesame')] });
    expect(second.changes[0]?.differences).to.deep.equal([
      { field: 'data.password', before: '••••', after: '•••• (new)' },
    ]);
    for (const { differences } of [...first.changes, ...second.changes]) {
      expect(JSON.stringify(differences)).not.to.match(/sesame|c2VzYW1l|b3Blbi1zZXNhbWU/);
    }
    const { redis, prefix } = inside.world;
    for (const key of await redis.keys(`${prefix}change:*`)) {
      const kept =
        (await redis.type(key)) === 'string' ? await redis.get(key) : (await redis.zrevrange(key, 0, 99)).join();
      expect(kept).not.to.match(/sesame|c2VzYW1l|b3Blbi1zZXNhbWU/);
    }
    await inside.undo((await inside.apply(await inside.plan({ title: 'Door', objects: [secret('third')] }))).change);
    const door = await live(at('Secret', 'door'));
    expect(door).to.have.deep.property('data', { password: Buffer.from('open-sesame').toString('base64') });
  });

  it('refuse what the cluster does not take, every reason at once, and change nothing', async () => {
    const refused = await failing(
      inside.plan({
        title: 'Bad',
        objects: [
          config({ colour: 'green' }, 'Not_A_Name'),
          { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: inside.namespace }, spec: {} },
          { apiVersion: 'nobody.example/v1', kind: 'Nothing', metadata: { name: 'x', namespace: inside.namespace } },
          config({ colour: 'green' }, 'fine'),
        ],
      }),
    );
    expect(refused.code).to.equal('CLUSTER_INVALID');
    expect(refused.message).to.match(/Not_A_Name: .*lower.?case/s);
    expect(refused.message).to.match(/Service .*web: .*ports/s);
    expect(refused.message).to.match(/Nothing .*x: .*does not know Nothing/s);
    expect(refused.message).not.to.include('fine');
    expect(await live(at('ConfigMap', 'fine'))).to.equal(null);
  });

  it('refuse a plan once the object is not what it was', async () => {
    await inside.cluster.apply(config({ colour: 'green' }));
    const change = await inside.plan({ title: 'Paint', objects: [config({ colour: 'red' })] });
    const create = await inside.plan({ title: 'Make', objects: [config({}, 'other')] });
    await inside.cluster.patch(at('ConfigMap', 'settings'), { data: { colour: 'blue' } });
    await inside.cluster.apply(config({ by: 'somebody' }, 'other'));
    expect(await failing(inside.apply(change))).to.deep.include({ code: 'PLAN_STALE' });
    expect(await live(at('ConfigMap', 'settings'))).to.have.deep.property('data', { colour: 'blue' });
    expect((await failing(inside.apply(create))).message).to.include('has been made meanwhile');
    expect((await failing(inside.apply('0'.repeat(64)))).message).to.include('too old');
  });

  it('refuse to undo what somebody has changed since, and say what', async () => {
    await inside.cluster.apply(config({ colour: 'green' }));
    const first = await inside.apply(await inside.plan({ title: 'Paint', objects: [config({ colour: 'red' })] }));
    await inside.cluster.patch(at('ConfigMap', 'settings'), { data: { colour: 'blue' } });
    const refused = await failing(inside.undo(first.change));
    expect(refused.code).to.equal('CLUSTER_CONFLICT');
    expect(refused.message).to.match(/settings has been changed since by somebody else \(data\.colour\)/);
    expect(await live(at('ConfigMap', 'settings'))).to.have.deep.property('data', { colour: 'blue' });
  });

  it('undo in the order in which things were built on each other', async () => {
    const first = await inside.apply(await inside.plan({ title: 'Make', objects: [config({ colour: 'green' })] }));
    const second = await inside.apply(await inside.plan({ title: 'Paint', objects: [config({ colour: 'red' })] }));
    expect((await failing(inside.undo(first.change))).message).to.include(
      'was changed later by "Paint". Undo that first.',
    );
    await inside.undo(second.change);
    await inside.undo(first.change);
    expect(await live(at('ConfigMap', 'settings'))).to.equal(null);
    const { items } = await inside.world.get<{ items: { title: string; undoable: boolean }[] }>('change.list', {
      vdc: inside.vdc,
    });
    expect(items.map(({ title, undoable }) => [title, undoable])).to.deep.equal([
      ['Paint', false],
      ['Make', false],
    ]);
  });

  it('take back all of it, and name the reason, when what was made does not come to run', async () => {
    await inside.cluster.apply(config({ colour: 'green' }));
    const set = await inside.plan({
      title: 'Much',
      objects: [config({ colour: 'red' }), config({}, 'fresh'), workload('web', 'nginx:missing')],
      patienceSeconds: 20,
    });
    const failed = await failing(inside.apply(set));
    expect(failed).to.deep.equal({
      code: 'CHANGE_FAILED',
      message: 'The image nginx:missing was not found in docker.io.',
    });
    expect(await live(at('ConfigMap', 'settings'))).to.have.deep.property('data', { colour: 'green' });
    expect(await live(at('ConfigMap', 'fresh'))).to.equal(null);
    expect(await live(at('Deployment', 'web', 'apps/v1'))).to.equal(null);
    // What was taken back can be tried again.
    expect((await failing(inside.apply(set))).code).to.equal('CHANGE_FAILED');
  });

  it('leave it for a look where the plan says so', async () => {
    const objects = [workload('web', 'nginx:missing')];
    const set = await inside.plan({ title: 'Look', objects, patienceSeconds: 20, onFailure: 'keep' });
    const applied = await inside.apply(set);
    expect(applied).to.deep.include({ ready: false, reason: 'The image nginx:missing was not found in docker.io.' });
    expect(await live(at('Deployment', 'web', 'apps/v1'))).not.to.equal(null);
    await inside.undo(applied.change);
    expect(await live(at('Deployment', 'web', 'apps/v1'))).to.equal(null);
  });

  it('wait until a workload is rolled out', async () => {
    await inside.apply(await inside.plan({ title: 'Run', objects: [workload('web', 'nginx:1.26')] }));
    const set = await inside.plan({ title: 'Update', objects: [workload('web', 'nginx:1.27')] });
    expect(set.changes[0]?.differences).to.deep.equal([
      { field: 'spec.template.spec.containers[web].image', before: 'nginx:1.26', after: 'nginx:1.27' },
    ]);
    await inside.apply(set);
    const status = (await live(at('Deployment', 'web', 'apps/v1')))?.status;
    expect(status).to.include({ replicas: 2, updatedReplicas: 2, availableReplicas: 2 });
    await inside.undo(set.hash);
    const back = await live(at('Deployment', 'web', 'apps/v1'));
    expect(JSON.stringify(back?.spec)).to.include('nginx:1.26');
  });

  it('make a namespace and what is in it in one go', async () => {
    const name = `${inside.namespace}-new`;
    const set = await inside.plan({
      title: 'All new',
      objects: [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: name }, data: { a: 'b' } },
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
      ],
    });
    expect(set.changes.map(({ reference: { kind } }) => kind)).to.deep.equal(['Namespace', 'ConfigMap']);
    await inside.apply(set);
    const reference = { apiVersion: 'v1', kind: 'ConfigMap', namespace: name, name: 'settings' };
    expect(await live(reference)).to.have.deep.property('data', { a: 'b' });
    await inside.undo(set.hash);
    expect(await live(reference)).to.equal(null);
  });
}
