import type { UpgradeTexts } from './upgrade-texts.ts';

/** What upgrades say in English. */
export const en: UpgradeTexts = {
  moment: 'a moment',
  seconds: (count) => `${count} s`,
  minutes: (count) => `${count} min`,
  hours: (hours, minutes) => (minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`),
  takes: (time, measured) =>
    measured
      ? `About ${time}, by earlier upgrades here.`
      : `About ${time}; an estimate, since not every step was done here before.`,
  steps: {
    backup: { velero: 'Back up with Velero', export: 'Keep a copy of all objects' },
    surge: 'An extra worker joins',
    controller: (node, to) => `${node} → ${to}`,
    worker: (node, to, drained) => `${node} → ${to}${drained ? ', emptied first' : ''}`,
    whole: (to) => `All machines → ${to}`,
    verify: (to) => `Check everything on ${to}`,
  },
  notices: {
    oneController:
      'There is one controller: the Kubernetes API is away for a moment while it restarts. Apps go on running; nothing new starts meanwhile.',
    redundant: 'The controllers go one by one, so the Kubernetes API stays reachable.',
    drained: 'Workers go one by one. What runs on one moves to the others first, as disruption budgets allow.',
    alone: 'There is no other node to move to: what runs there goes on while k3s restarts under it.',
    onControllers: 'What runs on controllers is not moved: it goes on while k3s restarts under it.',
    whole:
      'The host renews all machines by itself, as k3k does: what runs on them starts again, apps with one copy are away for a moment.',
    single: (names) => `With a single copy, these are away for a moment when their node is emptied: ${names}.`,
    window: (window) => `It works within ${window} only, and waits outside of it.`,
    starts: (when) => `It begins at ${when} UTC.`,
  },
  undo: {
    forwardOnly:
      'Kubernetes does not go back: once a controller runs the new version, the way back is to restore what was kept, and everything written since is lost.',
    velero: 'The Velero backup brings back objects, and volumes where Velero keeps them.',
    export: 'The copy brings back objects, not what is on volumes.',
    own: 'You have a backup of your own, or go without: I cannot bring anything back.',
    pause: 'Between any two nodes you can pause, or end it there: mixed versions are fine for a while.',
  },
  backups: {
    velero: 'Velero backup',
    veleroMore: 'Objects and volumes; waited for and verified',
    export: 'A copy of all objects',
    exportMore: 'Kept sealed here and read back; volumes are not in it',
    own: 'I have my own, or want none',
    ownMore: 'Then I cannot bring anything back',
    snapshot: (name, ago) => `k3s itself has a snapshot of its data: ${name}, ${ago} old.`,
  },
  price: {
    same: (price) => `The price stays as it is: ${price}.`,
    surge: (price) => `The price stays ${price}; the extra worker costs its share for the time it stands in.`,
  },
  path: (from, hops) => [from, ...hops].join(' → '),
  timeline: (name, from, to) => `The upgrade of ${name} from ${from} to ${to}, step by step`,
  columns: {
    verdict: 'Verdict',
    found: 'What I found',
    step: 'Step',
    takes: 'Takes about',
    node: 'Node',
    role: 'Role',
    before: 'Before',
    after: 'After',
    state: 'State',
  },
  verdicts: { ok: '✓ in order', warn: '! worth knowing', blocks: '✗ stops it' },
  checked: (blocks, warns, fine) => {
    if (blocks === 0 && warns === 0) return 'Nothing stands in the way.';
    const stops = blocks === 0 ? 'Nothing stops it' : blocks === 1 ? 'One thing stops it' : `${blocks} things stop it`;
    const worth = warns === 0 ? '' : warns === 1 ? ', one is worth knowing' : `, ${warns} are worth knowing`;
    return `${stops}${worth}; ${fine} are in order.`;
  },
  ways: (count) =>
    count === 0 ? 'no way that I know' : count === 1 ? 'one way to put it right' : `${count} ways to put it right`,
  lineGone: 'This is in order by now.',
  follows: 'What follows',
  about: 'What it is about',
  from: 'Matters from',
  nodeStates: {
    waiting: 'waits',
    draining: 'is emptied',
    upgrading: 'is upgraded',
    verifying: 'is checked',
    done: 'done',
    skipped: 'left as it was',
    failed: 'not done',
  },
  runStates: {
    running: 'Running',
    paused: 'Paused',
    waiting: 'Waits for your decision',
    window: 'Waits for its time',
    done: 'Done',
    stopped: 'Ended early',
    failed: 'Failed',
  },
  release: {
    newest: 'The newest there is',
    patch: 'The newest of the minor that runs: fixes only',
    hops: (count) => `${count} minors ahead: one after the other, each checked`,
    between: 'The next minor',
  },
  newestAlready: (name, version) => `"${name}" runs ${version}, the newest version there is. Nothing to upgrade.`,
  behind: (names, version) => `These nodes stayed behind ${version}: ${names}.`,
  offers: (name, version, count) =>
    count === 1
      ? `"${name}" runs ${version}. One newer version is on offer.`
      : `"${name}" runs ${version}. ${count} newer versions are on offer.`,
  now: (version) => `runs ${version}`,
  nothingRuns: (name) => `No upgrade of "${name}" is running.`,
  running: (name, to, done, all) => `"${name}" goes to ${to}: ${done} of ${all} nodes are done.`,
  ended: (name, to, state) => `The last upgrade of "${name}", to ${to}: ${state}.`,
  answers: {
    wait: { label: 'Wait on', more: 'Go on trying; perhaps it clears up by itself' },
    scale: { label: 'One copy more', more: 'For the time of this node; then the number is as before' },
    evict: { label: 'End it', more: 'It is lost: nobody makes it anew' },
    skip: { label: 'Skip this node', more: 'It keeps its old version; do it another time' },
    retry: { label: 'Try again', more: 'Start it again and go on' },
    replace: { label: 'Replace the machine', more: 'A new one elsewhere; what was only on its disk is gone' },
    'go-on': { label: 'Go on nevertheless', more: 'You know about it, and look after it later' },
    stop: { label: 'End the upgrade here', more: 'What is done stays; the node is opened again' },
  },
  dilemmas: {
    budget: 'a disruption budget keeps a pod where it is',
    bare: 'a pod that nobody would make anew',
    stuck: 'pods do not end',
    node: 'a node does not come back',
    unwell: 'something is not as before',
    backup: 'the backup did not work',
  },
  wishes: {
    pause: 'Pause',
    go: 'Go on',
    last: 'End after this node',
    pauseMore: 'Before the next node',
    goMore: 'From where it stopped',
    lastMore: 'What is done stays; the rest another time',
  },
  heard: {
    pause: 'I pause before the next node. Nothing is half done meanwhile.',
    go: 'I go on.',
    last: 'I finish the node at hand and end there.',
    answer: (label) => `Understood: ${label}.`,
    settled: 'That has settled itself meanwhile; it goes on.',
  },
  report: {
    done: (name, from, to, time) => `"${name}" runs ${to} now (before: ${from}). It took ${time}.`,
    stopped: (name, done, all) =>
      `The upgrade of "${name}" ended early: ${done} of ${all} nodes are done, everything is open for work. Begin again any time; what is done is not done twice.`,
    skipped: (names) => `Left as they were: ${names}.`,
    workload: 'Workload',
    ready: 'Ready',
    restarts: 'Restarts',
    images: 'Images',
    same: (count) => `All ${count} workloads are ready as before.`,
    worse: (names) => `Not as before: ${names}.`,
    apiRuns: (version) => `The Kubernetes API says ${version}.`,
    kept: (objects) => `${objects} objects are kept from before.`,
  },
  restore: {
    before: (from, to) => (from === to ? `As it was with ${from}` : `Before ${from} → ${to}`),
    copy: (ago, way, objects) => `${ago} ago · ${way} · ${objects} objects`,
    gone: (name) => `This copy of "${name}" is not there any more. Look at which there are.`,
    compared: (missing, changed, same) => {
      if (missing + changed === 0) return `Everything that was kept is there as it was: ${same} objects.`;
      const other = `${changed} ${changed === 1 ? 'is' : 'are'} other than before`;
      const gone = missing === 1 ? 'One object is missing' : `${missing} objects are missing`;
      const found = missing === 0 ? `Of what was kept, ${other}` : changed === 0 ? gone : `${gone}, ${other}`;
      return `${found}; ${same === 1 ? 'one is as it was' : `${same} are as they were`}.`;
    },
    differ: (missing, changed) => `${missing} missing, ${changed} changed`,
    namespace: 'Namespace',
    missing: 'Missing',
    changed: 'Changed',
    nowhere: 'In no namespace',
    everything: 'All of it',
    unknown: (kinds) => `This cluster does not know these kinds, so they are left out: ${kinds}.`,
    jobs: (count) =>
      count === 1 ? 'One Job is left out: it would run again.' : `${count} Jobs are left out: they would run again.`,
    veleroCompares: (name) => `Velero has the backup ${name}, and compares when it restores.`,
    veleroThere: 'Velero restores into the data center that it made the backup of. Choose that one.',
  },
};
