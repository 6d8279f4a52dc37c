import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import type { Cluster, ObjectDraft } from '#src/cluster/index.ts';
import { EFFECT, planChanges } from '#src/provisioning/changes/index.ts';
import { openVdc } from '#src/provisioning/vdc-clusters.ts';

import { callerOf, openWorld, type World } from '../actions/world.ts';
import { insideVdc } from './inside-vdc.ts';

/** What the worker had just done, and not yet noted, when it was killed: in this order. */
const done = ['the check', 'a changed object', 'a made object', 'the workload', 'the beginning of the wait'];
/** The same, where the workload does not come to run: what was taken back. */
const takenBack = ['the workload', 'the made object', 'the changed object'];

describe('a change killed by kill -9', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), '3bot-changes-'));
  let world: World;
  let cluster: Cluster;
  let namespace: string;
  let child: ChildProcess | undefined;

  beforeEach(async () => {
    const first = await insideVdc();
    ({ namespace } = first);
    await first.cluster.apply(settings('green'));
    await first.world.close();
    // The same VDC in a world where nobody works yet.
    world = await openWorld({ given: { url: first.world.url, prefix: first.world.prefix }, idle: true });
    const opened = await openVdc(world.services, callerOf('ada'), 'demo');
    ({ cluster } = opened);
    writeFileSync(join(folder, 'kubeconfig'), await opened.engine.kubeconfig(opened.record.ref ?? ''), { mode: 0o600 });
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    await world.close();
  });
  after(() => rmSync(folder, { recursive: true }));

  const settings = (colour: string): ObjectDraft => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a-settings', namespace },
    data: { colour },
  });
  const begin = async (image: string) => {
    const opened = await openVdc(world.services, callerOf('ada'), 'demo');
    const labels = { app: 'web' };
    const set = await planChanges(
      { services: world.services, caller: callerOf('ada'), signal: AbortSignal.timeout(20_000) },
      opened,
      {
        title: 'Much',
        objects: [
          settings('red'),
          { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b-fresh', namespace }, data: { a: 'b' } },
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            metadata: { name: 'web', namespace },
            spec: {
              replicas: 1,
              selector: { matchLabels: labels },
              template: { metadata: { labels }, spec: { containers: [{ name: 'web', image }] } },
            },
          },
        ],
      },
    );
    return await world.begin('change.apply', { plan: set.hash });
  };
  const doomed = async (point: string, passes: number): Promise<void> => {
    const file = fileURLToPath(new URL('./change-process.ts', import.meta.url));
    const args = [file, world.url, world.prefix, join(folder, 'kubeconfig'), point, String(passes)];
    child = spawn(process.execPath, args, { stdio: 'inherit' });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal, `${point} was not passed ${passes} times`).to.equal('SIGKILL');
  };
  const get = async (kind: string, name: string, apiVersion = 'v1') =>
    await cluster.get({ apiVersion, kind, namespace, name });

  for (const [index, what] of done.entries()) {
    it(`after ${what}: another worker goes on, and nothing is done twice`, async () => {
      const request = await begin('nginx:1.27');
      await doomed('operation.work-done', index + 1);
      const before = await get('Deployment', 'web', 'apps/v1');
      await world.work();
      expect((await world.outcome(request)).outcome).to.have.property('ok', true);
      expect(await get('ConfigMap', 'a-settings')).to.have.deep.property('data', { colour: 'red' });
      expect((await get('ConfigMap', 'b-fresh'))?.metadata.annotations).to.have.property(EFFECT, request.id);
      const web = await get('Deployment', 'web', 'apps/v1');
      expect(web?.metadata.generation).to.equal(1);
      if (before) expect(web?.metadata.uid).to.equal(before.metadata.uid);
    });
  }

  for (const [index, what] of takenBack.entries()) {
    it(`after taking back ${what}: everything is as it was before`, async () => {
      const request = await begin('nginx:missing');
      await doomed('operation.work-done', done.length + index + 1);
      await world.work();
      expect((await world.outcome(request)).outcome).to.have.nested.property('failure.code', 'CHANGE_FAILED');
      const back = await get('ConfigMap', 'a-settings');
      expect(back).to.have.deep.property('data', { colour: 'green' });
      expect(back?.metadata.annotations ?? {}).not.to.have.property(EFFECT);
      expect(await get('ConfigMap', 'b-fresh')).to.equal(null);
    });
  }

  it('and stopped while nobody works on it: everything is as it was before', async () => {
    const request = await begin('nginx:1.27');
    await doomed('operation.work-done', 4);
    await world.service.stop(request.id);
    await world.work();
    expect((await world.outcome(request)).view.state).to.equal('Aborted');
    expect(await get('ConfigMap', 'a-settings')).to.have.deep.property('data', { colour: 'green' });
    expect(await get('ConfigMap', 'b-fresh')).to.equal(null);
  });
});
