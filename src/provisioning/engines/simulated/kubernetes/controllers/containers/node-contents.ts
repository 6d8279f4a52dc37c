import { objectsAt, textAt } from '#src/cluster/index.ts';

import { pods } from '../../kinds/index.ts';
import type { KubernetesObject } from '../../kubernetes-object.ts';
import type { ControlledCluster } from '../controller.ts';

/** What the nodes hold during one pass of the kubelets: images, and the addresses of their pods. Looked up at the first question. */
export class NodeContents {
  readonly #cluster: ControlledCluster;
  #images: Map<string, string> | undefined;
  #addresses: Set<string> | undefined;

  constructor(cluster: ControlledCluster) {
    this.#cluster = cluster;
  }

  /** The image's digest, where a pod on the node has it already. */
  image(node: KubernetesObject, image: string): string | undefined {
    this.#images ??= this.#imagesThere();
    return this.#images.get(`${node.metadata.name} ${image}`);
  }

  /** The first address of the node's range that no pod has; it is taken with that. */
  freeAddress(node: KubernetesObject): string {
    this.#addresses ??= new Set(this.#cluster.store.list(pods).map((pod) => textAt(pod, 'status', 'podIP') ?? ''));
    const network = (textAt(node, 'spec', 'podCIDR') ?? '10.42.0.0/24').split('.').slice(0, 3).join('.');
    let host = 2;
    while (host < 255 && this.#addresses.has(`${network}.${host}`)) host += 1;
    const address = `${network}.${host}`;
    this.#addresses.add(address);
    return address;
  }

  #imagesThere(): Map<string, string> {
    const there = new Map<string, string>();
    for (const pod of this.#cluster.store.list(pods)) {
      const node = textAt(pod, 'spec', 'nodeName');
      if (node === undefined) continue;
      for (const list of ['containerStatuses', 'initContainerStatuses']) {
        for (const status of objectsAt(pod, 'status', list)) {
          const digest = textAt(status, 'imageID') ?? '';
          if (digest !== '') there.set(`${node} ${textAt(status, 'image') ?? ''}`, digest);
        }
      }
    }
    return there;
  }
}

/** The node's own address in the VDC. */
export function hostAddress(node: KubernetesObject): string {
  const found = objectsAt(node, 'status', 'addresses').find(({ type }) => type === 'InternalIP');
  return textAt(found, 'address') ?? '';
}
