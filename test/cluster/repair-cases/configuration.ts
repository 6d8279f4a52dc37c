import type { Cluster } from '#src/cluster/index.ts';
import { textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { draft, type RepairCase, template, web } from '../../provisioning/repair/repair-case.ts';

const waits = (env: JsonObject, message: string, until?: string): JsonObject =>
  template(
    {},
    { env: [{ name: 'IT', valueFrom: env }] },
    {
      'emulated/play': 'missing-config',
      'emulated/message': message,
      ...(until === undefined ? {} : { 'emulated/until': until }),
    },
  );

/** As a kubelet does: once what a container needs is there, it begins. */
const onceThere =
  (kind: 'ConfigMap' | 'Secret', name: string, key: string) =>
  async (cluster: Cluster, namespace: string): Promise<void> => {
    const needed = await cluster.get({ apiVersion: 'v1', kind, namespace, name });
    if (textAt(needed, 'data', key) === undefined) return;
    for await (const { metadata } of cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace })) {
      if (metadata.annotations?.['emulated/play'] !== 'missing-config') continue;
      const pod = { apiVersion: 'v1', kind: 'Pod', namespace, name: metadata.name };
      await cluster.patch(pod, { metadata: { annotations: { 'emulated/play': 'run' } } });
    }
  };

/** What containers need to be set up, and is not there. */
export const configurationCases: readonly RepairCase[] = [
  {
    name: 'a ConfigMap with a slip in its name',
    well: (namespace) => [draft('v1', 'ConfigMap', 'settings', namespace, { data: { MODE: 'fast' } })],
    broken: (namespace) => [
      web(
        namespace,
        waits(
          { configMapKeyRef: { name: 'setings', key: 'MODE' } },
          'configmap "setings" not found',
          '"name":"settings"',
        ),
      ),
    ],
    says: 'The ConfigMap "setings" is not there',
    root: 'Deployment web',
    remedy: 'use-settings',
  },
  {
    name: 'a Secret that is not there, with a value of its own',
    broken: (namespace) => [
      web(namespace, waits({ secretKeyRef: { name: 'db', key: 'PASSWORD' } }, 'secret "db" not found')),
    ],
    says: 'The Secret "db" is not there',
    root: 'Deployment web',
    remedy: 'create',
    answer: 'hush',
    also: onceThere('Secret', 'db', 'PASSWORD'),
    stays: true,
  },
  {
    name: 'a ConfigMap that is not there, line by line',
    broken: (namespace) => [
      web(
        namespace,
        template(
          {},
          { envFrom: [{ configMapRef: { name: 'settings' } }] },
          { 'emulated/play': 'missing-config', 'emulated/message': 'configmap "settings" not found' },
        ),
      ),
    ],
    says: 'The ConfigMap "settings" is not there',
    root: 'Deployment web',
    remedy: 'create',
    answer: 'MODE=fast\nSIZE=12',
    also: onceThere('ConfigMap', 'settings', 'SIZE'),
    stays: true,
  },
  {
    name: 'a key that is missing in a Secret',
    well: (namespace) => [draft('v1', 'Secret', 'db', namespace, { stringData: { USER: 'shop' } })],
    broken: (namespace) => [
      web(
        namespace,
        waits({ secretKeyRef: { name: 'db', key: 'PASSWORD' } }, "couldn't find key PASSWORD in Secret shop/db"),
      ),
    ],
    says: 'The Secret "db" has no key "PASSWORD"',
    root: 'Deployment web',
    remedy: 'add-key',
    answer: 'hush',
    also: onceThere('Secret', 'db', 'PASSWORD'),
    stays: true,
  },
  {
    name: 'a key with a slip in its name',
    well: (namespace) => [draft('v1', 'ConfigMap', 'settings', namespace, { data: { 'log-level': 'info' } })],
    broken: (namespace) => [
      web(
        namespace,
        waits(
          { configMapKeyRef: { name: 'settings', key: 'log-levle' } },
          "couldn't find key log-levle in ConfigMap shop/settings",
          '"key":"log-level"',
        ),
      ),
    ],
    says: 'The ConfigMap "settings" has no key "log-levle"',
    root: 'Deployment web',
    remedy: 'use-key-log-level',
  },
  {
    name: 'a container that may not be root',
    broken: (namespace) => [
      web(
        namespace,
        template(
          {},
          { securityContext: { runAsNonRoot: true } },
          {
            'emulated/play': 'missing-config',
            'emulated/message': 'container has runAsNonRoot and image will run as root',
            'emulated/until': '"runAsUser":1000',
          },
        ),
      ),
    ],
    says: 'wants to run as root',
    root: 'Deployment web',
    remedy: 'run-as-user',
    answer: '1000',
  },
];
