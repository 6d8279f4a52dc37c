import { Buffer } from 'node:buffer';

import type { ClusterObject } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { newAuthority, newServerCertificate } from '#src/provisioning/engines/simulated/kubernetes/certificate.ts';

import type { Broken } from './broken-clusters.ts';
import {
  deployed,
  EARLIER,
  event,
  ingress,
  MINUTES_AGO,
  NOW,
  node,
  object,
  podOf,
  replicaSetOf,
  service,
  unready,
  workload,
} from './fixtures.ts';

const DAY = 86_400_000;
const authority = {
  name: 'Test authority',
  ...newAuthority('Test authority', new Date(NOW - 400 * DAY), new Date(NOW + 400 * DAY)),
};

/** A certificate for a host, valid between these days from now, as a Secret keeps it. */
export function tlsSecret(name: string, host: string, from: number, to: number): ClusterObject {
  const { certificate } = newServerCertificate(authority, [host], new Date(NOW + from * DAY), new Date(NOW + to * DAY));
  return object('v1', 'Secret', name, {
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': Buffer.from(certificate).toString('base64'), 'tls.key': '' },
  });
}

/** An ingress for `shop.example.org` with a certificate, before a shop that is well. */
export function securedShop(secret: string): ClusterObject[] {
  return [
    ...deployed('web', [{}]),
    service('web', { app: 'web' }),
    ingress(
      'web',
      { service: { name: 'web', port: { number: 80 } } },
      { ingressClassName: 'traefik', tls: [{ hosts: ['shop.example.org'], secretName: secret }] },
    ),
  ];
}

/** A part of the control plane that runs as a pod on its node. */
export function part(component: string, on: string, ready = true): ClusterObject {
  return object('v1', 'Pod', `${component}-${on}`, {
    metadata: { namespace: 'kube-system', labels: { component, tier: 'control-plane' } },
    spec: { nodeName: on, containers: [{ name: component, image: `registry.k8s.io/${component}:v1` }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: MINUTES_AGO }],
    },
  });
}

export function lease(name: string, renewTime: string, namespace = 'kube-system'): ClusterObject {
  return object('coordination.k8s.io/v1', 'Lease', name, {
    metadata: { namespace },
    spec: { holderIdentity: `${name}-1`, renewTime },
  });
}

/** CoreDNS with its service, its pods in these states. */
export function names(statuses: JsonObject[], replicas = statuses.length): ClusterObject[] {
  const labels = { 'k8s-app': 'kube-dns' };
  const deployment = workload('coredns', { replicas, labels });
  const placed = { ...deployment, metadata: { ...deployment.metadata, namespace: 'kube-system', labels } };
  const made = replicaSetOf(placed);
  const replicaSet = { ...made, metadata: { ...made.metadata, namespace: 'kube-system' } };
  const pods = statuses.map((status) => podOf(replicaSet, status, { metadata: { namespace: 'kube-system', labels } }));
  const dns = service('kube-dns', labels, [{ port: 53, protocol: 'UDP' }]);
  return [placed, replicaSet, ...pods, { ...dns, metadata: { ...dns.metadata, namespace: 'kube-system' } }];
}

/** An event from a node, dated by that node's clock and received by the API server's. */
export function datedEvent(host: string, dated: string, received: string): ClusterObject {
  return object('v1', 'Event', `web.${dated}${received}`.replace(/\W/g, ''), {
    metadata: { creationTimestamp: received },
    involvedObject: { kind: 'Pod', namespace: 'shop', name: 'elsewhere' },
    source: { component: 'kubelet', host },
    reason: 'Pulled',
    type: 'Normal',
    message: 'Container image already present on machine',
    firstTimestamp: dated,
    lastTimestamp: dated,
    count: 1,
  });
}

const controlPlane: Broken[] = [
  {
    name: 'a store without its majority',
    objects: () => [part('etcd', 'a'), part('etcd', 'b', false), part('etcd', 'c', false)],
    root: 'Pod kube-system/etcd-b',
    rule: 'control-plane/quorum-lost',
    says: '1 of 3 etcd members are ready, 2 are needed',
  },
  {
    name: 'a store with one member away',
    objects: () => [part('etcd', 'a'), part('etcd', 'b'), part('etcd', 'c', false)],
    root: 'Pod kube-system/etcd-c',
    rule: 'control-plane/store-member-down',
    says: 'one more, and the cluster can change nothing',
  },
  {
    name: 'a controller without a vote',
    objects: () => [
      node('server-2', {
        conditions: [
          { type: 'Ready', status: 'True', lastTransitionTime: EARLIER },
          { type: 'EtcdIsVoter', status: 'False', reason: 'MemberIsLearner', lastTransitionTime: EARLIER },
        ],
      }),
    ],
    root: 'Node server-2',
    rule: 'control-plane/no-vote',
    says: 'has no vote',
  },
  {
    name: 'a scheduler that went silent',
    objects: () => [
      lease('kube-scheduler', '2026-06-01T11:40:00.000000Z'),
      lease('kube-controller-manager', '2026-06-01T11:59:55.000000Z'),
      lease('worker-1', '2026-06-01T11:59:58.000000Z', 'kube-node-lease'),
    ],
    root: 'Lease kube-system/kube-scheduler',
    rule: 'control-plane/leader-silent',
    says: 'For 20 minutes nothing has been heard of the scheduler',
  },
  {
    name: 'a node whose clock is ahead',
    objects: () => [
      datedEvent('worker-1', '2026-06-01T11:52:00Z', '2026-06-01T11:50:00Z'),
      datedEvent('worker-1', '2026-06-01T11:53:00Z', '2026-06-01T11:51:01Z'),
    ],
    root: 'Node worker-1',
    rule: 'clock-skew/ahead',
    says: '120 s ahead',
  },
  {
    name: 'a node whose clock is behind',
    objects: () => [
      datedEvent('worker-2', '2026-06-01T11:40:00Z', '2026-06-01T11:50:00Z'),
      datedEvent('worker-2', '2026-06-01T11:41:00Z', '2026-06-01T11:51:00Z'),
    ],
    root: 'Node worker-2',
    rule: 'clock-skew/behind',
    says: '600 s behind',
  },
  {
    name: 'names that nobody answers for',
    objects: () => names([unready, unready]),
    root: 'Deployment kube-system/coredns',
    rule: 'cluster-dns/nobody-answers',
    says: 'none of the 2 pods of "coredns" is ready',
  },
  {
    name: 'names that somebody has stopped',
    objects: () => names([], 0),
    root: 'Deployment kube-system/coredns',
    rule: 'cluster-dns/stopped',
    says: 'is stopped (0 copies)',
  },
  {
    name: 'names without their service',
    objects: () => names([{}]).filter(({ kind }) => kind !== 'Service'),
    root: 'Deployment kube-system/coredns',
    rule: 'cluster-dns/service-missing',
    says: '"kube-dns" is not there',
  },
];

const certificates: Broken[] = [
  {
    name: 'a certificate that has ended',
    objects: () => [...securedShop('web-tls'), tlsSecret('web-tls', 'shop.example.org', -90, -2)],
    root: 'Secret shop/web-tls',
    rule: 'certificate/expired',
    says: 'ended on 2026-05-30',
  },
  {
    name: 'a certificate that ends soon',
    objects: () => [...securedShop('web-tls'), tlsSecret('web-tls', 'shop.example.org', -80, 9.5)],
    root: 'Secret shop/web-tls',
    rule: 'certificate/expires-soon',
    says: 'in 9 days',
  },
  {
    name: 'a certificate of tomorrow',
    objects: () => [...securedShop('web-tls'), tlsSecret('web-tls', 'shop.example.org', 1, 90)],
    root: 'Secret shop/web-tls',
    rule: 'certificate/not-yet',
    says: 'not valid before 2026-06-02',
  },
  {
    name: 'a certificate for another host',
    objects: () => [...securedShop('web-tls'), tlsSecret('web-tls', 'www.example.org', -5, 80)],
    root: 'Secret shop/web-tls',
    rule: 'certificate/other-name',
    says: 'is not for shop.example.org',
  },
  {
    name: 'a certificate that is none',
    objects: () => [
      ...securedShop('web-tls'),
      object('v1', 'Secret', 'web-tls', { type: 'kubernetes.io/tls', data: { 'tls.crt': 'bm9uZQ==' } }),
    ],
    root: 'Secret shop/web-tls',
    rule: 'certificate/unreadable',
    says: 'no certificate that can be read',
  },
  {
    name: 'a certificate that is not issued, and so its Secret is missing',
    objects: () => [
      ...securedShop('web-tls'),
      object('cert-manager.io/v1', 'Certificate', 'web', {
        spec: { secretName: 'web-tls', dnsNames: ['shop.example.org'] },
        status: {
          conditions: [
            {
              type: 'Ready',
              status: 'False',
              reason: 'DoesNotExist',
              message: 'Issuing certificate as Secret does not exist',
              lastTransitionTime: EARLIER,
            },
            {
              type: 'Issuing',
              status: 'False',
              reason: 'Failed',
              message: 'The certificate request has failed to complete and will be retried: order is invalid',
              lastTransitionTime: EARLIER,
            },
          ],
        },
      }),
    ],
    root: 'Certificate shop/web',
    rule: 'certificate/not-issued',
    says: 'order is invalid',
  },
  {
    name: 'a webhook whose authority has ended',
    objects: () => [
      ...deployed('hook', [{}]),
      service('hook', { app: 'hook' }),
      object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'checks', {
        namespaced: false,
        webhooks: [
          {
            name: 'checks.example.org',
            failurePolicy: 'Fail',
            clientConfig: {
              service: { name: 'hook', namespace: 'shop' },
              caBundle: Buffer.from(
                newAuthority('Old', new Date(NOW - 400 * DAY), new Date(NOW - DAY)).certificate,
              ).toString('base64'),
            },
          },
        ],
      }),
    ],
    root: 'ValidatingWebhookConfiguration checks',
    rule: 'certificate/webhook-expired',
    says: 'what it is asked about is refused',
  },
  {
    name: 'a node that waits for its certificate',
    objects: () => [
      object('certificates.k8s.io/v1', 'CertificateSigningRequest', 'csr-x', {
        namespaced: false,
        spec: { signerName: 'kubernetes.io/kubelet-serving', username: 'system:node:worker-1' },
        status: {},
      }),
    ],
    root: 'CertificateSigningRequest csr-x',
    rule: 'certificate/request-waits',
    says: '"worker-1" waits for its certificate',
  },
  {
    name: 'a node whose certificate was refused',
    objects: () => [
      object('certificates.k8s.io/v1', 'CertificateSigningRequest', 'csr-y', {
        namespaced: false,
        spec: { signerName: 'kubernetes.io/kubelet-serving', username: 'system:node:worker-1' },
        status: { conditions: [{ type: 'Denied', status: 'True', reason: 'Policy', message: 'not on the list' }] },
      }),
    ],
    root: 'CertificateSigningRequest csr-y',
    rule: 'certificate/request-refused',
    says: 'was refused: not on the list',
  },
  {
    name: 'a k3s node whose certificates end before long',
    objects: () => {
      const old = node('server-1');
      return [
        old,
        event(old, 'CertificateExpirationWarning', 'Node certificates require attention - restart k3s on this node'),
      ];
    },
    root: 'Node server-1',
    rule: 'certificate/node-expires',
    says: 'restarting its k3s service renews them',
  },
];

const quotaOf = (hard: JsonObject, status: JsonObject = {}) =>
  object('v1', 'ResourceQuota', 'limits', { spec: { hard }, status: { hard, ...status } });

const limits: Broken[] = [
  {
    name: 'a quota that is too small for what is wanted, before anything was refused',
    objects: () => [
      ...deployed('web', [{}], { replicas: 4, container: { resources: { requests: { cpu: '100m' } } } }),
      quotaOf({ 'requests.cpu': '300m' }, { used: { 'requests.cpu': '100m' } }),
    ],
    root: 'ResourceQuota shop/limits',
    rule: 'quota/too-small',
    says: 'allows 300m of requests.cpu, and the workloads of its namespace ask for 400m',
  },
  {
    name: 'a quota of pods that is too small',
    objects: () => [...deployed('web', [{}], { replicas: 3 }), quotaOf({ pods: '1' }, { used: { pods: '1' } })],
    root: 'ResourceQuota shop/limits',
    rule: 'quota/too-small',
    says: 'allows 1 of pods',
  },
];

const account = (name: string): ClusterObject => object('v1', 'ServiceAccount', name);

/** A role in the namespace, bound to an account. */
export function granted(accountName: string, rules: JsonObject[]): ClusterObject[] {
  return [
    account(accountName),
    object('rbac.authorization.k8s.io/v1', 'Role', accountName, { rules }),
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', accountName, {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: accountName },
      subjects: [{ kind: 'ServiceAccount', name: accountName, namespace: 'shop' }],
    }),
  ];
}

export const kubectl = (script: string): JsonObject => ({ command: ['/bin/sh', '-c'], args: [script] });

const rights: Broken[] = [
  {
    name: 'a program that was refused, by its log',
    objects: () => [
      ...granted('agent', [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }]),
      ...deployed('agent', [{ ...crashedOnce }], { pod: { serviceAccountName: 'agent' } }),
    ],
    log: [
      'starting',
      'Error: pods is forbidden: User "system:serviceaccount:shop:agent" cannot list resource "pods" in API group "" in the namespace "shop"',
    ],
    root: 'Deployment shop/agent',
    rule: 'access-denied/forbidden',
    says: '"agent" of "agent" has no right to list pods in shop',
  },
  {
    name: 'a program that was refused, by an event',
    objects: () => {
      const all = deployed('agent', [{}]);
      const [deployment] = all;
      return deployment
        ? [
            ...all,
            event(
              deployment,
              'SyncFailed',
              'secrets is forbidden: User "system:serviceaccount:shop:agent" cannot watch resource "secrets" in API group "" at the cluster scope',
            ),
          ]
        : [];
    },
    root: 'Deployment shop/agent',
    rule: 'access-denied/forbidden',
    says: 'no right to watch secrets in all namespaces',
  },
  {
    name: 'a command that its account has no right for',
    objects: () => [
      ...granted('agent', [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }]),
      ...deployed('agent', [{}], {
        pod: { serviceAccountName: 'agent' },
        container: kubectl('while true; do kubectl get pods -n shop; sleep 30; done'),
      }),
    ],
    root: 'Deployment shop/agent',
    rule: 'access-denied/no-right',
    says: 'no right to list pods in shop, which its command does',
  },
  {
    name: 'a binding to a role that is gone',
    objects: () => [
      ...granted('agent', []).filter(({ kind }) => kind !== 'Role'),
      ...deployed('agent', [{}], { pod: { serviceAccountName: 'agent' } }),
    ],
    root: 'RoleBinding shop/agent',
    rule: 'access-denied/role-missing',
    says: 'it gives none',
  },
];

const crashedOnce: JsonObject = {
  phase: 'Running',
  conditions: [
    { type: 'PodScheduled', status: 'True' },
    { type: 'Ready', status: 'False' },
  ],
  containerStatuses: [
    {
      name: 'main',
      ready: false,
      restartCount: 4,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 1, reason: 'Error', finishedAt: MINUTES_AGO } },
    },
  ],
};

const GATEWAY = 'gateway.networking.k8s.io/v1';
export const gatewayClass = (conditions: JsonObject[] = []) =>
  object(GATEWAY, 'GatewayClass', 'edge', {
    namespaced: false,
    spec: { controllerName: 'example.org/edge' },
    status: { conditions },
  });
export const gateway = (spec: JsonObject = {}, status: JsonObject = {}) =>
  object(GATEWAY, 'Gateway', 'front', {
    spec: { gatewayClassName: 'edge', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }], ...spec },
    status,
  });
export const route = (spec: JsonObject = {}, status: JsonObject = {}) =>
  object(GATEWAY, 'HTTPRoute', 'web', {
    spec: { parentRefs: [{ name: 'front' }], rules: [{ backendRefs: [{ name: 'web', port: 80 }] }], ...spec },
    status,
  });
export const webShop = (): ClusterObject[] => [...deployed('web', [{}]), service('web', { app: 'web' })];
const no = (type: string, reason: string, message: string): JsonObject => ({
  conditions: [{ type, status: 'False', reason, message, lastTransitionTime: EARLIER }],
});

const gateways: Broken[] = [
  {
    name: 'a gateway class that nobody serves',
    objects: () => [
      gatewayClass([
        {
          type: 'Accepted',
          status: 'Unknown',
          reason: 'Pending',
          message: 'Waiting for controller',
          lastTransitionTime: EARLIER,
        },
      ]),
    ],
    root: 'GatewayClass edge',
    rule: 'gateway-route/class-not-accepted',
    says: 'Waiting for controller',
  },
  {
    name: 'a gateway of a class that does not exist',
    objects: () => [gatewayClass(), gateway({ gatewayClassName: 'egde' })],
    root: 'Gateway shop/front',
    rule: 'gateway-route/class-missing',
    says: 'there is one called "edge"',
  },
  {
    name: 'a gateway that is not set up',
    objects: () => [gatewayClass(), gateway({}, no('Programmed', 'AddressNotAssigned', 'No address is free.'))],
    root: 'Gateway shop/front',
    rule: 'gateway-route/not-set-up',
    says: 'No address is free.',
  },
  {
    name: 'a gateway with a listener whose certificate is missing',
    objects: () => [
      gatewayClass(),
      gateway(
        {},
        { listeners: [{ name: 'http', ...no('ResolvedRefs', 'InvalidCertificateRef', 'secret not found') }] },
      ),
    ],
    root: 'Gateway shop/front',
    rule: 'gateway-route/not-set-up',
    says: 'listener "http"',
  },
  {
    name: 'a route of a gateway that does not exist',
    objects: () => [...webShop(), gatewayClass(), gateway(), route({ parentRefs: [{ name: 'fornt' }] })],
    root: 'HTTPRoute shop/web',
    rule: 'gateway-route/gateway-missing',
    says: '"fornt", which does not exist',
  },
  {
    name: 'a route for a listener that does not exist',
    objects: () => [
      ...webShop(),
      gatewayClass(),
      gateway(),
      route({ parentRefs: [{ name: 'front', sectionName: 'https' }] }),
    ],
    root: 'HTTPRoute shop/web',
    rule: 'gateway-route/listener-missing',
    says: 'none of that name',
  },
  {
    name: 'a route from a namespace that the gateway does not let in',
    objects: () => {
      const front = gateway();
      return [
        ...webShop(),
        gatewayClass(),
        { ...front, metadata: { ...front.metadata, namespace: 'edge' } },
        route({ parentRefs: [{ name: 'front', namespace: 'edge' }] }),
      ];
    },
    root: 'HTTPRoute shop/web',
    rule: 'gateway-route/not-allowed',
    says: 'does not let routes of the namespace "shop" in',
  },
  {
    name: 'a route that its gateway refuses',
    objects: () => [
      ...webShop(),
      gatewayClass(),
      gateway(),
      route({}, { parents: [no('Accepted', 'NoMatchingListenerHostname', 'no listener has this host')] }),
    ],
    root: 'HTTPRoute shop/web',
    rule: 'gateway-route/refused',
    says: 'no listener has this host',
  },
  {
    name: 'a route to a service that does not exist',
    objects: () => [
      ...webShop(),
      gatewayClass(),
      gateway(),
      route({ rules: [{ backendRefs: [{ name: 'wep', port: 80 }] }] }),
    ],
    root: 'HTTPRoute shop/web',
    rule: 'gateway-route/service-missing',
    says: 'there is one called "web"',
  },
  {
    name: 'a route to a port that its service does not have',
    objects: () => [
      ...webShop(),
      gatewayClass(),
      gateway(),
      route({ rules: [{ backendRefs: [{ name: 'web', port: 81 }] }] }),
    ],
    root: 'HTTPRoute shop/web',
    rule: 'gateway-route/port-missing',
    says: 'port 81 of the service "web", which has 80',
  },
];

/** A service that wants an address outside. */
export const outside = (name: string, given: JsonObject[] = []) =>
  object('v1', 'Service', name, {
    spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80 }] },
    status: { loadBalancer: { ingress: given } },
  });

const addresses: Broken[] = [
  {
    name: 'a service that nobody gives an address',
    objects: () => [...deployed('web', [{}]), outside('web')],
    root: 'Service shop/web',
    rule: 'load-balancer/nobody-gives',
    says: 'nothing in this cluster seems to give any',
  },
  {
    name: 'a service for which no address is left',
    objects: () => {
      const web = outside('web');
      return [...deployed('web', [{}]), web, event(web, 'AllocationFailed', 'Failed to allocate IP: no available IPs')];
    },
    root: 'Service shop/web',
    rule: 'load-balancer/refused',
    says: 'no available IPs',
  },
  {
    name: 'a service whose port another one has',
    objects: () => {
      const set = workload('svclb-web', { kind: 'DaemonSet' });
      const carrier = podOf(set, pendingOnPorts, {
        metadata: { labels: { 'svccontroller.k3s.cattle.io/svcname': 'web' } },
      });
      return [...deployed('web', [{}]), outside('web'), outside('traefik', [{ ip: '203.0.113.7' }]), set, carrier];
    },
    root: 'Service shop/web',
    rule: 'load-balancer/port-taken',
    says: 'taken by the service "traefik"',
  },
];

const pendingOnPorts: JsonObject = {
  phase: 'Pending',
  conditions: [{ type: 'Ready', status: 'False' }],
  containerStatuses: [],
};

const release = (version: number, status: string, minutesAgo: number) =>
  object('v1', 'Secret', `sh.helm.release.v1.shop.v${version}`, {
    metadata: {
      labels: {
        owner: 'helm',
        name: 'shop',
        version: String(version),
        status,
        modifiedAt: String(Math.round(NOW / 1_000) - minutesAgo * 60),
      },
    },
    type: 'helm.sh/release.v1',
  });

const OLM = 'operators.coreos.com/v1alpha1';
const plan = (status: JsonObject) =>
  object('upgrade.cattle.io/v1', 'Plan', 'servers', {
    metadata: { namespace: 'system-upgrade' },
    spec: { version: 'v1.36.3+k3s1' },
    status,
  });

const software: Broken[] = [
  {
    name: 'a release in the middle of an upgrade',
    objects: () => [release(1, 'deployed', 900), release(2, 'pending-upgrade', 40)],
    root: 'Secret shop/sh.helm.release.v1.shop.v2',
    rule: 'helm-release/hangs',
    says: 'left in the middle (pending-upgrade)',
  },
  {
    name: 'a release whose last change failed',
    objects: () => [release(9, 'superseded', 900), release(10, 'failed', 5)],
    root: 'Secret shop/sh.helm.release.v1.shop.v10',
    rule: 'helm-release/failed',
    says: 'revision 10',
  },
  {
    name: 'an upgrade to a version that nobody knows',
    objects: () => [plan(no('LatestResolved', 'Error', 'channel is not reachable'))],
    root: 'Plan system-upgrade/servers',
    rule: 'upgrade-plan/refused',
    says: 'channel is not reachable',
  },
  {
    name: 'an upgrade whose job has failed',
    objects: () => [plan(no('Complete', 'JobFailed', 'Job system-upgrade/apply-servers failed on Node a'))],
    root: 'Plan system-upgrade/servers',
    rule: 'upgrade-plan/failed',
    says: 'failed on Node a',
  },
  {
    name: 'an upgrade that does not go on',
    objects: () => [
      plan({ applying: ['server-1'] }),
      object('batch/v1', 'Job', 'apply-servers-on-server-1', {
        metadata: {
          namespace: 'system-upgrade',
          labels: { 'upgrade.cattle.io/plan': 'servers', 'upgrade.cattle.io/node': 'server-1' },
        },
        status: { active: 1 },
      }),
    ],
    root: 'Plan system-upgrade/servers',
    rule: 'upgrade-plan/stuck',
    says: 'at server-1 for more than half an hour',
  },
  {
    name: 'an installation plan that failed',
    objects: () => [
      object(OLM, 'InstallPlan', 'install-abc', {
        status: { phase: 'Failed', conditions: [{ type: 'Installed', status: 'False', message: 'no permission' }] },
      }),
    ],
    root: 'InstallPlan shop/install-abc',
    rule: 'operator-lifecycle/plan-failed',
    says: 'no permission',
  },
  {
    name: 'a catalogue that does not answer, and what follows from it',
    objects: () => [
      object(OLM, 'CatalogSource', 'community', {
        status: { connectionState: { lastObservedState: 'TRANSIENT_FAILURE' } },
      }),
      object(OLM, 'Subscription', 'database', {
        spec: { source: 'community', sourceNamespace: 'shop' },
        status: {
          conditions: [
            { type: 'CatalogSourcesUnhealthy', status: 'True', message: 'not healthy', lastTransitionTime: EARLIER },
          ],
        },
      }),
    ],
    root: 'CatalogSource shop/community',
    rule: 'operator-lifecycle/catalog-unreachable',
    says: 'does not answer',
  },
  {
    name: 'an operator that could not be installed',
    objects: () => [
      object(OLM, 'ClusterServiceVersion', 'database.v1', { status: { phase: 'Failed', message: 'install timeout' } }),
    ],
    root: 'ClusterServiceVersion shop/database.v1',
    rule: 'operator-lifecycle/operator-failed',
    says: 'install timeout',
  },
];

/** A policy for all pods of the namespace. */
export const policy = (name: string, spec: JsonObject) =>
  object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec: { podSelector: {}, ...spec } });

const policies: Broken[] = [
  {
    name: 'a policy that keeps the ingress out',
    objects: () => [
      ...webShop(),
      ingress('web', { service: { name: 'web', port: { number: 80 } } }),
      policy('own-only', { policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] }),
    ],
    root: 'NetworkPolicy shop/own-only',
    rule: 'network-policy/cuts-ingress',
    says: 'to which the ingress "web" leads',
  },
  {
    name: 'a policy that forgets names',
    objects: () => [
      ...deployed('web', [{}]),
      policy('to-db', {
        policyTypes: ['Egress'],
        egress: [{ to: [{ podSelector: { matchLabels: { app: 'db' } } }], ports: [{ port: 5432 }] }],
      }),
    ],
    root: 'NetworkPolicy shop/to-db',
    rule: 'network-policy/cuts-names',
    says: 'but not look up names (port 53)',
  },
];

/** Broken outside of the workloads: what the cluster is made of, and what stands before it. */
export const brokenPlatform: readonly Broken[] = [
  ...controlPlane,
  ...certificates,
  ...limits,
  ...rights,
  ...gateways,
  ...addresses,
  ...software,
  ...policies,
];
