import { expect } from 'chai';

import { judge, readSnapshot, Snapshot } from '#src/cluster/diagnosis/index.ts';
import { type Cluster, ClusterError, type ClusterObject, type LogRequest, type Selection } from '#src/cluster/index.ts';

import { crashed, deployed, NOW, object, surroundings } from './fixtures.ts';

/** A cluster that only lists and shows logs, and notes what it was asked. */
function readable(
  objects: readonly ClusterObject[],
  options: { forbidden?: readonly string[]; unknown?: readonly string[]; log?: (request: LogRequest) => string[] } = {},
): { cluster: Cluster; logs: LogRequest[]; lists: Selection[] } {
  const logs: LogRequest[] = [];
  const lists: Selection[] = [];
  const cluster: Pick<Cluster, 'kind' | 'list' | 'logs' | 'raw'> = {
    raw: async () => {
      throw new ClusterError('FORBIDDEN', 'This is not allowed.');
    },
    kind: async ({ apiVersion, kind }) =>
      options.unknown?.includes(kind) === true
        ? null
        : { apiVersion, kind, plural: kind, namespaced: kind !== 'Node', verbs: [], subresources: [] },
    async *list(selection) {
      lists.push(selection);
      if (options.forbidden?.includes(selection.kind) === true)
        throw new ClusterError('FORBIDDEN', 'This is not allowed.');
      yield* objects.filter(
        ({ kind, metadata }) =>
          kind === selection.kind && (selection.namespace === undefined || metadata.namespace === selection.namespace),
      );
    },
    async *logs(request) {
      logs.push(request);
      yield* options.log?.(request) ?? [];
    },
  };
  return { cluster: cluster as Cluster, logs, lists };
}

const now = () => NOW;

describe('Reading a cluster', () => {
  it('reads the last lines of what crashes, of one pod for each owner, and of nothing that is well', async () => {
    const { cluster, logs } = readable([...deployed('web', [crashed(1), crashed(1), {}]), ...deployed('api', [{}])]);
    await readSnapshot(cluster, { now });
    expect(logs.map(({ container, previous, tail }) => ({ container, previous, tail }))).to.deep.equal([
      { container: 'main', previous: false, tail: 40 },
    ]);
    expect(logs[0]?.pod).to.match(/^web-/);
  });

  it('reads the log before this one where a container runs again', async () => {
    const again = crashed(1, 'Error', { state: { running: { startedAt: '2026-06-01T11:59:00Z' } } });
    const { cluster, logs } = readable(deployed('web', [again]));
    await readSnapshot(cluster, { now });
    expect(logs.map(({ previous }) => previous)).to.deep.equal([true]);
  });

  it('reads no more than twenty logs, however much crashes', async () => {
    const many = Array.from({ length: 60 }, (_, index) => deployed(`app-${index}`, [crashed(1)])).flat();
    const { cluster, logs } = readable(many);
    await readSnapshot(cluster, { now });
    expect(logs).to.have.length(20);
  });

  it('reads the log of what somebody asks about, also where it is well', async () => {
    const { cluster, logs } = readable([...deployed('web', [{}, {}, {}, {}, {}]), ...deployed('api', [{}])]);
    await readSnapshot(cluster, { now, about: { kind: 'deployment', name: 'web' } });
    expect(logs.map(({ pod, tail }) => `${pod.split('-')[0]} ${tail}`)).to.deep.equal([
      'web 200',
      'web 200',
      'web 200',
    ]);
  });

  it('masks what looks like a secret, and cuts what is too long', async () => {
    const log = () => ['DB_PASSWORD=hunter2hunter2', 'x'.repeat(5_000)];
    const { cluster } = readable(deployed('web', [crashed(1)]), { log });
    const snapshot = await readSnapshot(cluster, { now });
    const text = JSON.stringify(judge(snapshot).findings);
    expect(text).to.contain('log of main');
    expect(text).not.to.contain('hunter2');
    expect(text).not.to.contain('x'.repeat(401));
  });

  it('goes without a log that cannot be read', async () => {
    const { cluster } = readable(deployed('web', [crashed(1)]), {
      log: () => {
        throw new ClusterError('FORBIDDEN', 'This is not allowed.');
      },
    });
    const [finding] = judge(await readSnapshot(cluster, { now })).findings;
    expect(finding?.cause).to.equal('application');
  });

  it('says what it may not read, and what is not there to be read', async () => {
    const { cluster } = readable([...surroundings], { forbidden: ['Secret', 'Node'], unknown: ['Gateway'] });
    const { unchecked, findings } = judge(await readSnapshot(cluster, { now }));
    expect(unchecked.toSorted((a, b) => a.what.localeCompare(b.what))).to.deep.equal([
      { what: 'Gateway', reason: 'the cluster does not have this kind' },
      { what: 'Node', reason: 'the credentials may not read it' },
      { what: 'Secret', reason: 'the credentials may not read it' },
    ]);
    expect(findings).to.deep.equal([]);
  });

  it('asks for no kind of a group that is not served, and says what is not there', async () => {
    const { cluster } = readable([]);
    const asked: string[] = [];
    const small: Cluster = {
      ...cluster,
      raw: async () => ({ groups: [{ versions: [{ groupVersion: 'apps/v1' }] }] }),
      kind: async (name) => {
        asked.push(name.apiVersion);
        return await cluster.kind(name);
      },
    };
    const { unread } = await readSnapshot(small, { now });
    expect([...new Set(asked)].sort()).to.deep.equal(['apps/v1', 'v1']);
    expect(unread).to.deep.include({ kind: 'Certificate', reason: 'the cluster does not have this kind' });
  });

  it('asks for one namespace only, where only that is wanted', async () => {
    const { cluster, lists } = readable([]);
    const snapshot = await readSnapshot(cluster, { now, namespace: 'shop' });
    expect(lists.filter(({ kind }) => kind === 'Pod')).to.deep.equal([
      { apiVersion: 'v1', kind: 'Pod', namespace: 'shop' },
    ]);
    expect(lists.filter(({ kind }) => kind === 'Node')).to.deep.equal([{ apiVersion: 'v1', kind: 'Node' }]);
    expect([snapshot.knows('Pod', 'shop'), snapshot.knows('Pod', 'other'), snapshot.knows('Node')]).to.deep.equal([
      true,
      false,
      true,
    ]);
  });

  it('keeps the names of a Secret’s keys, never what they hold', async () => {
    const { cluster } = readable([object('v1', 'Secret', 'login', { data: { password: 'aHVudGVyMg==' } })]);
    const snapshot = await readSnapshot(cluster, { now });
    expect(JSON.stringify(snapshot.find('Secret', 'shop', 'login'))).to.contain('"password":""');
  });

  it('ends where the server is away', async () => {
    const { cluster } = readable([]);
    const away: Cluster = {
      ...cluster,
      kind: async () => {
        throw new ClusterError('UNREACHABLE', 'Nobody answers.');
      },
    };
    const error = await readSnapshot(away, { now }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(ClusterError);
  });

  it('lets one pod’s log speak for the others of its owner', () => {
    const objects = deployed('web', [crashed(1), crashed(1), crashed(1)]);
    const [, , first] = objects;
    const logs = new Map([
      [`shop/${first?.metadata.name}/main`, ['Error: listen EADDRINUSE: address already in use :::80']],
    ]);
    const { findings } = judge(new Snapshot([...surroundings, ...objects], { now: NOW, logs }));
    expect(findings.map(({ cause, facts }) => [cause, facts['podCount']])).to.deep.equal([['port-in-use', 3]]);
  });
});
