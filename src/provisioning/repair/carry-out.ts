import { setTimeout as pause } from 'node:timers/promises';

import { type Finding, severities } from '#src/cluster/diagnosis/index.ts';
import { ClusterError, type ObjectReference } from '#src/cluster/index.ts';

import { ActionFailure, type LastingContext } from '../action.ts';
import { applyChanges, takeBack } from '../changes/apply-changes.ts';
import type { Services } from '../services.ts';
import { engineOf, observed, vdcOf } from '../vdc-view.ts';
import { type Examination, examineVdc } from './examine-vdc.ts';
import { findingId } from './finding-id.ts';
import type { RepairStep } from './repair-book.ts';
import { stillMissing } from './workloads-ready.ts';

/** Looks this often while it waits for the trouble to go, */
const PAUSE_MS = 1_000;
/** for so long at most, */
const PATIENCE_MS = 180_000;
/** and believes it when it was well this many times in a row. */
const STEADY = 3;

type Context = LastingContext<Services>;

/** How one step of a repair ended. */
export interface StepEnd {
  step: RepairStep;
  well: boolean;
  /** Seconds until it was well, or until nobody waited any longer. */
  seconds: number;
  /** New trouble that came with it. */
  worse?: string;
  /** The trouble is gone, but what it was about does not serve yet: what is missing. */
  missing?: string;
  /** Why it could not be done at all; then nothing of it was. */
  failed?: string;
}

/** Does each step of a repair once, then looks again until all is well that can be, or has had its time. */
export async function carryOut(context: Context, vdc: string, steps: readonly RepairStep[]): Promise<StepEnd[]> {
  const { services, signal, progress } = context;
  progress('look');
  const look = async (): Promise<Examination | undefined> => {
    // While a controller comes back, there is nobody to ask.
    return await examineVdc(context, vdc).catch((error: unknown) => {
      const known = error instanceof ActionFailure || error instanceof ClusterError;
      if (!known || signal.aborted) throw error;
      return undefined;
    });
  };
  const { known } = await context.checkpoint('before', async () => ({
    known: (await firstLook(look, signal)).findings.map((one) => {
      const { apiVersion, kind, name, namespace } = one.object;
      const object = { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
      return { id: findingId(one), severity: one.severity, object };
    }),
  }));
  const before = new Map(known.map((one) => [one.id, one]));
  const failures = new Map<RepairStep, string>();
  const touched = new Set<string>();
  const about = new Map<RepairStep, ObjectReference[]>();
  for (const [index, step] of steps.entries()) {
    try {
      const changed = await carryOutStep(partOf(context, steps, index), vdc, step);
      for (const { namespace } of changed) touched.add(namespace ?? '');
      const object = before.get(step.finding)?.object;
      about.set(step, [...changed, ...(object ? [object] : [])]);
    } catch (error) {
      // Alone it fails with its own reason; among others it is told beside them.
      if (steps.length === 1 || !(error instanceof Error) || signal.aborted || !isSaid(error)) throw error;
      failures.set(step, error.message);
    }
  }
  const { since } = await context.checkpoint('verify', async () => ({ since: services.now() }));
  const steady = new Map<RepairStep, number>();
  const ends = new Map<RepairStep, StepEnd>();
  for (const [step, failed] of failures) ends.set(step, { step, well: false, seconds: 0, failed });
  for (;;) {
    const examination = await look();
    const seconds = Math.max(0, Math.round((services.now() - since) / 1_000));
    const worse = examination?.findings.find(
      (one) => !before.has(findingId(one)) && isGrave(one) && touches(one, touched),
    );
    for (const step of steps) {
      if (ends.has(step)) continue;
      const there = !examination || isThere(examination, step.finding, before.get(step.finding)?.severity);
      const missing =
        there || !examination?.cluster ? '' : await stillMissing(examination.cluster, about.get(step) ?? [], signal);
      const times = there || worse || missing !== '' ? 0 : (steady.get(step) ?? 0) + 1;
      steady.set(step, times);
      if (times >= STEADY) ends.set(step, { step, well: true, seconds });
      // Where looking takes long, it may just have become well: that is not called trouble for want of a second look.
      else if (times === 0 && seconds * 1_000 >= PATIENCE_MS) {
        const why = worse ? { worse: worse.summary } : missing === '' ? {} : { missing };
        ends.set(step, { step, well: false, seconds, ...(there ? {} : why) });
      }
    }
    if (ends.size === steps.length) return steps.flatMap((step) => ends.get(step) ?? []);
    const open = steps.find((step) => !ends.has(step));
    const percent = Math.min(99, Math.round(((seconds * 1_000) / PATIENCE_MS) * 100));
    progress('verify', percent, worse?.summary ?? open?.summary);
    await pause(PAUSE_MS, undefined, { signal });
  }
}

/** What is there before anything is done: without it nobody could tell afterwards what is new. */
async function firstLook(look: () => Promise<Examination | undefined>, signal: AbortSignal): Promise<Examination> {
  for (const end = Date.now() + PATIENCE_MS; ; await pause(PAUSE_MS, undefined, { signal })) {
    const examination = await look();
    if (examination) return examination;
    if (Date.now() > end)
      throw new ActionFailure('CLUSTER_UNREACHABLE', 'It cannot be looked at now, so nothing was changed.', {
        retryable: true,
      });
  }
}

/** Whether a finding is still as grave as it was: one that only needs a look any more is mended. */
function isThere({ findings }: Examination, id: string, before: Finding['severity'] = 'advice'): boolean {
  const found = findings.find((one) => findingId(one) === id);
  return found !== undefined && severities.indexOf(found.severity) <= severities.indexOf(before);
}

/** Takes back what the steps of a repair may have done, the last one first. */
export async function takeBackSteps(context: Context, steps: readonly RepairStep[]): Promise<void> {
  for (const index of [...steps.keys()].reverse()) await takeBack(partOf(context, steps, index));
}

/** One step; what it touched. */
async function carryOutStep(context: Context, vdc: string, step: RepairStep): Promise<ObjectReference[]> {
  if (step.set !== undefined) {
    const { set } = await applyChanges(context, step.set);
    return set.changes.map(({ reference }) => reference);
  }
  const { mending } = step;
  if (!mending) return [];
  const { services, caller, effectId, signal, log } = context;
  context.progress('apply', undefined, step.title);
  await context.checkpoint('mend', async () => {
    const record = await vdcOf(services, caller.owner, vdc);
    const engine = engineOf(services, record.engine);
    const there = await observed(services, record);
    if (!engine.mends || !there) throw new ActionFailure('UNSUPPORTED', `"${record.name}" cannot be mended from here.`);
    await engine.mends.mend(there.ref, mending, {
      effectId,
      signal,
      log,
      progress: (_stage, percent, text) => context.progress('apply', percent, text),
      checkpoint: (name, work) => context.checkpoint(`engine.${name}`, work),
    });
    return {};
  });
  return [];
}

/** Each of several steps has its own marks and checkpoints; a single one is the operation itself. */
function partOf(context: Context, steps: readonly RepairStep[], index: number): Context {
  if (steps.length === 1) return context;
  return {
    ...context,
    effectId: `${context.effectId}.${index}`,
    checkpoint: (name, work) => context.checkpoint(`${index}.${name}`, work),
  };
}

const isSaid = (error: Error): boolean => error instanceof ActionFailure || error instanceof ClusterError;

const isGrave = ({ severity }: Finding): boolean => severities.indexOf(severity) <= severities.indexOf('error');

/** Whether new trouble is in a namespace that was worked in: what happens elsewhere is not of our making. */
function touches({ object }: Finding, namespaces: ReadonlySet<string>): boolean {
  return object.namespace !== undefined && namespaces.has(object.namespace);
}
