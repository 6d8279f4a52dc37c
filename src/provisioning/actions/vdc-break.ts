import { setTimeout as pause } from 'node:timers/promises';

import { z } from 'zod';

import { ActionFailure, type LastingContext } from '../action.ts';
import { applyChanges, takeBack } from '../changes/apply-changes.ts';
import { planChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { examineVdc } from '../repair/examine-vdc.ts';
import { chosenFault, faultsOf, lookBeforeBreaking, MACHINES } from '../repair/faults.ts';
import { findingId } from '../repair/finding-id.ts';
import type { Services } from '../services.ts';
import { textsIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';
import { engineOf, observed, vdcOf } from '../vdc-view.ts';

/** Breaks something in a simulated VDC, on purpose, so that repair has something to find. */
export const vdcBreak = defineAction({
  kind: 'lasting',
  name: 'vdc.break',
  title: 'Breaks something in a simulated VDC, to try repair',
  permission: 'vdc.change',
  /** A fault of `vdc.breaks`, or `surprise`. */
  input: z.strictObject({ vdc: vdcInput, fault: z.string().min(1).max(40) }),
  output: z.object({
    fault: z.string(),
    /** What was broken, in a sentence. */
    said: z.string(),
    /** What `vdc.unbreak` takes. */
    change: z.string(),
  }),
  stages: [
    { id: 'check', title: 'Look at what is there' },
    { id: 'apply', title: 'Break it' },
    { id: 'ready', title: 'Let it take effect' },
  ],
  run: async (context, { vdc, fault: wish }) => {
    const { services, caller, signal, effectId, locale } = context;
    context.progress('check');
    const chosen = await context.checkpoint('fault', async () => {
      const opened = await openVdc(services, caller, vdc);
      const faults = faultsOf(opened.engine, opened.record.name);
      const there = await lookBeforeBreaking(services, opened, signal);
      const { id, place } = chosenFault(faults, there, wish, effectId);
      const inside = place === 'machine' ? undefined : faults.inside(id, there.snapshot);
      if (!inside) return { id, plan: '', said: '' };
      const title = `Break it: ${faults.list.find((one) => one.id === id)?.title ?? id}`;
      const set = await planChanges(context, opened, { title, ...inside.changes, ready: [], onFailure: 'keep' });
      return { id, plan: set.hash, said: inside.said };
    });
    const title = textsIn(locale).repairTexts.faults[chosen.id] ?? chosen.id;
    context.progress('apply', undefined, title);
    const before = await findingsOf(context, vdc);
    if (chosen.plan !== '') {
      await applyChanges(context, chosen.plan);
      await untilNoticed(context, vdc, before);
      return { fault: chosen.id, said: `${title}.`, change: chosen.plan };
    }
    await context.checkpoint('strike', async () => {
      // Not through its API: a second try may find the controller struck already.
      const record = await vdcOf(services, caller.owner, vdc);
      const there = await observed(services, record);
      const faults = faultsOf(engineOf(services, record.engine), record.name);
      const said = there ? await faults.strike(there.ref, chosen.id, effectId) : undefined;
      if (said === undefined) throw new ActionFailure('UNSUPPORTED', 'There is nothing left that this could break.');
      return {};
    });
    await untilNoticed(context, vdc, before);
    return { fault: chosen.id, said: `${title}.`, change: MACHINES };
  },
  compensate: async (context) => await takeBack(context),
  simulate: ({ fault }) => ({
    fault: fault === 'surprise' ? 'bad-image' : fault,
    said: 'An app asks for an image that is not there.',
    change: 'f'.repeat(64),
  }),
});

/** A cluster takes a moment to notice, so long we wait at most. */
const NOTICED_MS = 15_000;
const PAUSE_MS = 250;

/** Waits until there is something for repair to find; what hides longer is found later. */
async function untilNoticed(
  context: LastingContext<Services>,
  vdc: string,
  before: ReadonlySet<string> | undefined,
): Promise<void> {
  context.progress('ready');
  const { services, signal } = context;
  for (const end = services.now() + NOTICED_MS; services.now() < end; await pause(PAUSE_MS, undefined, { signal })) {
    const now = await findingsOf(context, vdc);
    if (now && [...now].some((id) => before?.has(id) !== true)) return;
  }
}

/** What is wrong now; undefined where nobody can tell. */
async function findingsOf(context: LastingContext<Services>, vdc: string): Promise<ReadonlySet<string> | undefined> {
  try {
    return new Set((await examineVdc(context, vdc)).findings.map(findingId));
  } catch (error) {
    if (context.signal.aborted) throw error;
    return undefined;
  }
}
