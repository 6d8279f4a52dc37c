import { expect } from 'chai';

import type { Json } from '#src/protocol/index.ts';
import { context } from '#test/contracts/apply-context.ts';
import { smallSpec } from '#test/contracts/small-spec.ts';

import type { SimulatedUnderTest } from '../simulated-under-test.ts';
import { simulatedUnderTest } from '../simulated-under-test.ts';
import type { KubernetesClient } from './kubernetes-client.ts';
import { kubernetesClient } from './kubernetes-client.ts';

describe('who may do what in a simulated VDC', () => {
  let under: SimulatedUnderTest;
  let client: KubernetesClient;
  let ref: string;
  let token: string;
  let now = Date.now();
  const start = now;

  before(async () => {
    under = await simulatedUnderTest({ now: () => now + (Date.now() - start) });
    await under.engine.start();
    ({ ref } = await under.engine.apply(await under.engine.plan(smallSpec), context('effect')));
    client = kubernetesClient(await under.engine.kubeconfig(ref));
    await post('/api/v1/namespaces', { metadata: { name: 'shop' } });
    await post('/api/v1/namespaces/shop/serviceaccounts', { metadata: { name: 'reader' } });
    const binding = (name: string, roleRef: Json) => ({
      metadata: { name },
      roleRef,
      subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace: 'shop' }],
    });
    const rights = '/apis/rbac.authorization.k8s.io/v1/namespaces/shop';
    await post(`${rights}/rolebindings`, binding('views', { kind: 'ClusterRole', name: 'view' }));
    await post(`${rights}/roles`, {
      metadata: { name: 'one-map' },
      rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['open'], verbs: ['update', 'patch'] }],
    });
    await post(`${rights}/rolebindings`, binding('changes', { kind: 'Role', name: 'one-map' }));
    await post('/api/v1/namespaces/shop/configmaps', { metadata: { name: 'open' } });
    await post('/api/v1/namespaces/shop/configmaps', { metadata: { name: 'closed' } });
    token = await tokenOf('shop', 'reader');
  });
  after(() => under.close());

  const post = (path: string, body: Json, bearer?: string) =>
    client.ask(path, { method: 'POST', body, ...(bearer === undefined ? {} : { token: bearer }) });
  const tokenOf = async (namespace: string, name: string): Promise<string> => {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
    const { body } = await post(path, { spec: { expirationSeconds: 600 } });
    return String(body.status?.['token']);
  };
  const may = async (method: string, path: string, body?: Json) => {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const options = { method, token, type, ...(body === undefined ? {} : { body }) };
    return (await client.ask(path, options)).code;
  };

  it('reads where a role lets it read, and nowhere else', async () => {
    expect(await may('GET', '/api/v1/namespaces/shop/pods')).to.equal(200);
    expect(await may('GET', '/apis/apps/v1/namespaces/shop/deployments')).to.equal(200);
    expect(await may('GET', '/api/v1/namespaces/shop/secrets')).to.equal(403);
    expect(await may('GET', '/api/v1/namespaces/kube-system/pods')).to.equal(403);
    expect(await may('GET', '/api/v1/nodes')).to.equal(403);
    const { body } = await client.ask('/api/v1/pods?watch=true', { token });
    expect(body.message).to.equal(
      'pods is forbidden: User "system:serviceaccount:shop:reader" cannot watch resource "pods" in API group "" at the cluster scope',
    );
  });

  it('changes the one object that a role names', async () => {
    const change = { data: { a: '1' } };
    expect(await may('PATCH', '/api/v1/namespaces/shop/configmaps/open', change)).to.equal(200);
    expect(await may('PATCH', '/api/v1/namespaces/shop/configmaps/closed', change)).to.equal(403);
    expect(await may('POST', '/api/v1/namespaces/shop/configmaps', { metadata: { name: 'new' } })).to.equal(403);
    expect(await may('DELETE', '/api/v1/namespaces/shop/configmaps/open')).to.equal(403);
  });

  it('may ask what it may do and who it is, and see what is served', async () => {
    const review = async (verb: string, resource: string) => {
      const spec = { resourceAttributes: { verb, resource, namespace: 'shop' } };
      const { body } = await post('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', { spec }, token);
      return body.status?.['allowed'];
    };
    expect([await review('list', 'pods'), await review('delete', 'pods')]).to.deep.equal([true, false]);
    const self = await post('/apis/authentication.k8s.io/v1/selfsubjectreviews', {}, token);
    expect(self.body.status?.['userInfo']).to.include({ username: 'system:serviceaccount:shop:reader' });
    expect((await client.ask('/apis', { token })).code).to.equal(200);
    expect((await client.ask('/version', { token })).code).to.equal(200);
  });

  it('stands in for others only where it may', async () => {
    const as = (name: string, bearer: string) =>
      client.ask('/api/v1/namespaces/shop/pods', { token: bearer, headers: { 'impersonate-user': name } });
    expect((await as('somebody', token)).body.message).to.contain('cannot impersonate resource "users"');
    expect((await as('somebody', client.token)).code).to.equal(403);
    expect((await as('system:serviceaccount:shop:reader', client.token)).code).to.equal(200);
  });

  it('is over with its token, its account, or somebody else’s VDC', async () => {
    const open = (bearer: string, base?: string) =>
      client.ask('/api/v1/namespaces/shop/pods', { token: bearer, ...(base === undefined ? {} : { base }) });
    expect((await open(`${token}x`)).code).to.equal(401);
    expect((await open(token.replace(/\.[^.]*$/, '.c2lnbmVk'))).code).to.equal(401);
    const plan = await under.engine.plan({ ...smallSpec, name: 'other' });
    const other = await under.engine.apply(plan, context('other'));
    expect((await open(token, `/vdcs/${other.ref}`)).code).to.equal(401);

    await post('/api/v1/namespaces/shop/serviceaccounts', { metadata: { name: 'short' } });
    const short = await tokenOf('shop', 'short');
    expect((await open(short)).code).to.equal(403);
    await client.ask('/api/v1/namespaces/shop/serviceaccounts/short', { method: 'DELETE' });
    expect((await open(short)).code).to.equal(401);

    expect((await open(token)).code).to.equal(200);
    now += 11 * 60_000;
    expect((await open(token)).code).to.equal(401);
  });
});
