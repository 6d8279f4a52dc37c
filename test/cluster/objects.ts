import type { V1Deployment, V1PodTemplateSpec } from '@kubernetes/client-node';

/** A pod with one container, named `app`. */
export const running = (image: string): V1PodTemplateSpec => ({ spec: { containers: [{ name: 'app', image }] } });

/** A deployment of such pods, which carry its name as the label `app`. */
export function deployment(app: string, replicas: number): V1Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: app },
    spec: {
      replicas,
      selector: { matchLabels: { app } },
      template: { metadata: { labels: { app } }, ...running('shop:1.0') },
    },
  };
}
