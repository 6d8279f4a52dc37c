import { type Cluster, nameOf, type ObjectReference } from '#src/cluster/index.ts';

import type { LastingContext } from '../action.ts';
import type { Services } from '../services.ts';
import { patiently, rest } from './patiently.ts';
import { type Readiness, readinessOf } from './readiness/index.ts';

/** What is waited for, and how long. */
export interface Awaited {
  references: readonly ObjectReference[];
  /** What has to be gone. Being slow at that is no failure. With a `uid`, another object of that name is none. */
  gone?: readonly { reference: ObjectReference; uid?: string | undefined }[];
  /** Seconds that are left. */
  patienceSeconds: number;
  /** Seconds that there were, to be said; absent: those that are left. */
  patience?: number;
  stage: string;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

/** Waits until everything is ready at the same time, and says what for; or until it is clear that it will not be, and why. */
export async function awaitReady(
  context: LastingContext<Services>,
  cluster: Cluster,
  { references, gone = [], patienceSeconds, patience = patienceSeconds, stage }: Awaited,
): Promise<{ ready: boolean; reason: string }> {
  const { signal, progress, services } = context;
  const end = services.now() + Math.max(0, patienceSeconds) * 1_000;
  const onWait = (why: string) => progress(stage, undefined, why);
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 1.3)) {
    const states = await patiently(
      () => Promise.all(references.map((reference) => readinessOf(cluster, reference, { signal }))),
      { signal, onWait },
    );
    const left = await patiently(() => stillThere(cluster, gone, signal), { signal, onWait });
    const waiting = states.filter(({ ready }) => !ready);
    if (waiting.length === 0 && left.length === 0) return { ready: true, reason: '' };
    const failed = waiting.find((state) => state.failed !== undefined)?.failed;
    if (failed) return { ready: false, reason: told(failed) };
    if (services.now() >= end) {
      if (waiting.length === 0) return { ready: true, reason: `Still being removed: ${left.map(nameOf).join(', ')}.` };
      return { ready: false, reason: outOfTime(waiting, patience) };
    }
    const percent = Math.round(((references.length - waiting.length) / Math.max(1, references.length)) * 99);
    progress(stage, percent, waiting[0]?.waitingFor ?? `${left.map(nameOf)[0]} is being removed`);
    await rest(pauseMs, signal);
  }
}

async function stillThere(
  cluster: Cluster,
  gone: NonNullable<Awaited['gone']>,
  signal: AbortSignal,
): Promise<ObjectReference[]> {
  const found = await Promise.all(gone.map(({ reference }) => cluster.get(reference, { signal })));
  return gone.flatMap(({ reference, uid }, index) => {
    const live = found[index];
    return !live || (uid !== undefined && live.metadata.uid !== uid) ? [] : [reference];
  });
}

/** What stands in the way, or, where nobody says, what was waited for. */
function outOfTime(waiting: readonly Readiness[], seconds: number): string {
  const trouble = waiting.find((state) => state.trouble !== undefined)?.trouble;
  if (trouble) return told(trouble);
  const time = seconds < 120 ? `${Math.round(seconds)} seconds` : `${Math.round(seconds / 60)} minutes`;
  return `${waiting[0]?.waitingFor ?? ''} after ${time}, and the cluster gives no reason.`;
}

function told({ reason, evidence }: { reason: string; evidence: readonly string[] }): string {
  const lines = evidence.slice(1).filter((line) => line.trim() !== '');
  return lines.length === 0 ? reason : `${reason} Its last lines: ${lines.join(' / ')}`;
}
