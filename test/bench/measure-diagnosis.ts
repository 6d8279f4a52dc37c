import { judge, readSnapshot } from '#src/cluster/diagnosis/index.ts';
import { connectCluster } from '#src/cluster/index.ts';

import { MeasuredServer } from './measured-server.ts';
import { print } from './print.ts';

const PODS = 5_000;
/** The better of so many counts: others use this machine, too. */
const ROUNDS = 5;
const PARALLEL = 4;

/** What reading and judging a big cluster costs, against the bare list calls that it needs: fetched and parsed, no more. */
export async function measureDiagnosis(): Promise<void> {
  const server = await MeasuredServer.start('./serve-cluster.ts', { PODS: String(PODS) });
  try {
    const cluster = await connectCluster(kubeconfigFor(server.address), { trusted: true });
    const paths = await (await fetch(`${server.address}/paths`)).json();
    const lists = (paths as string[]).filter((path) => !/\/v\d+#$|^\/(paths|version)/.test(path));
    let [bare, whole] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    let found = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      bare = Math.min(bare, await computed(async () => await fetchAll(server.address, lists)));
      whole = Math.min(
        whole,
        await computed(async () => {
          found = judge(await readSnapshot(cluster, { now: Date.now })).findings.length;
        }),
      );
    }
    cluster.close();
    print(
      `diagnosis of ${PODS.toLocaleString('en')} pods`,
      `${whole.toFixed(0)} ms of computing, ${found} root causes`,
    );
    print('bare lists, fetched and parsed', `${bare.toFixed(0)} ms of computing`);
    print('diagnosis against bare lists', `${(whole / bare).toFixed(2)} × (aim 1.3)`);
  } finally {
    await server.stop();
  }
}

/** Milliseconds of CPU of this process: waiting, and what others do on the machine, are not counted. */
async function computed(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

async function fetchAll(address: string, lists: readonly string[]): Promise<void> {
  const waiting = [...lists];
  const all: unknown[] = [];
  const reader = async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const [place = '', from = ''] = path.split('#');
      const answer = await fetch(`${address}${place}?limit=250${from === '' ? '' : `&continue=${from}`}`);
      all.push(JSON.parse(await answer.text()));
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, reader));
}

function kubeconfigFor(address: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'bench',
    contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'bench' } }],
    clusters: [{ name: 'bench', cluster: { server: address, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'bench', user: { token: 'bench' } }],
  });
}
