import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';

import type { Observation } from '#src/provisioning/engine.ts';
import { context } from '#test/contracts/apply-context.ts';
import { smallSpec } from '#test/contracts/small-spec.ts';
import type { SimulatedUnderTest } from '../simulated-under-test.ts';
import { simulatedUnderTest } from '../simulated-under-test.ts';
import type { Answer, KubernetesClient } from './kubernetes-client.ts';
import { asDiscovery, asTable, kubernetesClient } from './kubernetes-client.ts';

describe('the Kubernetes API of a simulated VDC', () => {
  let under: SimulatedUnderTest;
  let vdc: Observation;
  let client: KubernetesClient;

  before(async () => {
    under = await simulatedUnderTest();
    await under.engine.start();
    const plan = await under.engine.plan({
      ...smallSpec,
      controllerSize: 'small',
      controllers: 3,
      workerSize: 'medium',
      workers: 2,
      placement: { country: 'Belgium' },
      publicIp: true,
    });
    vdc = await under.engine.apply(plan, context('effect'));
    client = kubernetesClient(await under.engine.kubeconfig(vdc.ref));
  });
  after(() => under.close());

  const ask: KubernetesClient['ask'] = (path, options) => client.ask(path, options);
  const names = (answer: Answer) => answer.body.items?.map((item) => item.metadata.name);

  describe('who may come in', () => {
    it('turns away who has no token, a wrong one, or that of another VDC', async () => {
      for (const [path, wrong] of [
        ['/api/v1/nodes', null],
        ['/version', 'x'],
        ['/', `${client.token}x`],
      ] as const) {
        const { code, body } = await ask(path, { token: wrong });
        expect(code).to.equal(401);
        expect(body).to.include({ kind: 'Status', status: 'Failure', reason: 'Unauthorized', code: 401 });
      }
      expect((await ask('/api/v1/nodes', { base: '/vdcs/sim-0123456789abcdef' })).code).to.equal(401);
    });

    it('has a certificate for loopback that its own authority signed', async () => {
      const response = await client.open('/version');
      response.resume();
      const socket = response.socket as unknown as {
        authorized: boolean;
        getPeerCertificate(): { subjectaltname: string };
      };
      expect(socket.authorized).to.equal(true);
      expect(socket.getPeerCertificate().subjectaltname).to.include('IP Address:127.0.0.1');
    });

    it('says so while a VDC has no API', async () => {
      const effectId = 'effect-of-another';
      const abort = new AbortController();
      const plan = await under.engine.plan({ ...smallSpec, name: 'other' });
      const stop = (stage: string) => stage === 'network' && abort.abort();
      await under.engine
        .apply(plan, context(effectId, { signal: abort.signal, onProgress: stop }))
        .catch(() => undefined);
      const ref = (await under.engine.find(effectId))?.ref ?? '';
      const { code, body } = await kubernetesClient(await under.engine.kubeconfig(ref)).ask('/api/v1/nodes');
      expect([code, body.reason]).to.deep.equal([503, 'ServiceUnavailable']);
      await under.engine.destroy(ref, context('end'));
    });
  });

  describe('discovery', () => {
    it('answers kubectl version', async () => {
      expect((await ask('/version')).body).to.include({
        major: '1',
        minor: '36',
        gitVersion: 'v1.36.3+k3s1',
        platform: 'linux/amd64',
      });
      expect((await ask('/readyz')).text).to.equal('ok');
      expect((await ask('/')).body.paths).to.include('/api/v1');
    });

    it('lists groups and resources for old clients', async () => {
      expect((await ask('/api', { accept: 'application/json' })).body).to.deep.include({
        kind: 'APIVersions',
        versions: ['v1'],
      });
      const groups = (await ask('/apis', { accept: 'application/json' })).body;
      expect(groups.groups?.map((group) => group.name)).to.include.members(['apps', 'batch', 'networking.k8s.io']);
      expect((await ask('/apis/apps')).body.preferredVersion).to.deep.equal({ groupVersion: 'apps/v1', version: 'v1' });
      const resources = (await ask('/api/v1')).body.resources ?? [];
      expect(resources.find((resource) => resource.name === 'pods')).to.deep.equal({
        name: 'pods',
        singularName: 'pod',
        namespaced: true,
        kind: 'Pod',
        verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
        shortNames: ['po'],
        categories: ['all'],
      });
      expect((await ask('/apis/apps/v1')).body.groupVersion).to.equal('apps/v1');
    });

    it('gives everything in one answer to clients that ask for it', async () => {
      const { type, body } = await ask('/api', { accept: asDiscovery });
      expect(type).to.equal('application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList');
      const versions = body.items?.[0]?.versions?.[0];
      expect(versions?.resources?.map((resource) => resource.resource)).to.include.members([
        'namespaces',
        'nodes',
        'pods',
        'services',
      ]);
      expect((await ask('/apis', { accept: asDiscovery })).body.items?.map((item) => item.metadata.name)).to.include(
        'apps',
      );
    });
  });

  describe('reading', () => {
    it('has the nodes of the plan, each in its place', async () => {
      const { body } = await ask('/api/v1/nodes');
      expect(body).to.include({ kind: 'NodeList', apiVersion: 'v1' });
      for (const [index, machine] of vdc.machines.entries()) {
        const node = body.items?.find((item) => item.metadata.name === machine.name);
        expect(node?.status?.nodeInfo).to.include({ kubeletVersion: 'v1.36.3+k3s1', osImage: 'Simulated 3Node' });
        expect(node?.status?.capacity).to.include({
          cpu: String(machine.vcpu),
          memory: `${machine.memoryGiB * 1024 ** 2}Ki`,
        });
        expect(node?.metadata?.labels).to.include({
          'topology.kubernetes.io/zone': machine.farm,
          'threefold.io/node': machine.node,
        });
        expect(node?.status?.addresses).to.deep.include({ type: 'InternalIP', address: `10.200.0.${index + 2}` });
      }
      const first = await ask('/api/v1/nodes/controller-1');
      expect(first.body.status?.addresses).to.deep.include({ type: 'ExternalIP', address: vdc.publicIp });
    });

    it('draws the tables that kubectl prints', async () => {
      const { body } = await ask('/api/v1/nodes?limit=500', { accept: asTable });
      expect(body).to.include({ kind: 'Table', apiVersion: 'meta.k8s.io/v1' });
      const columns = body.columnDefinitions ?? [];
      expect(columns.filter((column) => column.priority === 0).map((column) => column.name)).to.deep.equal([
        'Name',
        'Status',
        'Roles',
        'Age',
        'Version',
      ]);
      const cells = body.rows?.map((row) => row.cells) ?? [];
      expect(cells.map(([name, status, roles]) => [name, status, roles])).to.deep.equal([
        ...[1, 2, 3].map((index) => [`controller-${index}`, 'Ready', 'control-plane,etcd']),
        ...[1, 2].map((index) => [`worker-${index}`, 'Ready', '<none>']),
      ]);
      expect(body.rows?.[0]?.object).to.include({ kind: 'PartialObjectMetadata' });
      const one = await ask('/api/v1/namespaces/kube-system/services/traefik?includeObject=None', { accept: asTable });
      expect(one.body.rows).to.have.length(1);
      expect(one.body.rows?.[0]?.cells?.slice(0, 5)).to.deep.equal([
        'traefik',
        'LoadBalancer',
        '10.43.112.9',
        vdc.publicIp,
        '80/TCP,443/TCP',
      ]);
      const deployments = await ask('/apis/apps/v1/deployments', { accept: asTable });
      expect(deployments.body.rows?.[0]?.cells?.slice(0, 4)).to.deep.equal(['coredns', '1/1', 1, 1]);
    });

    it('has the namespaces and the system pods of k3s, one owned by another', async () => {
      expect(names(await ask('/api/v1/namespaces'))).to.deep.equal([
        'default',
        'kube-node-lease',
        'kube-public',
        'kube-system',
      ]);
      expect(names(await ask('/api/v1/namespaces/default/pods'))).to.deep.equal([]);
      const pods = (await ask('/api/v1/pods')).body.items ?? [];
      expect(pods.map((pod) => pod.spec?.nodeName)).to.include.members(vdc.machines.map(({ name }) => name));
      const dns = pods.find((pod) => pod.metadata?.name?.startsWith('coredns-'));
      const deployment = (await ask('/apis/apps/v1/namespaces/kube-system/deployments/coredns')).body;
      const sets = (await ask('/apis/apps/v1/namespaces/kube-system/replicasets')).body.items ?? [];
      const set = sets.find(({ metadata }) => metadata.uid === dns?.metadata?.ownerReferences?.[0]?.uid);
      expect(set?.metadata.ownerReferences?.[0]?.uid).to.equal(deployment.metadata?.uid);
    });

    it('selects by label and by field', async () => {
      const select = async (path: string, parameter: string, selector: string) =>
        names(await ask(`${path}?${parameter}=${encodeURIComponent(selector)}`));
      const controllers = ['controller-1', 'controller-2', 'controller-3'];
      const workers = ['worker-1', 'worker-2'];
      const role = 'node-role.kubernetes.io/control-plane';
      expect(await select('/api/v1/nodes', 'labelSelector', role)).to.deep.equal(controllers);
      expect(await select('/api/v1/nodes', 'labelSelector', `!${role}`)).to.deep.equal(workers);
      expect(await select('/api/v1/nodes', 'labelSelector', `${role}=true,kubernetes.io/os==linux`)).to.deep.equal(
        controllers,
      );
      expect(await select('/api/v1/nodes', 'labelSelector', `${role}!=true`)).to.deep.equal(workers);
      expect(
        await select('/api/v1/nodes', 'labelSelector', 'kubernetes.io/hostname in (worker-1, worker-2)'),
      ).to.deep.equal(workers);
      expect(
        await select('/api/v1/nodes', 'labelSelector', 'kubernetes.io/hostname notin (worker-1,worker-2)'),
      ).to.deep.equal(controllers);
      expect(await select('/api/v1/nodes', 'fieldSelector', 'metadata.name=worker-2')).to.deep.equal(['worker-2']);
      expect(await select('/api/v1/nodes', 'fieldSelector', 'metadata.name!=worker-2')).to.have.length(4);
      expect(await select('/api/v1/pods', 'fieldSelector', 'spec.nodeName=worker-1,status.phase=Running')).to.satisfy(
        (pods: string[]) => pods.some((name) => name.startsWith('svclb-traefik-')),
      );
      for (const [parameter, selector] of [
        ['fieldSelector', 'spec.secret=1'],
        ['fieldSelector', 'name'],
        ['labelSelector', 'a in b'],
        ['labelSelector', '%'],
      ]) {
        const { code, body } = await ask(`/api/v1/nodes?${parameter}=${encodeURIComponent(selector ?? '')}`);
        expect([code, body.reason]).to.deep.equal([400, 'BadRequest']);
      }
    });

    it('gives long lists in pages', async () => {
      const found: unknown[] = [];
      let token = '';
      let pages = 0;
      do {
        const page = await ask(`/api/v1/pods?limit=4&continue=${token}`);
        found.push(...(names(page) ?? []));
        token = page.body.metadata?.continue ?? '';
        if (token !== '') expect(page.body.metadata?.remainingItemCount).to.equal(9 - found.length);
        pages += 1;
      } while (token !== '');
      expect(pages).to.equal(3);
      expect(found).to.deep.equal(names(await ask('/api/v1/pods')));
      expect((await ask('/api/v1/pods?limit=4&continue=nonsense')).code).to.equal(400);
      expect((await ask('/api/v1/pods?limit=many')).code).to.equal(400);
    });
  });

  describe('refusing', () => {
    for (const path of [
      '/api/v1/gadgets',
      '/api/v2',
      '/apis/unknown.io',
      '/apis/apps/v9/deployments',
      '/api/v1/namespaces/default/nodes',
      '/api/v1/pods/by-name-alone',
      '/api/v1/nodes/worker-1/proxy',
      '/openapi/v2',
      '/%E0%A4%A',
    ]) {
      it(`knows no ${path}`, async () => {
        const { code, body } = await ask(path);
        expect(code).to.equal(404);
        expect(body).to.include({
          kind: 'Status',
          reason: 'NotFound',
          message: 'the server could not find the requested resource',
        });
      });
    }

    it('names the object that is not there', async () => {
      const { code, body } = await ask('/apis/apps/v1/namespaces/default/deployments/web');
      expect(code).to.equal(404);
      expect(body).to.deep.include({
        message: 'deployments.apps "web" not found',
        details: { name: 'web', kind: 'deployments', group: 'apps' },
      });
    });

    it('allows no other method, and no form it does not speak', async () => {
      for (const [method, path] of [
        ['PUT', '/api/v1/namespaces'],
        ['PATCH', '/api/v1/namespaces/default/pods'],
        ['DELETE', '/api/v1/namespaces'],
        ['POST', '/api/v1/pods'],
        ['POST', '/api/v1/namespaces/default/pods/web'],
        ['DELETE', '/version'],
        ['GET', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'],
        ['OPTIONS', '/api/v1/nodes'],
      ] as const) {
        const { code, body } = await ask(path, { method });
        expect([code, body.reason]).to.deep.equal([405, 'MethodNotAllowed']);
      }
      expect((await ask('/api/v1/nodes', { accept: 'application/vnd.kubernetes.protobuf' })).code).to.equal(406);
      expect(
        (await ask('/api/v1/nodes', { accept: 'application/vnd.kubernetes.protobuf,application/json' })).code,
      ).to.equal(200);
    });
  });
});
