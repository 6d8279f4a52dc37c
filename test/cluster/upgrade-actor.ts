import { setTimeout as pause } from 'node:timers/promises';

import { type Cluster, ClusterError, labelsAt, objectsAt, textAt, textsAt } from '#src/cluster/index.ts';

const PLAN = { apiVersion: 'upgrade.cattle.io/v1', kind: 'Plan' };
const NODE = { apiVersion: 'v1', kind: 'Node' };
const PAUSE_MS = 200;

/**
 * An emulator: plays the system-upgrade-controller and the Jobs that replace k3s, on a real control plane with emulated
 * nodes. A node that a Plan selects gets the Plan's version, unless its machine is dead; with the server the control plane
 * itself is replaced. Agents wait for the Plan that `prepare` names.
 */
export class UpgradeActor {
  readonly #cluster: Cluster;
  readonly #replaceServer: () => Promise<void>;
  readonly #stopping = new AbortController();
  readonly #working: Promise<void>;

  constructor(cluster: Cluster, replaceServer: () => Promise<void>) {
    this.#cluster = cluster;
    this.#replaceServer = replaceServer;
    this.#working = this.#work();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#round();
      } catch (error) {
        if (!(error instanceof ClusterError)) throw error;
      }
      await pause(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #round(): Promise<void> {
    for await (const plan of this.#cluster.list(PLAN)) {
      const version = textAt(plan, 'spec', 'version') ?? '';
      const waitsFor = textsAt(plan, 'spec', 'prepare', 'args').at(-1);
      const { name, namespace = '' } = plan.metadata;
      if (waitsFor !== undefined) {
        const first = await this.#cluster.get({ ...PLAN, namespace, name: waitsFor });
        if (!objectsAt(first, 'status', 'conditions').some(({ reason }) => reason === 'AllNodes')) continue;
      }
      for await (const node of this.#cluster.list(NODE)) {
        const runs = textAt(node, 'status', 'nodeInfo', 'kubeletVersion');
        const labels = labelsAt(node, 'metadata', 'labels');
        if (runs === version || labels['emulated/kubelet'] === 'stopped' || !selected(plan, labels)) continue;
        if (labels['node-role.kubernetes.io/control-plane'] === 'true') await this.#replaceServer();
        const annotations = { 'emulated/kubelet-version': version };
        await this.#cluster.patch({ ...NODE, name: node.metadata.name }, { metadata: { annotations } });
      }
      const complete = {
        type: 'Complete',
        status: 'True',
        reason: 'AllNodes',
        message: '',
        lastUpdateTime: new Date().toISOString(),
      };
      await this.#cluster.patch(
        { ...PLAN, namespace, name },
        { status: { latestVersion: version.replace('+', '-'), conditions: [complete] } },
        { subresource: 'status' },
      );
    }
  }
}

function selected(plan: object, labels: { [label: string]: string }): boolean {
  return objectsAt(plan, 'spec', 'nodeSelector', 'matchExpressions').every((expression) => {
    const value = labels[textAt(expression, 'key') ?? ''];
    switch (expression['operator']) {
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      default:
        return value !== undefined && textsAt(expression, 'values').includes(value);
    }
  });
}
