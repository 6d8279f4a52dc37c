import { type ClusterObject, labelsAt, type ObjectDraft, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { coresOf, cpuQuantity, sizeQuantity } from './app-sizes.ts';
import { type App, invalid } from './app-wish.ts';

/** The label by which everything of one app is found. */
export const APP_NAME = 'app.kubernetes.io/name';

/** What is there already of an app. */
export interface Standing {
  deployment: ClusterObject | null;
  secret: ClusterObject | null;
  claim: ClusterObject | null;
  /** An autoscaler decides on the number of copies. */
  scaled: boolean;
}

export const secretOf = (name: string): string => `${name}-env`;
export const claimOf = (name: string): string => `${name}-data`;

/** Everything an app is made of, each object the whole of what we want of it. */
export function appObjects(app: App, standing: Standing, title: string, now: number): ObjectDraft[] {
  const { namespace, name, ports, secrets, volume } = app;
  const labels = { [APP_NAME]: name };
  const metadata = (object: string) => ({ name: object, namespace, labels });
  const data = secretData(secrets, standing.secret);
  const objects: ObjectDraft[] = [];
  if (Object.keys(data).length > 0) {
    objects.push({ apiVersion: 'v1', kind: 'Secret', metadata: metadata(secretOf(name)), type: 'Opaque', data });
  }
  if (volume && !standing.claim) {
    const resources = { requests: { storage: sizeQuantity(volume.bytes) } };
    objects.push({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: metadata(claimOf(name)),
      spec: { accessModes: ['ReadWriteOnce'], resources },
    });
  }
  objects.push(deployment(app, standing, Object.keys(data), title, now));
  if (ports.length > 0) {
    const named = ports.map((port) => ({ name: `port-${port}`, port, targetPort: port, protocol: 'TCP' }));
    objects.push({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(name),
      spec: { type: 'ClusterIP', selector: selectorOf(app, standing), ports: named },
    });
  }
  return objects;
}

/** Secure where that breaks no common image: a root user stays possible, what a container hardly ever needs is taken away. */
function deployment(app: App, standing: Standing, secretKeys: string[], title: string, now: number): ObjectDraft {
  const { namespace, name, image, env, ports, size, volume, secrets } = app;
  const selector = selectorOf(app, standing);
  const given = Object.values(secrets).some((value) => value !== null);
  const before = textAt(standing.deployment, 'spec', 'template', 'metadata', 'annotations', SECRETS_AT);
  const secretsAt = given ? new Date(now).toISOString() : before;
  const variables = [
    ...Object.entries(env).map(([variable, value]) => ({ name: variable, value })),
    ...secretKeys.map((key) => ({ name: key, valueFrom: { secretKeyRef: { name: secretOf(name), key } } })),
  ];
  const container: JsonObject = {
    name,
    image,
    ...(ports.length === 0
      ? {}
      : { ports: ports.map((port) => ({ name: `port-${port}`, containerPort: port, protocol: 'TCP' })) }),
    ...(variables.length === 0 ? {} : { env: variables }),
    resources: {
      requests: { cpu: cpuQuantity((coresOf(size.cpu) ?? 0.25) / 2), memory: size.memory },
      limits: { cpu: size.cpu, memory: size.memory },
    },
    ...probes(app),
    ...(volume ? { volumeMounts: [{ name: 'data', mountPath: volume.path }] } : {}),
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['MKNOD', 'NET_RAW', 'SETFCAP', 'SYS_CHROOT'] },
    },
  };
  const replicas = replicasOf(app, standing);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels: { [APP_NAME]: name }, annotations: { 'kubernetes.io/change-cause': title } },
    spec: {
      replicas,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      // One volume cannot be written by two copies: the old one leaves before the new one comes.
      strategy: volume
        ? { type: 'Recreate' }
        : { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      selector: { matchLabels: selector },
      template: {
        metadata: {
          labels: { ...selector, [APP_NAME]: name },
          ...(secretsAt === undefined ? {} : { annotations: { [SECRETS_AT]: secretsAt } }),
        },
        spec: {
          automountServiceAccountToken: false,
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          containers: [container],
          ...(volume ? { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: claimOf(name) } }] } : {}),
        },
      },
    },
  };
}

/** Pods read secrets when they start: the moment of the last change makes new ones. */
const SECRETS_AT = '3bot.io/secrets-changed';

function replicasOf(app: App, { deployment: live, scaled }: Standing): number {
  const now = live?.spec?.['replicas'];
  return scaled && typeof now === 'number' ? now : app.replicas;
}

/** A selector cannot be changed: the one that is there stays. */
function selectorOf({ name }: App, { deployment: live }: Standing): { [label: string]: string } {
  const labels = labelsAt(live, 'spec', 'selector', 'matchLabels');
  return Object.keys(labels).length > 0 ? labels : { [APP_NAME]: name };
}

/** New values, and those that are there for names that stay. */
function secretData(secrets: App['secrets'], standing: ClusterObject | null): { [name: string]: string } {
  const known = labelsAt(standing, 'data');
  const entries = Object.entries(secrets).map(([name, value]): [string, string] => {
    const data = value === null ? known[name] : Buffer.from(value).toString('base64');
    if (data === undefined) throw invalid(`The value of "${name}" is not there yet: please type it.`);
    return [name, data];
  });
  return Object.fromEntries(entries);
}

function probes({ health, ports: [port] }: App): JsonObject {
  if (health.type === 'none' || port === undefined) return {};
  const check: JsonObject = health.type === 'http' ? { httpGet: { path: health.path, port } } : { tcpSocket: { port } };
  return {
    readinessProbe: { ...check, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
    // Restarted only when it has not answered for two minutes.
    livenessProbe: { ...check, initialDelaySeconds: 30, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 6 },
  };
}

/** The container of an app that its questions are about. */
export function mainContainer(deployment: ClusterObject | null): JsonObject {
  const containers = objectsAt(deployment, 'spec', 'template', 'spec', 'containers');
  return containers.find(({ name }) => name === deployment?.metadata.name) ?? containers[0] ?? objectAt(null);
}
