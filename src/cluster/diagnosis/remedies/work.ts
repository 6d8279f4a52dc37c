import { numberAt, textAt, textsAt } from '../../fields.ts';
import type { Remedies } from '../remedy.ts';
import { fieldRemedy, found, rollBack } from './workload.ts';

/** Work that somebody suspended: resumed. */
export const suspendedRemedies: Remedies = function* suspendedRemedies(finding) {
  if (finding.cause !== 'suspended') return;
  yield fieldRemedy(
    {
      id: 'resume',
      title: `Resume "${finding.object.name}"`,
      warning: 'It was suspended by somebody, perhaps on purpose.',
    },
    finding.object,
    { spec: { suspend: false } },
  );
};

/** A set that a broken member holds up: that pod goes, and comes back as it should be. */
export const statefulSetRemedies: Remedies = function* statefulSetRemedies(finding, snapshot) {
  const pod = textAt(finding.facts, 'pod');
  const { namespace } = finding.object;
  if (finding.cause === 'stuck-revision' && pod !== undefined && namespace !== undefined) {
    yield {
      id: 'replace-member',
      title: `Replace the pod "${pod}"`,
      risk: 'disruptive',
      warning: 'It is deleted, and made anew from the present settings. Its volumes stay.',
      undo: 'A deleted pod does not come back as it was; its data does.',
      changes: () => ({ deletes: [{ apiVersion: 'v1', kind: 'Pod', namespace, name: pod }] }),
    };
  }
  const service = textAt(finding.facts, 'service');
  const set = found(snapshot, finding.object);
  if (finding.cause === 'service-missing' && service !== undefined && namespace !== undefined && set) {
    const labels =
      (set.spec as { selector?: { matchLabels?: { [label: string]: string } } } | undefined)?.selector?.matchLabels ??
      {};
    yield {
      id: 'create-service',
      title: `Make the service "${service}"`,
      risk: 'reversible',
      warning: 'Nothing that runs is touched.',
      undo: 'It is deleted again.',
      changes: () => ({
        objects: [
          {
            apiVersion: 'v1',
            kind: 'Service',
            metadata: { name: service, namespace },
            spec: { clusterIP: 'None', selector: labels },
          },
        ],
      }),
    };
  }
};

/** An autoscaler at its upper end. */
export const autoscalerRemedies: Remedies = function* autoscalerRemedies(finding) {
  const most = numberAt(finding.facts, 'most');
  if (finding.cause !== 'at-limit' || most === undefined) return;
  const more = Math.max(most + 1, Math.ceil(most * 1.5));
  yield fieldRemedy(
    {
      id: 'more-copies',
      title: `Let it make ${more} copies instead of ${most}`,
      warning: 'More copies use more of the cluster.',
    },
    finding.object,
    { spec: { maxReplicas: more } },
  );
};

/** A budget that lets nothing go: one pod at a time. */
export const budgetRemedies: Remedies = function* budgetRemedies(finding) {
  if (finding.cause !== 'never') return;
  yield fieldRemedy(
    {
      id: 'one-at-a-time',
      title: 'Let one pod go at a time',
      warning: 'While a node is emptied, one copy fewer answers.',
    },
    finding.object,
    { spec: { minAvailable: null, maxUnavailable: 1 } },
  );
};

/** A webhook that nobody answers and that stops every change: what is left of something that was removed. */
export const webhookRemedies: Remedies = function* webhookRemedies(finding) {
  if (finding.cause !== 'service-missing') return;
  yield {
    id: 'remove',
    title: `Remove "${finding.object.name}"`,
    risk: 'disruptive',
    warning: 'What it checked is not checked any more. Right if the program that brought it has been removed.',
    undo: 'It is made again as it was.',
    changes: () => ({ deletes: [finding.object] }),
  };
};

/** Pods that were thrown out and only lie around. */
export const evictedRemedies: Remedies = function* evictedRemedies(finding) {
  const { namespace } = finding.object;
  const pods = textsAt(finding.facts, 'pods');
  if (namespace === undefined || pods.length === 0) return;
  yield {
    id: 'clear',
    title:
      pods.length === 1
        ? 'Clear away the pod that was thrown out'
        : `Clear away the ${pods.length} pods that were thrown out`,
    risk: 'reversible',
    warning: 'They do not run; only what they last said is lost.',
    undo: 'What they last said does not come back.',
    changes: () => ({ deletes: pods.map((name) => ({ apiVersion: 'v1', kind: 'Pod', namespace, name })) }),
  };
};

/** A rollout that stopped trying: what ran before. */
export const rolloutRemedies: Remedies = rollBack;
