import type { OperationRequest } from '#src/conversation/ports.ts';
import type { StageView } from '#src/protocol/index.ts';

import { saidIn } from '../texts/texts.ts';
import type { ViewDraft } from './operation-store.ts';

/** The stage a person sees while what was done is taken back. */
export const CLEANUP_STAGE = 'cleanup';

/** How an operation looks before anybody works on it. */
export function firstView(
  request: OperationRequest,
  stagesOf: (action: string) => readonly { id: string; title: string }[],
  badge: string | undefined,
): ViewDraft {
  const { locale } = request.caller;
  return {
    id: request.id,
    title: request.title,
    ...(badge === undefined ? {} : { badge: saidIn(locale, badge) }),
    state: 'Pending',
    stages: request.work.flatMap(({ action }, index) =>
      stagesOf(action).map(({ id, title }) => ({
        id: stageId(request, index, id),
        title: saidIn(locale, title),
        state: 'waiting' as const,
      })),
    ),
    cancellable: true,
  };
}

/** A stage's name in the view: the action's own, with its place in front where the operation has several actions. */
export function stageId({ work }: Pick<OperationRequest, 'work'>, index: number, stage: string): string {
  return work.length === 1 ? stage : `${index + 1}.${stage}`;
}

/**
 * A stage moves on. Stages run in their order, so those before it are done; one that is done stays done, also when the work
 * is run again after a crash.
 */
export function stageMoved(
  view: ViewDraft,
  id: string,
  moved: { percent?: number; text?: string },
  now: number,
): ViewDraft {
  const position = view.stages.findIndex((stage) => stage.id === id);
  if (position < 0) throw new Error(`the operation ${view.id} has no stage "${id}"`);
  return {
    ...view,
    stages: view.stages.map((stage, index) => {
      if (index < position) return isOpen(stage) ? ended(stage, 'done', now) : stage;
      if (index > position || stage.state === 'done') return stage;
      const running: StageView = { ...stage, startedAt: stage.startedAt ?? now, state: 'running' };
      if (moved.percent !== undefined) running.percent = Math.round(Math.min(100, Math.max(0, moved.percent)));
      if (moved.text !== undefined) running.text = moved.text;
      return running.percent === 100 ? ended(running, 'done', now) : running;
    }),
  };
}

/** The action succeeded: whatever it did not report is done too. */
export function succeeded(view: ViewDraft, now: number): ViewDraft {
  const stages = view.stages.map((stage) => (isOpen(stage) ? ended(stage, 'done', now) : stage));
  const { note: _, ...rest } = view;
  return { ...rest, state: 'Succeeded', stages, cancellable: false, endedAt: now };
}

/** The action is given up, and what it did is being taken back. */
export function cleaningUp(view: ViewDraft, why: string, now: number, locale: string): ViewDraft {
  const failed = failedStages(view, now).filter(({ id }) => id !== CLEANUP_STAGE);
  const cleanup: StageView = { id: CLEANUP_STAGE, title: saidIn(locale, 'Clean up'), state: 'running', startedAt: now };
  return {
    ...view,
    stages: [...failed, cleanup],
    cancellable: false,
    note: { text: saidIn(locale, why), tone: 'warning' },
  };
}

/** It ended without success. `undone`: everything it had done was taken back. */
export function gaveUp(
  view: ViewDraft,
  end: { state: 'Failed' | 'Aborted' | 'Error'; message: string; undone: boolean },
  now: number,
): ViewDraft {
  const stages = failedStages(view, now).map((stage): StageView => {
    if (stage.id === CLEANUP_STAGE) return end.undone ? ended(stage, 'done', now) : stage;
    return end.undone && stage.state === 'done' ? { ...stage, state: 'undone' } : stage;
  });
  const tone = end.state === 'Aborted' ? 'neutral' : 'error';
  const { message: text, state } = end;
  return { ...view, state, stages, cancellable: false, note: { text, tone }, endedAt: now };
}

function failedStages(view: ViewDraft, now: number): StageView[] {
  return view.stages.map((stage) => (stage.state === 'running' ? ended(stage, 'failed', now) : stage));
}

function isOpen({ state }: StageView): boolean {
  return state === 'waiting' || state === 'running';
}

function ended(stage: StageView, state: 'done' | 'failed', now: number): StageView {
  const { percent: _, ...rest } = stage;
  return { ...rest, state, endedAt: now };
}
