import { type Cluster, type ClusterObject, numberAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';

import { claimOf, mainContainer, type Standing, secretOf } from './app-objects.ts';
import { bytesOf, coresOf, sizeWith } from './app-sizes.ts';
import { NONE } from './app-wish.ts';

/** What is there already under the name of an app. */
export async function standingApp(
  cluster: Cluster,
  { namespace, name }: { namespace: string; name: string },
  signal: AbortSignal,
): Promise<Standing> {
  const get = async (apiVersion: string, kind: string, object: string) =>
    await cluster.get({ apiVersion, kind, namespace, name: object }, { signal });
  const [deployment, secret, claim, scaled] = await Promise.all([
    get('apps/v1', 'Deployment', name),
    get('v1', 'Secret', secretOf(name)),
    get('v1', 'PersistentVolumeClaim', claimOf(name)),
    isScaled(cluster, namespace, name, signal),
  ]);
  return { deployment, secret, claim, scaled };
}

/** Whether an autoscaler decides on the number of copies. */
export async function isScaled(
  cluster: Cluster,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  const kind = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' };
  if (!(await cluster.kind(kind, { signal }))) return false;
  for await (const scaler of cluster.list({ ...kind, namespace }, { signal })) {
    if (textAt(scaler, 'spec', 'scaleTargetRef', 'name') === name) return true;
  }
  return false;
}

/** What an app is now, in the words of its questions: the answers to begin with when it is changed. */
export interface AppAnswers {
  image: string;
  replicas: number;
  size: string;
  cpu: number;
  memory: number;
  ports: string;
  env: string;
  secretNames: string;
  volume: number;
  mountPath: string;
  health: 'none' | 'http' | 'tcp';
  healthPath: string;
}

/** What an app that is not there yet would be, unless something else is said. */
export const firstAnswers: AppAnswers = {
  image: '',
  replicas: 1,
  size: 'small',
  cpu: 0.25,
  memory: 268_435_456,
  ports: NONE,
  env: NONE,
  secretNames: NONE,
  volume: 0,
  mountPath: '/data',
  health: 'none',
  healthPath: '/',
};

export function answersOf({ deployment, claim }: Standing): AppAnswers {
  if (!deployment) return firstAnswers;
  const container = mainContainer(deployment);
  const limit = (what: string) => textAt(container, 'resources', 'limits', what);
  const [cpu, memory] = [limit('cpu'), limit('memory')];
  const variables = objectsAt(container, 'env');
  const env = variables.flatMap((one): string[] => {
    const [name, value] = [textAt(one, 'name'), textAt(one, 'value')];
    return name === undefined || one['valueFrom'] !== undefined ? [] : [`${name}=${value ?? ''}`];
  });
  const own = secretOf(deployment.metadata.name);
  const secrets = variables.filter((one) => textAt(one, 'valueFrom', 'secretKeyRef', 'name') === own);
  const mount = objectsAt(container, 'volumeMounts').find(({ name }) => name === 'data');
  const probe = objectAt(container, 'readinessProbe');
  const path = textAt(probe, 'httpGet', 'path');
  return {
    image: textAt(container, 'image') ?? '',
    replicas: numberAt(deployment, 'spec', 'replicas') ?? 1,
    size: sizeWith(cpu, memory),
    cpu: coresOf(cpu ?? '') ?? firstAnswers.cpu,
    memory: bytesOf(memory ?? '') ?? firstAnswers.memory,
    ports: listed(objectsAt(container, 'ports').flatMap((port) => numberAt(port, 'containerPort') ?? [])),
    env: env.length === 0 ? NONE : env.join('\n'),
    secretNames: listed(secrets.flatMap((one) => textAt(one, 'name') ?? [])),
    volume: claim && mount ? (bytesOf(textAt(claim, 'spec', 'resources', 'requests', 'storage') ?? '') ?? 0) : 0,
    mountPath: textAt(mount, 'mountPath') ?? firstAnswers.mountPath,
    health: path === undefined ? (probe['tcpSocket'] === undefined ? 'none' : 'tcp') : 'http',
    healthPath: path ?? firstAnswers.healthPath,
  };
}

function listed(items: readonly (string | number)[]): string {
  return items.length === 0 ? NONE : items.join(', ');
}

/** Objects of a kind, where the cluster knows it. */
export async function listIfKnown(
  cluster: Cluster,
  selection: Parameters<Cluster['list']>[0],
  signal: AbortSignal,
): Promise<ClusterObject[]> {
  if (!(await cluster.kind(selection, { signal }))) return [];
  const found: ClusterObject[] = [];
  for await (const object of cluster.list(selection, { signal })) found.push(object);
  return found;
}
