import { labelsAt, objectAt } from '#src/cluster/fields.ts';

import type { KubernetesObject } from '../kubernetes-object.ts';

/** A job knows its pods by its own uid, unless its author chose otherwise. */
export function admitJob(job: KubernetesObject): KubernetesObject {
  if (job.spec?.['manualSelector'] === true) return job;
  const { uid, name } = job.metadata;
  const labels = {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
  const template = objectAt(job, 'spec', 'template');
  const all = { ...labelsAt(job, 'spec', 'template', 'metadata', 'labels'), ...labels };
  return {
    ...job,
    // A job without labels of its own carries those of its pods.
    metadata: { ...job.metadata, labels: job.metadata.labels ?? all },
    spec: {
      ...job.spec,
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
      template: {
        ...template,
        metadata: {
          ...objectAt(template, 'metadata'),
          labels: all,
        },
      },
    },
  };
}
