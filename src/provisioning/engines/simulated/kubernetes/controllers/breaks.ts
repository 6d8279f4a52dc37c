import { labelsAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';

import type { Breaking } from './breakable-cluster.ts';
import {
  claimOfNoClass,
  loseConfig,
  misroute,
  onContainer,
  onDeployment,
  onService,
  tightQuota,
  toZero,
} from './breaking-apps.ts';
import { cordon, onNode, taint } from './breaking-nodes.ts';

/** A way to break a running VDC on purpose, so that repair has something to find. */
export interface Break {
  /** What a person reads before choosing it. */
  title: string;
  apply: Breaking;
}

/** Every way to break something, by its name. */
export const breaks: { readonly [name: string]: Break } = {
  'node-down': { title: 'a worker stops answering', apply: onNode('down', 'worker') },
  'controller-lost': { title: 'a controller stops answering', apply: onNode('down', 'controller') },
  'network-plugin': { title: "a node's network plugin is not ready", apply: onNode('kubelet-not-ready') },
  'disk-pressure': { title: "a node's disk is full", apply: onNode('disk-pressure') },
  'memory-pressure': { title: 'a node runs out of memory', apply: onNode('memory-pressure') },
  cordon: { title: 'a node was left cordoned', apply: cordon },
  'node-taint': { title: 'nodes carry a taint that nothing tolerates', apply: taint },
  'bad-image': {
    title: 'a workload asks for an image that is not there',
    apply: onContainer(
      (container) => ({
        ...container,
        image: `${(textAt(container, 'image') ?? 'nginx').replace(/(:[^:/]*)?$/, '')}:does-not-exist`,
      }),
      'has an image that is not there',
    ),
  },
  'private-image': {
    title: 'a workload asks for an image it may not have',
    apply: onContainer(
      (container) => ({ ...container, image: 'private.registry.example/shop/web:1.4' }),
      'has an image of a private registry',
    ),
  },
  'pod-crash': {
    title: 'a workload crashes again and again',
    apply: onContainer(
      (container) => ({
        ...container,
        command: ['sh', '-c', 'echo "panic: assignment to entry in nil map"; exit 2'],
      }),
      'crashes at its start',
    ),
  },
  'out-of-memory': {
    title: 'a workload may use too little memory',
    apply: onContainer(
      (container) => ({
        ...container,
        resources: { ...objectAt(container, 'resources'), limits: { memory: '3Mi' }, requests: { memory: '3Mi' } },
      }),
      'may use 3Mi of memory only',
    ),
  },
  'too-big': {
    title: 'a workload asks for more than any node has',
    apply: onContainer(
      (container) => ({ ...container, resources: { requests: { cpu: '64', memory: '512Gi' } } }),
      'asks for 64 processors and 512Gi',
    ),
  },
  'wrong-probe': {
    title: "a workload's liveness probe asks the wrong port",
    apply: onContainer(
      (container) => ({
        ...container,
        livenessProbe: {
          httpGet: { path: '/healthz', port: 9_999 },
          periodSeconds: 5,
          failureThreshold: 3,
          successThreshold: 1,
          timeoutSeconds: 1,
        },
      }),
      'is asked at a port where nobody listens',
    ),
  },
  'missing-config': { title: 'a ConfigMap or Secret that a workload needs is gone', apply: loseConfig },
  'service-selector': {
    title: "a Service's selector finds nobody",
    apply: onService(
      (spec) => ({
        ...spec,
        selector: { ...labelsAt(spec, 'selector'), app: `${labelsAt(spec, 'selector')['app'] ?? 'app'}-old` },
      }),
      'selects nobody any more',
    ),
  },
  'service-port': {
    title: 'a Service sends to a port where nobody listens',
    apply: onService(
      (spec) => ({ ...spec, ports: objectsAt(spec, 'ports').map((port) => ({ ...port, targetPort: 'nowhere' })) }),
      'sends to a port of no name',
    ),
  },
  'ingress-backend': { title: 'an Ingress points at a Service that is not there', apply: misroute },
  'scaled-to-zero': { title: 'a workload was scaled to zero', apply: toZero() },
  'rollout-paused': {
    title: "a workload's rollout was paused",
    apply: onDeployment((deployment) => ({ ...deployment, spec: { ...deployment.spec, paused: true } }), 'is paused'),
  },
  quota: { title: 'a quota lets no more pods in', apply: tightQuota },
  'missing-class': { title: 'a claim asks for a storage class that is not there', apply: claimOfNoClass },
  dns: {
    title: "the cluster's DNS is scaled to zero",
    apply: toZero({ namespace: 'kube-system', name: 'coredns' }),
  },
  metrics: {
    title: 'nobody measures any more',
    apply: toZero({ namespace: 'kube-system', name: 'metrics-server' }),
  },
};
