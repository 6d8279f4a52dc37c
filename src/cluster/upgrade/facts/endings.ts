import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { objectsAt, textAt, textsAt, valueAt } from '../../fields.ts';
import { othersOf, type Preflight } from '../preflight.ts';
import type { UpgradeEvidence } from '../report.ts';
import { compareVersions } from '../version.ts';
import { shown } from '../wording.ts';

/** Something other than an API that a minor of Kubernetes takes away, or makes an error. */
export interface Ending {
  /** 1025 for 1.25. */
  minor: number;
  verdict: 'warn' | 'blocks';
  title: string;
  detail: string;
  source: string;
  find(preflight: Preflight): Iterable<Found>;
}

interface Found {
  object: ClusterObject;
  evidence: UpgradeEvidence;
}

/** What ends, in the order of the releases. Only what is documented, each with where. */
export const endings: readonly Ending[] = [
  {
    minor: 1024,
    verdict: 'blocks',
    title: 'Kubernetes 1.24 has no dockershim any more: nodes that run containers by Docker stop.',
    detail: 'Move these nodes to containerd, or install cri-dockerd, first.',
    source: 'https://kubernetes.io/blog/2022/02/17/dockershim-faq/',
    find: (preflight) =>
      nodesWhere(preflight, ['containerRuntimeVersion'], (runtime) => runtime.startsWith('docker://')),
  },
  {
    minor: 1024,
    verdict: 'warn',
    title: 'From 1.24 on, servers have no label node-role.kubernetes.io/master any more.',
    detail: 'What chooses its node by it finds none. Choose by node-role.kubernetes.io/control-plane instead.',
    source: 'https://github.com/kubernetes/kubernetes/blob/master/CHANGELOG/CHANGELOG-1.24.md',
    find: ({ snapshot }) =>
      workloads(snapshot).flatMap((object) => {
        const selector = valueAt(object, 'spec', 'template', 'spec', 'nodeSelector', 'node-role.kubernetes.io/master');
        const field = 'spec.template.spec.nodeSelector["node-role.kubernetes.io/master"]';
        return selector === undefined
          ? []
          : [found(object, field, String(selector), 'chooses its node by the old label')];
      }),
  },
  {
    minor: 1025,
    verdict: 'blocks',
    title: 'Kubernetes 1.25 has no pod security policies any more: what they forbid is allowed from then on.',
    detail:
      'Put labels of Pod Security Admission (pod-security.kubernetes.io/enforce) on the namespaces first, then remove the policies.',
    source: 'https://kubernetes.io/docs/tasks/configure-pod-container/migrate-from-psp/',
    find: (preflight) =>
      othersOf(preflight, 'PodSecurityPolicy').map((object) =>
        found(object, 'kind', 'PodSecurityPolicy', 'is a policy that ends'),
      ),
  },
  {
    minor: 1025,
    verdict: 'blocks',
    title: 'Kubernetes 1.25 cannot mount volumes of Flocker, Quobyte and StorageOS any more.',
    detail: 'Move this data to volumes of a CSI driver first.',
    source: 'https://kubernetes.io/blog/2022/08/04/upcoming-changes-in-kubernetes-1-25/',
    find: (preflight) => volumesOf(preflight, ['flocker', 'quobyte', 'storageos']),
  },
  {
    minor: 1026,
    verdict: 'blocks',
    title: 'Kubernetes 1.26 cannot mount volumes of GlusterFS any more.',
    detail: 'Move this data to volumes of a CSI driver first.',
    source: 'https://kubernetes.io/blog/2022/11/18/upcoming-changes-in-kubernetes-1-26/',
    find: (preflight) => volumesOf(preflight, ['glusterfs']),
  },
  {
    minor: 1027,
    verdict: 'warn',
    title: 'From 1.27 on, seccomp annotations mean nothing.',
    detail: 'Write securityContext.seccompProfile instead, or these containers run without their profile.',
    source: 'https://kubernetes.io/blog/2023/03/17/upcoming-changes-in-kubernetes-v1-27/',
    find: ({ snapshot }) =>
      workloads(snapshot).flatMap((object) => {
        const annotations = Object.keys(
          (valueAt(object, 'spec', 'template', 'metadata', 'annotations') ?? {}) as object,
        );
        const name = annotations.find((one) => /^(container\.)?seccomp\.security\.alpha\.kubernetes\.io\//.test(one));
        return name === undefined
          ? []
          : [found(object, 'spec.template.metadata.annotations', name, 'has such an annotation')];
      }),
  },
  ...(
    [
      [1026, 'OpenStack Cinder', 'cinder', 'cinder.csi.openstack.org'],
      [1027, 'AWS EBS', 'awsElasticBlockStore', 'ebs.csi.aws.com'],
      [1027, 'Azure Disk', 'azureDisk', 'disk.csi.azure.com'],
      [1028, 'GCE persistent disks', 'gcePersistentDisk', 'pd.csi.storage.gke.io'],
      [1030, 'Azure File', 'azureFile', 'file.csi.azure.com'],
      [1030, 'vSphere', 'vsphereVolume', 'csi.vsphere.vmware.com'],
    ] as const
  ).map(
    ([minor, name, field, driver]): Ending => ({
      minor,
      verdict: 'blocks',
      title: `From 1.${minor % 1000} on, volumes of ${name} need the CSI driver ${driver}, and it is not installed.`,
      detail: 'Install the driver first. The volumes stay as they are.',
      source: 'https://kubernetes.io/docs/concepts/storage/volumes/',
      find: (preflight) => {
        const installed = othersOf(preflight, 'CSIDriver').some(({ metadata }) => metadata.name === driver);
        return installed || preflight.unread.has('CSIDriver') ? [] : volumesOf(preflight, [field]);
      },
    }),
  ),
  {
    minor: 1029,
    verdict: 'blocks',
    title: 'From 1.29 on, Kubernetes does not talk to clouds by itself any more.',
    detail: 'Install the cloud controller manager of the provider, and start with --cloud-provider=external, first.',
    source: 'https://kubernetes.io/blog/2023/12/14/cloud-provider-integration-changes/',
    find: ({ snapshot }) =>
      snapshot
        .all('Pod')
        .filter(({ metadata }) => metadata.namespace === 'kube-system')
        .flatMap((object) => {
          const words = objectsAt(object, 'spec', 'containers').flatMap((one) => [
            ...textsAt(one, 'command'),
            ...textsAt(one, 'args'),
          ]);
          const flag = words.find((word) => /^--cloud-provider=(aws|azure|gce|openstack|vsphere)$/.test(word));
          return flag === undefined
            ? []
            : [found(object, 'spec.containers[].command', flag, `is started with ${flag}`)];
        }),
  },
  {
    minor: 1031,
    verdict: 'blocks',
    title: 'Kubernetes 1.31 cannot mount volumes of CephFS and RBD by itself any more.',
    detail: 'Move this data to volumes of the CSI driver of Ceph first.',
    source: 'https://kubernetes.io/blog/2024/07/19/kubernetes-1-31-upcoming-changes/',
    find: (preflight) => volumesOf(preflight, ['cephfs', 'rbd']),
  },
  {
    minor: 1033,
    verdict: 'blocks',
    title: 'From 1.33 on, gitRepo volumes are not mounted any more.',
    detail: 'Fetch the repository in an init container instead.',
    source: 'https://kubernetes.io/blog/2025/03/26/kubernetes-v1-33-upcoming-changes/',
    find: ({ snapshot }) =>
      workloads(snapshot).flatMap((object) =>
        objectsAt(object, 'spec', 'template', 'spec', 'volumes')
          .filter((volume) => valueAt(volume, 'gitRepo') !== undefined)
          .map((volume) =>
            found(
              object,
              `spec.template.spec.volumes[${textAt(volume, 'name')}].gitRepo`,
              textAt(volume, 'gitRepo', 'repository') ?? '',
              'has such a volume',
            ),
          ),
      ),
  },
  {
    minor: 1034,
    verdict: 'warn',
    title: 'Kubernetes 1.34 comes with etcd 3.6, and etcd older than 3.5.20 may not survive that step.',
    detail: 'Go to the newest patch of what runs now first: it brings a later etcd 3.5.',
    source: 'https://etcd.io/blog/2025/upgrade_from_3.5_to_3.6_issue/',
    find: ({ snapshot }) =>
      snapshot
        .all('Pod')
        .filter(({ metadata }) => metadata.namespace === 'kube-system' && metadata.labels?.['component'] === 'etcd')
        .flatMap((object) => {
          const image = textAt(objectsAt(object, 'spec', 'containers')[0], 'image') ?? '';
          const version = /:v?(3\.\d+\.\d+)/.exec(image)?.[1];
          if (version === undefined || compareVersions(version, '3.5.20') >= 0) return [];
          return [found(object, 'spec.containers[etcd].image', image, `runs etcd ${version}`)];
        }),
  },
  {
    minor: 1035,
    verdict: 'warn',
    title: 'From 1.35 on, a kubelet does not start on a machine with cgroup v1, and these systems begin with it.',
    detail:
      'On such a node, "stat -fc %T /sys/fs/cgroup" says cgroup2fs where all is well. If not, switch it over, or set failCgroupV1: false for the time.',
    source: 'https://kubernetes.io/blog/2025/12/17/kubernetes-v1-35-release/',
    find: (preflight) => nodesWhere(preflight, ['osImage'], (system) => withOldGroups.test(system)),
  },
  {
    minor: 1035,
    verdict: 'warn',
    title: 'The ipvs mode of kube-proxy is deprecated from 1.35 on.',
    detail: 'It works for now. Plan to change to nftables.',
    source: 'https://kubernetes.io/blog/2025/12/17/kubernetes-v1-35-release/',
    find: ({ snapshot }) => {
      const object = snapshot.find('ConfigMap', 'kube-system', 'kube-proxy');
      const [mode] = /^mode:\s*["']?ipvs["']?\s*$/m.exec(textAt(object, 'data', 'config.conf') ?? '') ?? [];
      return object && mode !== undefined ? [found(object, 'data["config.conf"]', mode, 'sets the mode')] : [];
    },
  },
  {
    minor: 1036,
    verdict: 'blocks',
    title: 'Kubernetes 1.35 was the last that works with containerd 1.',
    detail: 'Upgrade containerd on these nodes to 2 first.',
    source: 'https://kubernetes.io/blog/2025/12/17/kubernetes-v1-35-release/',
    // k3s and RKE2 bring their own.
    find: (preflight) =>
      nodesWhere(preflight, ['containerRuntimeVersion'], (runtime) => /^containerd:\/\/1\.(?!.*k3s)/.test(runtime)),
  },
];

/** Systems whose newest release began with cgroup v1. */
const withOldGroups =
  /(Ubuntu (16|18|20)\.04|Debian GNU\/Linux (9|10)\b|CentOS Linux [78]\b|(Red Hat Enterprise Linux|Rocky Linux|AlmaLinux|Oracle Linux)\D* [78]\b|Amazon Linux 2(?!0))/;

const found = (object: ClusterObject, field: string, value: string, does: string): Found => ({
  object,
  evidence: shown(referenceTo(object), field, value, `"${object.metadata.name}" ${does}.`),
});

function nodesWhere({ snapshot }: Preflight, [field]: [string], holds: (value: string) => boolean): Found[] {
  return snapshot.all('Node').flatMap((node) => {
    const value = textAt(node, 'status', 'nodeInfo', field) ?? '';
    const own =
      /\+(k3s|rke2r)/.test(textAt(node, 'status', 'nodeInfo', 'kubeletVersion') ?? '') &&
      field === 'containerRuntimeVersion';
    return holds(value) && !own ? [found(node, `status.nodeInfo.${field}`, value, `runs ${value}`)] : [];
  });
}

function volumesOf({ snapshot }: Preflight, types: readonly string[]): Found[] {
  return snapshot.all('PersistentVolume').flatMap((volume) => {
    const type = types.find((one) => valueAt(volume, 'spec', one) !== undefined);
    return type === undefined ? [] : [found(volume, `spec.${type}`, type, `is a volume of ${type}`)];
  });
}

function workloads(snapshot: Preflight['snapshot']): ClusterObject[] {
  return [...snapshot.all('Deployment'), ...snapshot.all('StatefulSet'), ...snapshot.all('DaemonSet')];
}
