import { expect } from 'chai';

import { objectsAt } from '#src/cluster/index.ts';
import type { Json, JsonObject } from '#src/protocol/index.ts';
import { context } from '#test/contracts/apply-context.ts';
import { smallSpec } from '#test/contracts/small-spec.ts';

import type { SimulatedUnderTest } from '../simulated-under-test.ts';
import { simulatedUnderTest } from '../simulated-under-test.ts';
import type { Answer, KubernetesClient } from './kubernetes-client.ts';
import { kubernetesClient } from './kubernetes-client.ts';

/** What goes over the wire, beyond what the port of this product says: as kubectl and other programs use it. */
describe('writing to the Kubernetes API of a simulated VDC', () => {
  let under: SimulatedUnderTest;
  let client: KubernetesClient;
  let ref: string;

  before(async () => {
    under = await simulatedUnderTest();
    await under.engine.start();
    ({ ref } = await under.engine.apply(await under.engine.plan(smallSpec), context('effect')));
    client = kubernetesClient(await under.engine.kubeconfig(ref));
    await post('/api/v1/namespaces', { metadata: { name: 'shop' } });
  });
  after(() => under.close());

  const post = (path: string, body: Json) => client.ask(path, { method: 'POST', body });
  const patch = (path: string, body: Json, type: string) =>
    client.ask(path, { method: 'PATCH', body, type: `application/${type}` });
  const maps = '/api/v1/namespaces/shop/configmaps';
  const deployments = '/apis/apps/v1/namespaces/shop/deployments';
  const refusal = ({ code, body }: Answer) => [code, body.reason, body.message];
  const web = (name: string, more: JsonObject = {}): JsonObject => ({
    metadata: { name },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image: 'nginx:1.29', env: [{ name: 'A', value: '1' }] }] },
      },
      ...more,
    },
  });
  const containers = ({ body }: Answer) => objectsAt(body, 'spec', 'template', 'spec', 'containers');

  describe('a patch', () => {
    before(() => post(deployments, web('patched')));
    const path = `${deployments}/patched`;

    it('of kubectl merges lists by their keys, and removes by instruction', async () => {
      const change = (main: JsonObject, more: JsonObject[] = []) => ({
        spec: { template: { spec: { containers: [{ name: 'main', ...main }, ...more] } } },
      });
      const side = { name: 'side', image: 'busybox:1' };
      const added = await patch(
        path,
        change({ env: [{ name: 'B', value: '2' }] }, [side]),
        'strategic-merge-patch+json',
      );
      expect(containers(added).map(({ name }) => name)).to.have.members(['main', 'side']);
      expect(containers(added).find(({ name }) => name === 'main')?.['env']).to.have.deep.members([
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ]);
      const removed = await patch(
        path,
        change({ env: [{ name: 'A', $patch: 'delete' }] }, [{ name: 'side', $patch: 'delete' }]),
        'strategic-merge-patch+json',
      );
      expect(containers(removed)).to.have.length(1);
      expect(containers(removed)[0]?.['env']).to.deep.equal([{ name: 'B', value: '2' }]);
    });

    it('of JSON operations is done whole or not at all', async () => {
      const good = await patch(path, [{ op: 'add', path: '/metadata/labels', value: { a: 'b' } }], 'json-patch+json');
      expect(good.body.metadata?.labels).to.deep.equal({ a: 'b' });
      const bad = await patch(
        path,
        [
          { op: 'replace', path: '/metadata/labels/a', value: 'c' },
          { op: 'test', path: '/spec/replicas', value: 9 },
        ],
        'json-patch+json',
      );
      expect(bad.code).to.equal(422);
      expect((await client.ask(path)).body.metadata?.labels).to.deep.equal({ a: 'b' });
      expect((await patch(path, {}, 'json')).code).to.equal(415);
    });

    it('that changes nothing makes no new version', async () => {
      const before = (await client.ask(path)).body.metadata?.resourceVersion;
      const same = await patch(path, { spec: { replicas: 0 } }, 'merge-patch+json');
      expect(same.body.metadata?.resourceVersion).to.equal(before);
    });
  });

  describe('fields that nobody declared', () => {
    const odd = { ...web('odd'), spek: 1 };

    it('are left out, warned of, or refused: as the client asks', async () => {
      expect(
        (await client.ask(`${deployments}?fieldValidation=Ignore&dryRun=All`, { method: 'POST', body: odd })).code,
      ).to.equal(201);
      const warned = await client.open(`${deployments}?fieldValidation=Warn&dryRun=All`, { method: 'POST', body: odd });
      warned.resume();
      expect(warned.headers['warning']).to.equal('299 - "unknown field \\"spek\\""');
      const strict = await client.ask(`${deployments}?fieldValidation=Strict`, { method: 'POST', body: odd });
      expect(refusal(strict)).to.deep.equal([
        400,
        'BadRequest',
        'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spek"',
      ]);
    });

    it('are an error of the server where they are applied', async () => {
      const body = { apiVersion: 'apps/v1', kind: 'Deployment', ...odd };
      const answer = await patch(`${deployments}/odd?fieldManager=me`, body, 'apply-patch+yaml');
      expect(refusal(answer)).to.deep.equal([
        500,
        'InternalError',
        'failed to create typed patch object (/odd; apps/v1, Kind=Deployment): .spek: field not declared in schema',
      ]);
    });
  });

  it('refuses what is too large, and what is no object', async () => {
    const large = { metadata: { name: 'large' }, data: { a: 'x'.repeat(300_000) } };
    expect((await post(maps, large)).code).to.equal(413);
    expect((await post(maps, '[]')).code).to.equal(400);
    expect((await post(maps, '{')).code).to.equal(400);
    expect((await client.ask(maps, { method: 'POST', body: '{}', type: 'text/plain' })).code).to.equal(415);
  });

  it('takes YAML', async () => {
    const body = 'metadata:\n  name: yaml\ndata:\n  a: "1"\n';
    const answer = await client.ask(maps, { method: 'POST', body, type: 'application/yaml' });
    expect([answer.code, answer.body.data]).to.deep.equal([201, { a: '1' }]);
  });

  it('reads the protobuf in which kubectl makes some objects', async () => {
    // A field that holds bytes: its number, their length, they themselves.
    const field = (number: number, text: string) => String.fromCharCode(number * 8 + 2, text.length) + text;
    const entry = field(1, 'a') + field(2, '1');
    const map = field(1, field(1, 'proto')) + field(2, entry);
    const body = `k8s\0${field(1, field(1, 'v1') + field(2, 'ConfigMap'))}${field(2, map)}`;
    const type = 'application/vnd.kubernetes.protobuf';
    const answer = await client.ask(maps, { method: 'POST', body, type });
    expect([answer.code, answer.body.metadata?.name, answer.body.data]).to.deep.equal([201, 'proto', { a: '1' }]);
    expect((await client.ask(maps, { method: 'POST', body: body.slice(0, -3), type })).code).to.equal(400);
    expect((await client.ask(maps, { method: 'POST', body: 'k8s', type })).code).to.equal(400);
  });

  it('deletes a selection', async () => {
    for (const name of ['one', 'two']) await post(maps, { metadata: { name, labels: { kind: 'many' } } });
    const { code, body } = await client.ask(`${maps}?labelSelector=kind%3Dmany`, { method: 'DELETE' });
    expect([code, body.items?.map(({ metadata }) => metadata.name)]).to.deep.equal([200, ['one', 'two']]);
    expect((await client.ask(`${maps}/one`)).code).to.equal(404);
  });

  it('shows an event in its older and in its newer form', async () => {
    const event = {
      metadata: { name: 'said' },
      eventTime: '2026-01-01T00:00:00.000000Z',
      reportingController: 'test',
      reportingInstance: 'test-1',
      action: 'Test',
      reason: 'Tested',
      note: 'it works',
      type: 'Normal',
      regarding: { kind: 'ConfigMap', name: 'yaml', namespace: 'shop' },
    };
    expect((await post('/apis/events.k8s.io/v1/namespaces/shop/events', event)).body).to.include({ note: 'it works' });
    const older = (await client.ask('/api/v1/namespaces/shop/events/said')).body;
    expect(older).to.deep.include({ kind: 'Event', message: 'it works', involvedObject: event.regarding });
    const found = await client.ask('/api/v1/namespaces/shop/events?fieldSelector=involvedObject.name%3Dyaml');
    expect(found.body.items).to.have.length(1);
  });

  describe('kinds of its own', () => {
    const definition = {
      metadata: { name: 'boats.example.org' },
      spec: {
        group: 'example.org',
        scope: 'Namespaced',
        names: { plural: 'boats', kind: 'Boat' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            subresources: { status: {} },
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  spec: {
                    type: 'object',
                    properties: {
                      length: { type: 'integer', minimum: 2 },
                      flag: { type: 'string', default: 'BE', enum: ['BE', 'NL'] },
                      crew: { type: 'array', items: { type: 'string' } },
                    },
                  },
                  status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                },
              },
            },
          },
        ],
      },
    };
    const boats = '/apis/example.org/v1/namespaces/shop/boats';

    it('are served as soon as they are defined, and end with their definition', async () => {
      expect((await client.ask(boats)).code).to.equal(404);
      await post('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition);
      expect((await client.ask('/apis/example.org/v1')).body.resources?.map(({ name }) => name)).to.deep.equal([
        'boats',
        'boats/status',
      ]);
      const made = await post(boats, {
        apiVersion: 'example.org/v1',
        kind: 'Boat',
        metadata: { name: 'anna' },
        spec: { length: 12, sails: 2 },
        status: { afloat: true },
      });
      expect([made.code, made.body.spec, made.body.status]).to.deep.equal([201, { length: 12, flag: 'BE' }, undefined]);
      const afloat = await patch(`${boats}/anna/status`, { status: { afloat: true } }, 'merge-patch+json');
      expect([afloat.body.status, afloat.body.metadata?.generation]).to.deep.equal([{ afloat: true }, 1]);
      expect((await patch(`${boats}/anna`, { spec: {} }, 'strategic-merge-patch+json')).code).to.equal(415);
      const wrong = await post(boats, { metadata: { name: 'bea' }, spec: { length: 'long' } });
      expect([wrong.code, wrong.body.details?.causes?.[0]]).to.deep.equal([
        422,
        {
          reason: 'FieldValueTypeInvalid',
          message: 'Invalid value: "string": spec.length in body must be of type integer: "string"',
          field: 'spec.length',
        },
      ]);
      const small = await post(boats, { metadata: { name: 'bea' }, spec: { length: 1, flag: 'be' } });
      expect(small.body.details?.causes?.map(({ field }) => field)).to.deep.equal(['spec.length', 'spec.flag']);
      await client.ask('/apis/apiextensions.k8s.io/v1/customresourcedefinitions/boats.example.org', {
        method: 'DELETE',
      });
      expect((await client.ask(boats)).code).to.equal(404);
    });
  });

  describe('what people wrote', () => {
    it('is there after a restart, with its versions growing on', async () => {
      const made = await post(maps, { metadata: { name: 'kept' }, data: { a: '1' } });
      await patch('/api/v1/nodes/worker-1', { spec: { unschedulable: true } }, 'merge-patch+json');
      const pods = (await client.ask('/api/v1/namespaces/kube-system/pods')).body.items?.map(
        ({ metadata }) => metadata.name,
      );
      await under.engine.stop();
      const next = under.another();
      await next.start();
      try {
        const again = kubernetesClient(await next.kubeconfig(ref));
        const found = (await again.ask(`${maps}/kept`)).body;
        expect(found).to.deep.include({ data: { a: '1' } });
        expect(found.metadata?.uid).to.equal(made.body.metadata?.uid);
        expect((await again.ask('/api/v1/nodes/worker-1')).body.spec?.['unschedulable']).to.equal(true);
        const podsAgain = (await again.ask('/api/v1/namespaces/kube-system/pods')).body.items;
        expect(podsAgain?.map(({ metadata }) => metadata.name)).to.deep.equal(pods);
        const later = await again.ask(maps, { method: 'POST', body: { metadata: { name: 'later' } } });
        expect(Number(later.body.metadata?.resourceVersion)).to.be.above(Number(made.body.metadata?.resourceVersion));
        await again.ask('/api/v1/namespaces/shop', { method: 'DELETE' });
        expect((await again.ask('/api/v1/namespaces/shop')).code).to.equal(404);
      } finally {
        await next.stop();
        await under.engine.start();
      }
      expect((await client.ask(`${maps}/kept`)).code).to.equal(404);
    });

    it('is gone with the VDC', async () => {
      const plan = await under.engine.plan({ ...smallSpec, name: 'short' });
      const short = await under.engine.apply(plan, context('short'));
      const there = kubernetesClient(await under.engine.kubeconfig(short.ref));
      await there.ask('/api/v1/namespaces/default/configmaps', { method: 'POST', body: { metadata: { name: 'x' } } });
      expect(await under.keys(`*objects:${short.ref}`)).to.have.length(1);
      await under.engine.destroy(short.ref, context('end'));
      expect(await under.keys(`*objects:${short.ref}`)).to.deep.equal([]);
    });

    it('is nothing where nobody wrote', async () => {
      const plan = await under.engine.plan({ ...smallSpec, name: 'quiet' });
      const quiet = await under.engine.apply(plan, context('quiet'));
      const there = kubernetesClient(await under.engine.kubeconfig(quiet.ref));
      expect((await there.ask('/api/v1/pods')).body.items).not.to.have.length(0);
      await there.ask('/api/v1/namespaces?dryRun=All', { method: 'POST', body: { metadata: { name: 'x' } } });
      expect(await under.keys(`*objects:${quiet.ref}`)).to.deep.equal([]);
    });
  });
});
