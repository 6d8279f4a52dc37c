import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';

import { context } from '#test/contracts/apply-context.ts';
import { smallSpec } from '#test/contracts/small-spec.ts';
import type { SimulatedUnderTest } from '../simulated-under-test.ts';
import { simulatedUnderTest } from '../simulated-under-test.ts';
import type { KubernetesClient, WatchEvent } from './kubernetes-client.ts';
import { asTable, kubernetesClient } from './kubernetes-client.ts';

describe('watching the Kubernetes API of a simulated VDC', () => {
  let under: SimulatedUnderTest;
  let client: KubernetesClient;

  before(async () => {
    under = await simulatedUnderTest();
    await under.engine.start();
    const vdc = await under.engine.apply(await under.engine.plan({ ...smallSpec, workers: 2 }), context('effect'));
    client = kubernetesClient(await under.engine.kubeconfig(vdc.ref));
  });
  after(() => under.close());

  const watch = async (path: string, accept?: string): Promise<WatchEvent[]> => {
    const { code, text } = await client.ask(path, accept === undefined ? {} : { accept });
    expect(code).to.equal(200);
    return eventsOf(text);
  };

  it('begins with what is there, and ends in time', async () => {
    const begun = performance.now();
    const selector = encodeURIComponent('kubernetes.io/hostname=worker-1');
    const events = await watch(`/api/v1/nodes?watch=true&timeoutSeconds=1&labelSelector=${selector}`);
    expect(performance.now() - begun).to.be.within(900, 8_000);
    expect(events.map(seen)).to.deep.equal(['ADDED worker-1']);
  });

  it('says nothing twice to who has a version, and tells who comes from too long ago to list again', async () => {
    const version = (await client.ask('/api/v1/nodes')).body.metadata?.resourceVersion;
    expect(await watch(`/api/v1/nodes?watch=1&timeoutSeconds=1&resourceVersion=${version}`)).to.deep.equal([]);
    const [event] = await watch('/api/v1/nodes?watch=1&timeoutSeconds=1&resourceVersion=17');
    expect(event?.type).to.equal('ERROR');
    expect(event?.object).to.include({ kind: 'Status', code: 410, reason: 'Expired' });
  });

  it('marks the end of the initial events for who asks, and draws tables', async () => {
    const [all, table] = await Promise.all([
      watch('/api/v1/nodes?watch=1&timeoutSeconds=1&sendInitialEvents=true&allowWatchBookmarks=true'),
      watch('/api/v1/namespaces?watch=1&timeoutSeconds=1', asTable),
    ]);
    expect(all.map(({ type }) => type)).to.deep.equal(['ADDED', 'ADDED', 'ADDED', 'BOOKMARK']);
    expect(all.at(-1)?.object.metadata.annotations).to.deep.equal({ 'k8s.io/initial-events-end': 'true' });
    expect(table[0]?.object.kind).to.equal('Table');
  });

  it('shows nodes as they join, and ends when the VDC is gone', async () => {
    const slow = under.another({ speed: 4 });
    await slow.start();
    const plan = await slow.plan({ ...smallSpec, name: 'growing' });
    const collected = { text: '', ended: false };
    let watching: Promise<void> | undefined;
    const follow = async () => {
      const found = await slow.find('growing');
      const { open } = kubernetesClient(await slow.kubeconfig(found?.ref ?? ''));
      for await (const chunk of await open('/api/v1/nodes?watch=1')) collected.text += String(chunk);
      collected.ended = true;
    };
    const beginAt = (stage: string) => {
      if (stage === 'workers') watching ??= follow();
    };
    const { ref } = await slow.apply(plan, context('growing', { onProgress: beginAt }));
    await until(() => eventsOf(collected.text).length === 2);
    expect(eventsOf(collected.text).map(seen)).to.deep.equal(['ADDED controller-1', 'ADDED worker-1']);
    await slow.destroy(ref, context('end'));
    await until(() => collected.ended);
    await watching;
  });
});

const seen = ({ type, object }: WatchEvent): string => `${type} ${object.metadata.name}`;

/** The whole lines of a stream so far. */
function eventsOf(text: string): WatchEvent[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as WatchEvent);
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries === 160) throw new Error('it never happened');
    await pause(50);
  }
}
