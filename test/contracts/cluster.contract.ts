import type { Cluster } from '#src/cluster/index.ts';

import { applying } from './cluster/applying.ts';
import { asking } from './cluster/asking.ts';
import { deleting } from './cluster/deleting.ts';
import { eviction } from './cluster/eviction.ts';
import { refusing } from './cluster/refusing.ts';
import { serverSideApply } from './cluster/server-side-apply.ts';
import { validation } from './cluster/validation.ts';
import { watching } from './cluster/watching.ts';
import { workloads } from './cluster/workloads.ts';

/** A cluster to be tried, with places where nothing is yet. */
export interface ClusterUnderTest {
  cluster: Cluster;
  kubeconfig: string;
  /** A fresh namespace. */
  namespace(): Promise<string>;
  close(): Promise<void>;
}

/** A theme of the contract: registers its cases. `under` may be called inside of them only. */
export type ClusterCases = (under: () => ClusterUnderTest) => void;

/** What the product expects of a Kubernetes cluster through its port: themes, each in a file of its own. */
const themes: { readonly [theme: string]: ClusterCases } = {
  asking,
  applying,
  'server-side apply': serverSideApply,
  validation,
  refusing,
  deleting,
  eviction,
  watching,
  workloads,
};

/** Runs on whatever claims to be a Kubernetes cluster: the emulator is believed as far as it passes what the real one does. */
export function clusterContract(name: string, make: () => Promise<ClusterUnderTest>): void {
  describe(`${name} is a Kubernetes cluster`, function () {
    this.timeout(30_000);
    let opened: ClusterUnderTest | undefined;
    const under = () => {
      if (!opened) throw new Error('The cluster is there inside of cases only.');
      return opened;
    };
    before(async function () {
      this.timeout(90_000);
      opened = await make();
    });
    after(async () => {
      await opened?.close();
    });
    for (const [theme, cases] of Object.entries(themes)) describe(theme, () => cases(under));
  });
}
