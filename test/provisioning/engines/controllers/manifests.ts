import type { JsonObject } from '#src/protocol/index.ts';

/** A pod of one container. */
export function pod(name: string, container: JsonObject, spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: name }, ...metadata },
    spec: { restartPolicy: 'Always', containers: [{ name: 'main', ...container }], ...spec },
  };
}

export function template(app: string, container: JsonObject = {}, spec: JsonObject = {}): JsonObject {
  return {
    metadata: { labels: { app } },
    spec: { restartPolicy: 'Always', containers: [{ name: 'main', image: 'nginx:1.29', ...container }], ...spec },
  };
}

export function deployment(name: string, container: JsonObject = {}, spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { replicas: 1, selector: { matchLabels: { app: name } }, template: template(name, container), ...spec },
  };
}

export function job(name: string, container: JsonObject, spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name },
    spec: { template: template(name, { image: 'busybox:1.37', ...container }, { restartPolicy: 'Never' }), ...spec },
  };
}

export function service(name: string, selector: { [label: string]: string }, spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { type: 'ClusterIP', selector, ports: [{ port: 80 }], ...spec },
  };
}

export const localPath: JsonObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'local-path', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'rancher.io/local-path',
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'WaitForFirstConsumer',
};
