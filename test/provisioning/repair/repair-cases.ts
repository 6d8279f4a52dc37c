import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';

import type { ObjectDraft } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { deployment } from '#test/contracts/cluster/drafts.ts';

import type { InsideVdc } from '../changes/inside-vdc.ts';

/** Broken by manifests; found; mended as a person would; verified; undone; found again. */
interface RepairCase {
  name: string;
  /** What is there while it is well, applied first; then what breaks it. */
  well?(namespace: string): ObjectDraft[];
  broken(namespace: string): ObjectDraft[];
  /** In what the scan says. */
  says: string;
  remedy: string;
  answer?: string;
  /** Undone, it stays well: what it let in is there by then. */
  stays?: true;
}

const web = (namespace: string, spec: JsonObject = {}, container: JsonObject = {}) =>
  deployment(namespace, 'web', spec, container);
const template = (pod: JsonObject, container: JsonObject = {}): JsonObject => ({
  template: {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'main', image: 'nginx:1.29', ...container }], ...pod },
  },
});
const service = (namespace: string, spec: JsonObject): ObjectDraft => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace },
  spec: { ports: [{ port: 80 }], selector: { app: 'web' }, ...spec },
});
const listening = { ports: [{ containerPort: 80, name: 'http' }] };

const cases: RepairCase[] = [
  {
    name: 'an image that is not there, back to the one before',
    well: (namespace) => [web(namespace, {}, { image: 'nginx:1.28' })],
    broken: (namespace) => [web(namespace, {}, { image: 'nginx:missing' })],
    says: 'nginx:missing was not found',
    remedy: 'roll-back',
  },
  {
    name: 'an image that is not there, another one by name',
    broken: (namespace) => [web(namespace, {}, { image: 'nginx:missing' })],
    says: 'nginx:missing was not found',
    remedy: 'set-image',
    answer: 'nginx:1.29',
  },
  {
    name: 'a label that no node has',
    broken: (namespace) => [web(namespace, template({ nodeSelector: { disk: 'ssd' } }))],
    says: 'disk=ssd',
    remedy: 'any-node',
  },
  {
    name: 'more than any node has',
    broken: (namespace) => [web(namespace, {}, { resources: { requests: { cpu: '400' } } })],
    says: 'more cpu (400) than any node has',
    remedy: 'ask-for-less',
    answer: '50m',
  },
  {
    name: 'a service account that is not there',
    broken: (namespace) => [web(namespace, template({ serviceAccountName: 'robot' }))],
    says: 'The service account "robot"',
    remedy: 'create-account',
    stays: true,
  },
  {
    name: 'a quota that is used up',
    well: (namespace) => [
      {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'small', namespace },
        spec: { hard: { pods: '1' } },
      },
    ],
    broken: (namespace) => [web(namespace, { replicas: 2 })],
    says: 'The quota "small"',
    remedy: 'raise-quota',
    answer: '5',
    stays: true,
  },
  {
    name: 'a selector with a slip',
    well: (namespace) => [web(namespace), service(namespace, {})],
    broken: (namespace) => [service(namespace, { selector: { app: 'wbe' } })],
    says: 'Deployment "web" comes close',
    remedy: 'selector',
  },
  {
    name: 'a port name that nobody has',
    well: (namespace) => [web(namespace, {}, listening)],
    broken: (namespace) => [service(namespace, { ports: [{ port: 80, targetPort: 'htp' }] })],
    says: 'sends to port "htp"',
    remedy: 'port-http',
  },
  {
    name: 'a port that nobody has',
    well: (namespace) => [web(namespace, {}, listening)],
    broken: (namespace) => [service(namespace, { ports: [{ port: 80, targetPort: 8080 }] })],
    says: 'sends to port 8080',
    remedy: 'port-80',
  },
  {
    name: 'a service to what is stopped',
    well: (namespace) => [web(namespace), service(namespace, {})],
    broken: (namespace) => [web(namespace, { replicas: 0 })],
    says: 'which is stopped',
    remedy: 'start',
  },
  {
    name: 'a cron job that somebody suspended',
    broken: (namespace) => [
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'nightly', namespace },
        spec: {
          schedule: '0 3 * * *',
          suspend: true,
          jobTemplate: {
            spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'report:1' }] } } },
          },
        },
      },
    ],
    says: '"nightly" is suspended',
    remedy: 'resume',
  },
  {
    name: 'a budget that never lets go',
    well: (namespace) => [web(namespace)],
    broken: (namespace) => [
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'web', namespace },
        spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
      },
    ],
    says: 'wants 1 of 1 pods at all times',
    remedy: 'one-at-a-time',
  },
  {
    name: 'a stateful set without its service',
    broken: (namespace) => [
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'db', namespace },
        spec: {
          serviceName: 'db',
          replicas: 1,
          selector: { matchLabels: { app: 'db' } },
          template: {
            metadata: { labels: { app: 'db' } },
            spec: {
              containers: [{ name: 'main', image: 'postgres:17', env: [{ name: 'POSTGRES_PASSWORD', value: 'x' }] }],
            },
          },
        },
      },
    ],
    says: 'which does not exist',
    remedy: 'create-service',
  },
];

interface Explained {
  there: boolean;
  remedies: { id: string; question: string }[];
}

interface Planned {
  plan: string;
  count: number;
}

interface Scan {
  count: number;
  items: { id: string; title: string }[];
}

/** Cases under way at the same time: each waits most of its. */
const ABREAST = 4;

/** Registers the cases. `open` gives a VDC with a namespace of its own. */
export function repairCases(open: () => Promise<InsideVdc>): void {
  const ended = new Map<string, Promise<void>>();
  before(() => {
    const lanes = Array.from({ length: ABREAST }, () => Promise.resolve());
    for (const [index, one] of cases.entries()) {
      const lane = index % ABREAST;
      const done = (lanes[lane] ?? Promise.resolve()).then(() => walk(open, one));
      // Its failure is told by its own case, and keeps no other from beginning.
      lanes[lane] = done.catch(() => undefined);
      ended.set(one.name, done);
    }
  });

  for (const { name } of cases) it(`mends ${name}`, async () => await ended.get(name));

  it('says what it cannot find any more, and what it does not know', async () => {
    const { world, vdc } = await open();
    try {
      const explained = await world.get<JsonObject>('repair.explain', { vdc, finding: 'aaaaaaaaaaaa' });
      expect(explained).to.include({ there: false });
      const planned = await world.read('repair.plan', { vdc, finding: 'aaaaaaaaaaaa', remedy: 'roll-back' });
      expect(planned).to.have.nested.property('failure.code', 'NOT_FOUND');
    } finally {
      await world.close();
    }
  });
}

async function walk(
  open: () => Promise<InsideVdc>,
  { well, broken, says, remedy, answer, stays }: RepairCase,
): Promise<void> {
  const inside = await open();
  const { world, cluster, vdc, namespace } = inside;
  const scan = async () => await world.get<Scan & JsonObject>('repair.scan', { vdc, namespace });
  const found = async (): Promise<string> => {
    let id: string | undefined;
    await until(async () => {
      id = (await scan()).items.find(({ title }) => title.includes(says))?.id;
      return id !== undefined;
    });
    return id ?? '';
  };
  try {
    for (const draft of well?.(namespace) ?? []) await cluster.apply(draft);
    await until(async () => (await scan()).count === 0);
    for (const draft of broken(namespace)) await cluster.apply(draft, { force: true });
    const finding = await found();
    const explained = await world.get<JsonObject & Explained>('repair.explain', { vdc, finding });
    expect(explained.there).to.equal(true);
    const way = explained.remedies.find(({ id }) => id === remedy);
    expect(way?.question !== '', 'asks what it cannot know').to.equal(answer !== undefined);
    const given = answer === undefined ? {} : { answer };
    const planned = await world.get<JsonObject & Planned>('repair.plan', { vdc, finding, remedy, ...given });
    expect(planned.count).to.be.greaterThan(0);
    const request = await world.begin('repair.apply', { vdc, finding, plan: planned.plan });
    await until(async () => (await world.service.view(request.id))?.state === 'Succeeded');
    const { outcome } = await world.outcome(request);
    if (!outcome.ok) throw new Error(outcome.failure.message);
    expect(outcome.output).to.include({ well: true, change: planned.plan });
    expect((await scan()).items.map(({ id }) => id)).not.to.include(finding);
    await inside.undo(planned.plan);
    if (stays !== true) expect(await found()).to.equal(finding);
  } finally {
    await world.close();
  }
}

/** Looks a few times a second, for a minute and a half. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 90_000; !(await holds()); await pause(300)) {
    if (Date.now() > end) throw new Error(`It did not come to hold: ${holds.toString()}`);
  }
}
