import type { RepairTexts } from './repair-texts.ts';

/** What repair says in English. */
export const en: RepairTexts = {
  severities: { critical: 'In danger', error: 'Broken', warning: 'Needs a look', advice: 'Could be better' },
  risks: { reversible: 'can be undone', disruptive: 'restarts pods', destructive: 'cannot be undone' },
  found: (count, grave, checks) => {
    if (count === 0) return `All is well: ${checks} checks found nothing wrong.`;
    const things = count === 1 ? 'One thing needs' : `${count} things need`;
    return grave === 0
      ? `${things} a look; nothing is broken.`
      : `${things} attention, ${grave === count ? 'all' : grave} of them badly.`;
  },
  unchecked: (what) => `I could not check: ${what}.`,
  object: 'What',
  since: 'Since',
  breaks: 'Breaks',
  evidence: 'What shows it',
  and: (names, more) => `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  noRemedy: 'I know no safe way to mend this by myself.',
  well: (title) => `Done: "${title}". I looked again, and it is well.`,
  stillThere: 'It is done, but the trouble is still there. You can undo it, or look further.',
  worse: (summary) => `It is done, but something new is wrong: ${summary}`,
  gone: 'This is well by now: there is nothing to mend any more.',
  faults: {
    'network-plugin': 'The network plugin of a node stops',
    'memory-pressure': 'A node runs out of memory',
    cordon: 'A node was closed for new pods and forgotten',
    'node-taint': 'The nodes take no pods any more',
    'bad-image': 'The image of an app is gone',
    'private-image': 'An app asks for an image it may not have',
    'pod-crash': 'An app crashes again and again',
    'out-of-memory': 'An app has too little memory',
    'too-big': 'An app asks for more than any node has',
    'wrong-probe': 'The health check of an app asks the wrong port',
    'missing-config': 'A secret or setting that an app needs is gone',
    'service-selector': 'A service finds none of its pods',
    'service-port': 'A service sends to a port where nobody listens',
    'ingress-backend': 'The way in leads to a service that is not there',
    'scaled-to-zero': 'Somebody stopped an app',
    'rollout-paused': 'Somebody paused the rollout of an app',
    quota: 'A quota lets no more pods in',
    'missing-class': 'An app asks for a kind of disk that is not there',
    dns: "The cluster's names are not answered any more",
    metrics: 'Nobody measures any more',
    'worker-dies': 'A worker dies',
    'controller-dies': 'A controller dies',
    'disk-fills': 'The disk of a machine fills up',
    'gateway-breaks': 'The web gateway breaks',
    'address-ends': 'The public address runs out',
    'funds-end': 'The balance is used up',
    'backup-fails': 'The last backup failed',
  },
  unbroken: 'It is as it was before.',
  surprise: 'Surprise me',
  places: { app: 'Apps', cluster: 'The cluster', machine: 'Machines and what is around them' },
};
