import { expect } from 'chai';
import { Redis } from 'ioredis';
import { after, before, describe, it } from 'mocha';

import { MasterKey } from '#src/accounts/master-key.ts';
import { RedisSecretVault } from '#src/accounts/secret-vault.ts';
import { type Cluster, ClusterError, connectCluster } from '#src/cluster/index.ts';
import { adoptedEngine, adoptedOptionsSchema } from '#src/provisioning/engines/adopted/index.ts';
import { type AccessWish, givesTokens, makePersonalKubeconfig } from '#src/provisioning/personal-kubeconfig.ts';
import { context, failureOf } from '#test/contracts/apply-context.ts';
import { smallSpec } from '#test/contracts/small-spec.ts';
import { testRedis } from '#test/support/redis.ts';

import { controlPlane } from './shared-control-plane.ts';

describe('a cluster that is taken in as it is', function () {
  this.timeout(60_000);
  let redis: Redis;
  let kubeconfig: string;
  let around: { redis: Redis; prefix: string; secrets: RedisSecretVault };
  const wish = { name: 'office', owner: 'ada', effectId: 'conversation/1.0' };
  const make = (allow: string[] = ['127.0.0.0/8']) =>
    adoptedEngine({ ...around, options: adoptedOptionsSchema.parse({ allow }) });

  before(async () => {
    kubeconfig = (await controlPlane()).kubeconfig;
    const { url, prefix } = await testRedis();
    redis = new Redis(url);
    const masterKey = new MasterKey(Buffer.alloc(32, 7));
    around = { redis, prefix, secrets: new RedisSecretVault({ redis, prefix, masterKey }) };
  });
  after(() => redis.disconnect());

  it('is looked at before anything is kept', async () => {
    const found = await make().inspect?.(kubeconfig);
    expect(found).to.include({ version: 'v1.36.3', administrator: true });
    expect(found?.nodes).to.be.at.least(3);
    expect(await redis.keys(`${around.prefix}*`)).to.deep.equal([]);
  });

  it('is refused where the operator does not let it', async () => {
    const failure = await failureOf(Promise.resolve(make([]).adopt?.({ ...wish, kubeconfig })));
    expect(failure.code).to.equal('FORBIDDEN');
    expect(failure.message).to.include('127.0.0.1').and.include('engines.adopted.allow');
  });

  it('is a VDC once, looked at with its nodes, and opened by its key', async () => {
    const engine = make();
    const [first, second] = [
      await engine.adopt?.({ ...wish, kubeconfig }),
      await make().adopt?.({ ...wish, kubeconfig }),
    ];
    expect(second?.ref).to.equal(first?.ref);
    expect(first).to.include({ name: 'office', owner: 'ada', state: 'ready', version: 'v1.36.3' });
    expect(first?.machines.find(({ name }) => name === 'server-1')).to.include({ role: 'controller', vcpu: 4 });
    expect(first?.conditions.find(({ type }) => type === 'Ready')?.status).to.equal('True');
    expect(await engine.find(wish.effectId)).to.deep.equal(first);
    const cluster = await connectCluster(await engine.kubeconfig(first?.ref ?? ''));
    expect(await cluster.version()).to.equal('v1.36.3');
    cluster.close();
  });

  it('keeps no key that can be read', async () => {
    const key = /"client-key-data": "([^"]+)"/.exec(kubeconfig)?.[1] ?? '';
    expect(key).to.not.equal('');
    for (const name of await redis.keys(`${around.prefix}*`)) {
      const stored = await redis.dumpBuffer(name);
      expect(stored?.includes(key.slice(0, 60)), name).to.equal(false);
    }
  });

  it('is left alone when it is deleted: only the key goes', async () => {
    const engine = make();
    const ref = (await engine.find(wish.effectId))?.ref ?? '';
    await engine.destroy(ref, context('end'));
    await engine.destroy(ref, context('end'));
    expect(await engine.observe(ref)).to.equal(null);
    expect((await failureOf(engine.kubeconfig(ref))).code).to.equal('NOT_FOUND');
    expect(await redis.keys(`${around.prefix}secret:*`)).to.deep.equal([]);
    expect((await engine.inspect?.(kubeconfig))?.version).to.equal('v1.36.3');
  });

  it('cannot be deployed here, and says so', async () => {
    const plan = make().plan({ ...smallSpec, workers: 0 });
    expect((await failureOf(plan)).code).to.equal('UNSUPPORTED');
  });

  it('says what is wrong while it does not answer, and stays a VDC', async () => {
    const away = JSON.parse(kubeconfig) as { clusters: { cluster: { server: string } }[] };
    const engine = make();
    const seen = await engine.adopt?.({ ...wish, effectId: 'conversation/2.0', kubeconfig });
    for (const { cluster } of away.clusters) cluster.server = 'https://127.0.0.1:1';
    const failure = await engine
      .adopt?.({ ...wish, effectId: 'conversation/3.0', kubeconfig: JSON.stringify(away) })
      .catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(ClusterError);
    expect(await engine.find('conversation/3.0')).to.equal(null);
    const shut = make([]);
    expect(await shut.observe(seen?.ref ?? '')).to.include({ state: 'degraded' });
    await engine.destroy(seen?.ref ?? '', context('end'));
  });
});

describe('a kubeconfig for a person', function () {
  this.timeout(60_000);
  let admin: Cluster;
  let opened: string;
  const now = Date.now();
  const space = `person-${process.pid}`;
  const open = async (wish: AccessWish): Promise<Cluster> => {
    const made = await makePersonalKubeconfig(admin, { name: 'office', opened }, wish, now);
    return await connectCluster(made.kubeconfig);
  };
  const refusal = async (work: Promise<unknown>): Promise<string> =>
    await work.then(
      () => 'allowed',
      (error: unknown) => {
        if (error instanceof ClusterError) return error.code;
        throw error;
      },
    );
  const list = async (cluster: Cluster, kind: string, namespace?: string): Promise<string> => {
    const all = async () => {
      for await (const _ of cluster.list({
        apiVersion: 'v1',
        kind,
        ...(namespace === undefined ? {} : { namespace }),
      }));
    };
    return await refusal(all());
  };
  const note = (namespace: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'note', namespace },
    data: { text: 'hello' },
  });

  before(async () => {
    opened = (await controlPlane()).kubeconfig;
    admin = await connectCluster(opened);
    await admin.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: space } });
  });
  after(async () => {
    await admin.delete({ apiVersion: 'v1', kind: 'Namespace', name: space });
    admin.close();
  });

  it('is given by clusters that make tokens', async () => {
    expect(await givesTokens(admin)).to.equal(true);
    const viewer = await open({ access: 'view', hours: 1 });
    expect(await givesTokens(viewer), 'and asked of no one who may not').to.equal(false);
    viewer.close();
  });

  it('to look: sees nodes and pods, reads no secret, changes nothing', async () => {
    const cluster = await open({ access: 'view', hours: 1 });
    for (const kind of ['Node', 'Pod', 'Namespace']) expect(await list(cluster, kind), kind).to.equal('allowed');
    expect(await list(cluster, 'Secret')).to.equal('FORBIDDEN');
    expect(await refusal(cluster.apply(note(space)))).to.equal('FORBIDDEN');
    cluster.close();
  });

  it('to change what runs: but not who may what', async () => {
    const cluster = await open({ access: 'edit', hours: 1 });
    expect(await refusal(cluster.apply(note(space)))).to.equal('allowed');
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'mine' },
      rules: [],
    };
    expect(await refusal(cluster.apply(role))).to.equal('FORBIDDEN');
    (await open({ access: 'admin', hours: 1 })).close();
    const accounts = { apiVersion: 'v1', kind: 'ServiceAccount', namespace: '3bot-access' };
    for await (const { metadata } of admin.list(accounts)) {
      const token = cluster.token({ namespace: '3bot-access', name: metadata.name }, { seconds: 600 });
      expect(await refusal(token), `becomes ${metadata.name}`).to.equal('FORBIDDEN');
    }
    expect(await refusal(cluster.apply(note('kube-system')))).to.equal('FORBIDDEN');
    cluster.close();
  });

  it('for one namespace: and no other', async () => {
    const cluster = await open({ access: 'edit', hours: 1, namespace: space });
    expect(await refusal(cluster.apply(note(space)))).to.equal('allowed');
    expect(await refusal(cluster.apply(note('default')))).to.equal('FORBIDDEN');
    expect(await list(cluster, 'Node')).to.equal('FORBIDDEN');
    cluster.close();
  });

  it('for everything', async () => {
    const cluster = await open({ access: 'admin', hours: 1 });
    expect(await cluster.may({ verb: '*', group: '*', resource: '*' })).to.equal(true);
    cluster.close();
  });

  it('is of no two people the same, and says what it is', async () => {
    const make = async () =>
      await makePersonalKubeconfig(admin, { name: 'office', opened }, { access: 'view', hours: 2 }, now);
    const [one, two] = [await make(), await make()];
    const userIn = (text: string) => /^\s+user: (office\S+)$/m.exec(text)?.[1];
    expect(userIn(one.kubeconfig)).to.match(/^office-view-/);
    expect(userIn(one.kubeconfig)).to.not.equal(userIn(two.kubeconfig));
    expect(one.kubeconfig).to.match(/^# view of office, until 20/);
    const hours = (Date.parse(one.expiresAt) - Date.now()) / 3_600_000;
    expect(hours).to.be.within(1.9, 2.1);
  });

  it('is cleared away after its end, and not before', async () => {
    const accounts = async () => {
      const names: string[] = [];
      const selection = {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        namespace: '3bot-access',
        labels: '3bot.io/access',
      };
      for await (const { metadata } of admin.list(selection)) names.push(metadata.name);
      return names;
    };
    const before_ = await accounts();
    expect(before_.length).to.be.greaterThan(3);
    await makePersonalKubeconfig(
      admin,
      { name: 'office', opened },
      { access: 'view', hours: 1 },
      now + 3_600_000 * 1.5,
    );
    const left = await accounts();
    expect(left.length, 'those for two hours, and the new one').to.equal(3);
    const bindings: string[] = [];
    const kind = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', labels: '3bot.io/access' };
    for await (const { metadata } of admin.list(kind)) bindings.push(metadata.labels?.['3bot.io/access'] ?? '');
    expect(new Set(bindings)).to.deep.equal(new Set(left));
  });
});
