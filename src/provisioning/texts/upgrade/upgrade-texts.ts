import type { Answer, Dilemma, NodeState, UpgradeRun } from '../../upgrade/upgrade-run.ts';

/** What planning, running and comparing an upgrade say, in one language. */
export interface UpgradeTexts {
  /** Of a step that takes no longer than a moment. */
  moment: string;
  seconds(count: number): string;
  minutes(count: number): string;
  hours(hours: number, minutes: number): string;
  /** How long all of it takes: measured before, or guessed. */
  takes(time: string, measured: boolean): string;
  steps: {
    backup: { velero: string; export: string };
    surge: string;
    controller(node: string, to: string): string;
    worker(node: string, to: string, drained: boolean): string;
    whole(to: string): string;
    verify(to: string): string;
  };
  /** What people will notice. */
  notices: {
    oneController: string;
    redundant: string;
    drained: string;
    alone: string;
    onControllers: string;
    whole: string;
    single(names: string): string;
    window(window: string): string;
    starts(when: string): string;
  };
  /** How it is undone, and where it cannot be. */
  undo: { forwardOnly: string; velero: string; export: string; own: string; pause: string };
  backups: {
    velero: string;
    veleroMore: string;
    export: string;
    exportMore: string;
    own: string;
    ownMore: string;
    snapshot(name: string, ago: string): string;
  };
  price: { same(price: string): string; surge(price: string): string };
  path(from: string, hops: readonly string[]): string;
  timeline(name: string, from: string, to: string): string;
  columns: {
    verdict: string;
    found: string;
    step: string;
    takes: string;
    node: string;
    role: string;
    before: string;
    after: string;
    state: string;
  };
  verdicts: Readonly<Record<'ok' | 'warn' | 'blocks', string>>;
  /** How a check went. */
  checked(blocks: number, warns: number, fine: number): string;
  /** How many ways to put a line right. */
  ways(count: number): string;
  lineGone: string;
  follows: string;
  about: string;
  from: string;
  nodeStates: Readonly<Record<NodeState, string>>;
  runStates: Readonly<Record<UpgradeRun['state'], string>>;
  /** A version on offer: what one gets by it. */
  release: { newest: string; patch: string; hops(count: number): string; between: string };
  newestAlready(name: string, version: string): string;
  behind(names: string, version: string): string;
  offers(name: string, version: string, count: number): string;
  now(version: string): string;
  nothingRuns(name: string): string;
  running(name: string, to: string, done: number, all: number): string;
  ended(name: string, to: string, state: string): string;
  answers: Readonly<Record<Answer, { label: string; more: string }>>;
  /** What a question is about, in a few words. */
  dilemmas: Readonly<Record<Dilemma, string>>;
  wishes: { pause: string; go: string; last: string; pauseMore: string; goMore: string; lastMore: string };
  heard: { pause: string; go: string; last: string; answer(label: string): string; settled: string };
  report: {
    done(name: string, from: string, to: string, time: string): string;
    stopped(name: string, done: number, all: number): string;
    skipped(names: string): string;
    workload: string;
    ready: string;
    restarts: string;
    images: string;
    /** Nothing is worse than before. */
    same(count: number): string;
    worse(names: string): string;
    apiRuns(version: string): string;
    kept(objects: number): string;
  };
  /** Bringing back what was kept. */
  restore: {
    before(from: string, to: string): string;
    copy(ago: string, way: string, objects: number): string;
    gone(name: string): string;
    compared(missing: number, changed: number, same: number): string;
    differ(missing: number, changed: number): string;
    namespace: string;
    missing: string;
    changed: string;
    nowhere: string;
    everything: string;
    unknown(kinds: string): string;
    jobs(count: number): string;
    veleroCompares(name: string): string;
    veleroThere: string;
  };
}
