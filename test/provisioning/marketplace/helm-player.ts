import type { Cluster, ClusterObject } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

/** Plays the Job of a HelmChart where no helm controller runs: helm's pod, its log aside, and what the chart brings. */
export async function playHelm(
  cluster: Cluster,
  name: string,
  end: { type: 'complete'; bring?: ClusterObject[] } | { type: 'failed' },
): Promise<void> {
  const namespace = 'kube-system';
  for (const object of end.type === 'complete' ? (end.bring ?? []) : []) await cluster.apply(object);
  const job = `helm-install-${name}`;
  await cluster.delete({ apiVersion: 'batch/v1', kind: 'Job', namespace, name: job }, { propagation: 'Background' });
  await until(async () => (await cluster.get({ apiVersion: 'batch/v1', kind: 'Job', namespace, name: job })) === null);
  const pod = {
    metadata: { labels: { 'helmcharts.helm.cattle.io/chart': name } },
    spec: {
      restartPolicy: 'Never',
      // Nobody runs it: its state is written by hand.
      schedulerName: 'nobody',
      containers: [{ name: 'helm', image: 'rancher/klipper-helm:v0.9.8-build20250709' }],
    },
  };
  await cluster.apply({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: job, namespace },
    spec: { suspend: true, backoffLimit: 0, template: pod },
  });
  const at = new Date().toISOString().replace(/\.\d+/, '');
  const condition = (type: string, reason: string): JsonObject => ({
    type,
    status: 'True',
    reason,
    message: reason,
    lastProbeTime: at,
    lastTransitionTime: at,
  });
  const status: JsonObject =
    end.type === 'complete'
      ? {
          startTime: at,
          completionTime: at,
          succeeded: 1,
          conditions: [
            condition('SuccessCriteriaMet', 'CompletionsReached'),
            condition('Complete', 'CompletionsReached'),
          ],
        }
      : {
          startTime: at,
          failed: 1,
          conditions: [condition('FailureTarget', 'BackoffLimitExceeded'), condition('Failed', 'BackoffLimitExceeded')],
        };
  await cluster.patch(
    { apiVersion: 'batch/v1', kind: 'Job', namespace, name: job },
    { status },
    { subresource: 'status' },
  );
}

/** Waits until a HelmChart is there, as its controller would. */
export async function helmChartMade(cluster: Cluster, name: string): Promise<ClusterObject> {
  const reference = { apiVersion: 'helm.cattle.io/v1', kind: 'HelmChart', namespace: 'kube-system', name };
  let found: ClusterObject | null = null;
  await until(async () => {
    found = await cluster.get(reference);
    return found !== null;
  });
  if (!found) throw new Error('no HelmChart');
  return found;
}

/** Polls a condition of the cluster. */
export async function until(condition: () => Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Plays the controller that takes an Ingress. */
export async function playIngress(cluster: Cluster, ingress: { namespace: string; name: string }): Promise<void> {
  const reference = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', ...ingress };
  await until(async () => (await cluster.get(reference)) !== null);
  const status = { loadBalancer: { ingress: [{ ip: '192.0.2.7' }] } };
  await cluster.patch(reference, { status }, { subresource: 'status' });
}
