import type { Controller } from '../controllers/controller.ts';
import { configMaps, namespaces, serviceAccounts } from '../kinds/index.ts';

const ROOT = 'kube-root-ca.crt';

/** Every namespace has an account for pods that name none, and the cluster's certificate for them to trust. */
export const namespaceContents: Controller = {
  name: 'namespace-contents',
  watches: [namespaces, serviceAccounts, configMaps],
  reconcile(cluster) {
    const data = { 'ca.crt': cluster.authority };
    for (const { metadata } of cluster.store.list(namespaces)) {
      if (metadata.deletionTimestamp !== undefined) continue;
      const namespace = metadata.name;
      if (!cluster.store.get(serviceAccounts, namespace, 'default'))
        cluster.create(serviceAccounts, {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name: 'default', namespace },
        });
      if (!cluster.store.get(configMaps, namespace, ROOT))
        cluster.create(configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: ROOT, namespace }, data });
    }
    return undefined;
  },
};
