import { referenceTo } from '../../cluster-object.ts';
import type { Check, LineDraft } from '../check.ts';
import { byHand } from '../remedies.ts';
import { shown } from '../wording.ts';

/** Labels that providers put on the nodes of clusters that they run. */
const providers: readonly { label: RegExp; name: string; steps: string[] }[] = [
  {
    label: /^eks\.amazonaws\.com\//,
    name: 'Amazon EKS',
    steps: ['aws eks update-cluster-version, then the node groups'],
  },
  { label: /^cloud\.google\.com\/gke-/, name: 'Google GKE', steps: ['gcloud container clusters upgrade'] },
  { label: /^kubernetes\.azure\.com\//, name: 'Azure AKS', steps: ['az aks upgrade'] },
  { label: /^doks\.digitalocean\.com\//, name: 'DigitalOcean', steps: ['doctl kubernetes cluster upgrade'] },
  { label: /^node\.openshift\.io\//, name: 'OpenShift', steps: ['oc adm upgrade'] },
  {
    label: /^(cattle\.io\/os$|rke\.cattle\.io\/)/,
    name: 'Rancher',
    steps: ["Choose the version in Rancher's cluster settings"],
  },
];

/** Clusters that somebody else upgrades: what the wizard would do, they would undo. */
export const managedCluster: Check = {
  subject: 'Who upgrades this cluster',
  needs: ['Node'],
  fine: 'No provider upgrades this cluster by its own means.',
  *judge({ snapshot }): Generator<LineDraft> {
    for (const node of snapshot.all('Node')) {
      for (const { label, name, steps } of providers) {
        const found = Object.keys(node.metadata.labels ?? {}).find((one) => label.test(one));
        if (found === undefined) continue;
        const reference = referenceTo(node);
        yield {
          verdict: 'warn',
          title: `${name} runs this cluster, and upgrades it by its own means.`,
          detail: 'Use them for the upgrade itself. What is found here counts all the same.',
          objects: [reference],
          evidence: [
            shown(
              reference,
              `metadata.labels["${found}"]`,
              node.metadata.labels?.[found] ?? '',
              `"${reference.name}" belongs to ${name}.`,
            ),
          ],
          remedies: [byHand({ id: 'provider', title: `Upgrade by ${name}`, steps })],
        };
        return;
      }
    }
  },
};
