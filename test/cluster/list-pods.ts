import { connectCluster } from '#src/cluster/index.ts';

/**
 * Counts the pods of a namespace: `list-pods.ts <namespace> stream|hold`, kubeconfig in KUBECONFIG_TEXT. `hold` keeps them
 * all, to prove that the memory it is given would not do.
 */
const [, , namespace = '', way = ''] = process.argv;
const cluster = await connectCluster(process.env['KUBECONFIG_TEXT'] ?? '');
const held: unknown[] = [];
let count = 0;
for await (const pod of cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace })) {
  count += 1;
  if (way === 'hold') held.push(pod);
}
console.log(JSON.stringify({ count, held: held.length }));
cluster.close();
