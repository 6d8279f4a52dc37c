import type { RepairTexts } from './repair-texts.ts';

/** What repair says in English. */
export const en: RepairTexts = {
  severities: { critical: 'In danger', error: 'Broken', warning: 'Needs a look', advice: 'Could be better' },
  risks: { reversible: 'can be undone', disruptive: 'restarts pods', destructive: 'cannot be undone' },
  found: (count, grave, checks, unseen) => {
    if (count === 0 && unseen) return `${checks} checks found nothing wrong in what I could look at.`;
    if (count === 0) return `All is well: ${checks} checks found nothing wrong.`;
    const things = count === 1 ? 'One thing needs' : `${count} things need`;
    return grave === 0
      ? `${things} a look; nothing is broken.`
      : `${things} attention, ${grave === count ? 'all' : grave} of them badly.`;
  },
  unchecked: (what) => `I could not check: ${what}.`,
  meant: 'What you may mean',
  about: (meant, of) => {
    if (meant === 0) return 'Nothing that I found is clearly about that, so this is all there is.';
    return meant === of ? 'All of it may have to do with that.' : 'What may have to do with that comes first.';
  },
  beside: (more) =>
    `${more === 1 ? 'One more thing needs' : `${more} more things need`} attention: say "repair" afterwards to see ${more === 1 ? 'it' : 'them'}.`,
  read: (objects) => (objects === 1 ? '1 object' : `${objects} objects`),
  judged: (checks, count) => `${checks} checks, ${count === 1 ? '1 finding' : `${count} findings`}`,
  lookedAgain: (found) => `I looked again. ${found}`,
  object: 'What',
  since: 'Since',
  breaks: 'Breaks',
  evidence: 'What shows it',
  and: (names, more) => `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  noRemedy: 'I know no safe way to mend this by myself.',
  well: (title, seconds) => `Done: "${title}". I looked again: it is well, after ${seconds} s.`,
  wellAfter: (seconds) => `well after ${seconds} s`,
  notYet: 'not well yet',
  ignoring: (count) => (count === 1 ? 'One thing is left as it is.' : `${count} things are left as they are.`),
  breaking: (what) => `breaks ${what}`,
  wrong: 'What is wrong',
  done: 'What I do',
  outcome: 'How it is',
  planned: (count) =>
    count === 0
      ? 'There is nothing that I could mend without asking you more.'
      : `I can mend ${count === 1 ? 'one of them' : `${count} of them`} safely: nothing is lost, and each can be undone.`,
  mended: (well, of) => {
    if (well === of) return of === 1 ? 'Done, and it is well.' : `Done: all ${of} are well.`;
    return `${well} of ${of} are well; the others are not, or not yet. What was changed can be undone.`;
  },
  ignored: (summary) => `I leave this as it is, and tell you no more of it: ${summary}`,
  heeded: 'I take it seriously again.',
  byRule: 'by your rule',
  all: (troubled, of, unseen) => {
    if (troubled === 0 && unseen) return 'I found nothing wrong in what I could look at; not everything may be read.';
    if (troubled === 0) return of === 1 ? 'It is well.' : `All ${of} are well.`;
    return `${troubled} of ${of} ${troubled === 1 ? 'needs' : 'need'} attention.`;
  },
  at: 'When',
  none: 'No, thank you',
  undone: 'undone',
  choices: {
    'all-safe': (safe) => ({
      title: `Mend ${safe} of them at once`,
      description: 'Those that lose nothing and need no answer; you see the whole plan first',
    }),
    describe: () => ({ title: 'It is something else', description: 'Say in your own words what does not work' }),
    again: () => ({ title: 'Look again', description: 'As it is now' }),
    watch: () => ({ title: 'Tell me when something breaks', description: 'I look again and again' }),
    history: () => ({ title: 'What was mended before', description: 'And the way back from it' }),
    ignored: () => ({ title: 'What is left as it is', description: 'Take something seriously again' }),
  },
  otherwise: {
    ignore: { title: 'Leave it as it is', description: 'I tell you no more of it, until you end that' },
    bundle: { title: 'Put everything together', description: 'A file for whoever helps you, without secrets' },
    human: { title: 'Talk to somebody', description: 'They get everything that I found' },
  },
  orElse: 'Or',
  mendIt: 'Mend it',
  usedBefore: 'ran here before',
  otherValue: 'Another value',
  everywhere: 'All of them',
  everywhereHint: 'I look everywhere, and say where something is wrong',
  bundle:
    'Here is what I found and what shows it: the report, the objects with their events and last lines, versions. No secret, no token and no setting is in it. The link works once, for one hour.',
  watching: (name, minutes, known) =>
    `I look at ${name} every ${minutes === 1 ? 'minute' : `${minutes} minutes`} from now on, and tell you here when something breaks or gets well.${known > 0 ? ` What is wrong now (${known}) is no news.` : ''}`,
  watched: (name, minutes, lookedAt) =>
    `I look at ${name} every ${minutes === 1 ? 'minute' : `${minutes} minutes`}; the last time at ${lookedAt}.`,
  notWatched: (name) => `Nobody looks after ${name} yet.`,
  unwatched: (name) => `I look after ${name} no more.`,
  ruled: (perHour) =>
    `From now on I do this by myself when it happens again: at most ${perHour} times an hour, and no more after it has failed twice. I tell you each time, and you can undo it. For that I have to look after the VDC.`,
  ruleLimit: (perHour) => `at most ${perHour} times an hour`,
  ruleStopped: 'stopped: it failed twice',
  ruleEnded: 'I ask you again before I do this.',
  broke: (name, summaries, more) =>
    `Something broke in "${name}": ${summaries.join(' ')}${more > 0 ? ` And ${more} more.` : ''}`,
  recovered: (name, summaries, more) =>
    `"${name}" is better: this is well again. ${summaries.join(' ')}${more > 0 ? ` And ${more} more.` : ''}`,
  sure: 'How sure',
  certainties: { likely: 'likely', possible: 'possible, not certain' },
  cause: 'the cause',
  pods: (count) => (count === 1 ? 'one pod does not run' : `${count} pods do not run`),
  becauseOf: 'does not work because of it',
  others: (count) => `${count} more`,
  stillThere: 'It is done, but the trouble is still there. You can undo it, or look further.',
  worse: (summary) => `It is done, but something new is wrong: ${summary}`,
  notReady: (what) => `It is done and that trouble is gone, but it does not serve yet: ${what}`,
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
