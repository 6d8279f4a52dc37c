import { type ClusterObject, labelsAt, type ObjectDraft, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';

import { mainContainer } from '../apps/app-objects.ts';
import type { AppReference } from '../apps/app-reference.ts';
import type { WantedChanges } from '../changes/index.ts';

/** The label of a copy that tries a new image beside an app: whose it is. */
const TRIAL = '3bot.io/trial-of';
/** Seconds that the copy has to come up. */
const PATIENCE_SECONDS = 300;

/** The app that one copy of a new image is. */
export function trialOf({ namespace, name }: AppReference): AppReference {
  return { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: `${name.slice(0, 58)}-try` };
}

/** Why one copy of another image cannot stand beside an app; undefined where it can. */
export function noTrialBecause(app: ClusterObject): string | undefined {
  const { name } = app.metadata;
  if (app.kind === 'StatefulSet') {
    return `"${name}" changes one copy at a time, the last first, and goes no further where one does not come up.`;
  }
  if (app.kind !== 'Deployment') return `"${name}" runs once on every node, and changes node after node.`;
  if (app.spec?.['replicas'] === 0) return `"${name}" is stopped: nothing runs that a copy could be tried beside.`;
  const volumes = objectsAt(app, 'spec', 'template', 'spec', 'volumes');
  if (volumes.some((volume) => 'persistentVolumeClaim' in volume || 'hostPath' in volume)) {
    return `"${name}" writes to a volume: two versions of it at once could harm what is on it.`;
  }
  if (textAt(app, 'spec', 'strategy', 'type') === 'Recreate') {
    return `"${name}" is made so that two versions of it never run at once.`;
  }
  return undefined;
}

/** One copy with the new image beside those that run. It gets its share of what comes in by a Service. */
export function wantTrial(app: ClusterObject, reference: AppReference, image: string): WantedChanges {
  const trial = trialOf(reference);
  const template = objectAt(app, 'spec', 'template');
  const label = { [TRIAL]: reference.name };
  const labels = { ...labelsAt(template, 'metadata', 'labels'), ...label };
  const copy: ObjectDraft = {
    apiVersion: trial.apiVersion,
    kind: trial.kind,
    metadata: { name: trial.name, namespace: trial.namespace, labels: label },
    spec: {
      replicas: 1,
      revisionHistoryLimit: 0,
      progressDeadlineSeconds: PATIENCE_SECONDS,
      selector: { matchLabels: { ...labelsAt(app, 'spec', 'selector', 'matchLabels'), ...label } },
      template: {
        ...template,
        metadata: { ...objectAt(template, 'metadata'), labels },
        spec: { ...objectAt(template, 'spec'), containers: withImage(app, image) },
      },
    },
  };
  return {
    title: `Try one copy of ${reference.name} with ${image}`,
    objects: [copy],
    patienceSeconds: PATIENCE_SECONDS,
    notes: ['If it does not come up, it is taken away again; what runs now is not touched.'],
  };
}

/** All copies with the new image, one after the other; what runs now comes back where they do not come up. */
export function wantImage(app: ClusterObject, reference: AppReference, image: string): WantedChanges {
  const cause = { 'kubernetes.io/change-cause': `Image ${image}` };
  return {
    title: `Upgrade ${reference.name} to ${image}`,
    patches: [
      {
        reference,
        patch: {
          metadata: { annotations: cause },
          spec: { template: { spec: { containers: withImage(app, image) } } },
        },
      },
    ],
    patienceSeconds: PATIENCE_SECONDS * 2,
    notes: ['If it does not come up, what runs now is brought back.'],
  };
}

/** Without the copy that tried. */
export function wantNoTrial(reference: AppReference): WantedChanges {
  return { title: `Take away the trial copy of ${reference.name}`, deletes: [trialOf(reference)], ready: [] };
}

function withImage(app: ClusterObject, image: string) {
  const main = mainContainer(app)['name'];
  return objectsAt(app, 'spec', 'template', 'spec', 'containers').map((container) =>
    container['name'] === main ? { ...container, image } : container,
  );
}
