import { referenceTo } from '../../cluster-object.ts';
import { type Check, fromHop, type LineDraft, passes } from '../check.ts';
import { endings } from '../facts/endings.ts';
import { MOST_OBJECTS } from '../wording.ts';

/** What releases on the way take away beside APIs, and what of it this cluster uses. */
export const endingsCheck: Check = {
  subject: 'What the releases on the way take away',
  needs: [
    'Node',
    'Pod',
    'PersistentVolume',
    'Deployment',
    'StatefulSet',
    'DaemonSet',
    'ConfigMap',
    'CSIDriver',
    'PodSecurityPolicy',
  ],
  fine: 'Nothing that the releases on the way take away is in use.',
  *judge(preflight): Generator<LineDraft> {
    for (const { minor, verdict, title, detail, source, find } of endings) {
      if (!passes(preflight, minor)) continue;
      const found = [...find(preflight)];
      if (found.length === 0) continue;
      yield {
        verdict,
        title,
        detail,
        objects: found.slice(0, MOST_OBJECTS).map(({ object }) => referenceTo(object)),
        evidence: [...found.slice(0, 5).map(({ evidence }) => evidence), { value: source, text: 'Where it is said.' }],
        ...fromHop(preflight, minor),
      };
    }
  },
};
