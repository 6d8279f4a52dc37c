import { html, nothing, type TemplateResult } from 'lit';

import type { OperationView, StageView } from '#src/protocol/index.ts';

import { icons } from './icons.ts';
import type { ViewContext } from './view-context.ts';

const running: ReadonlySet<OperationView['state']> = new Set(['Pending', 'Processing', 'Error']);
const tones = {
  Pending: 'info',
  Processing: 'info',
  Succeeded: 'success',
  Error: 'warning',
  Failed: 'error',
  Aborted: 'neutral',
} as const;

/** Whether an operation still goes on. */
export function isRunning(operation: OperationView): boolean {
  return running.has(operation.state);
}

/** An operation as it stands now: its stages, its time, and a way to stop it. */
export function operationView(context: ViewContext, operation: OperationView): TemplateResult {
  const { t, picture } = context;
  const { id } = operation;
  const elapsed =
    operation.startedAt === undefined
      ? undefined
      : duration((operation.endedAt ?? context.now()) - operation.startedAt);
  return html`<div class="card operation" data-operation=${id} data-state=${operation.state}>
    <div class="card-head">
      <h3 class="card-title" dir=${context.dirOf(operation.title)}>${context.text(operation.title)}</h3>
      ${operation.badge === undefined ? nothing : html`<span class="badge">${operation.badge}</span>`}
      <span class="status" data-tone=${tones[operation.state]}>${picture.get(`stop:${id}`) === 'asked' && isRunning(operation) ? t('operation.stopping') : t(`operation.state.${operation.state}`)}</span>
    </div>
    <ol class="stages" aria-label=${t('operation.stages', { title: operation.title })}>
      ${operation.stages.map((stage) => stageRow(context, stage))}
    </ol>
    ${operation.note === undefined ? nothing : html`<p class="note" data-tone=${operation.note.tone} dir=${context.dirOf(operation.note.text)}>${context.text(operation.note.text)}</p>`}
    <div class="card-foot">
      ${elapsed === undefined ? nothing : html`<span class="small elapsed">${t('operation.elapsed', { time: elapsed })}</span>`}
      ${operation.cancellable && isRunning(operation) ? stopper(context, operation) : nothing}
    </div>
  </div>`;
}

function stageRow(context: ViewContext, stage: StageView): TemplateResult {
  const { t } = context;
  const marks = {
    waiting: nothing,
    running: html`<span class="spinner"></span>`,
    done: icons.check,
    failed: icons.cross,
    undone: icons.undo,
  };
  const took =
    stage.startedAt !== undefined && stage.endedAt !== undefined && stage.endedAt - stage.startedAt >= 1_000
      ? duration(stage.endedAt - stage.startedAt)
      : undefined;
  return html`<li class="stage" data-stage=${stage.id} data-state=${stage.state} aria-current=${stage.state === 'running' ? 'step' : nothing}>
    <span class="mark" aria-hidden="true">${marks[stage.state]}</span>
    <span class="stage-text">
      <span class="stage-title" dir=${context.dirOf(stage.title)}>${context.text(stage.title)}</span><span class="unseen">, ${t(`operation.${stage.state}`)}</span>
      ${stage.text === undefined ? nothing : html`<span class="small" dir=${context.dirOf(stage.text)}>${context.text(stage.text)}</span>`}
      ${
        stage.state === 'running' && stage.percent !== undefined
          ? html`<progress role="progressbar" max="100" value=${stage.percent} aria-label=${stage.title} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(stage.percent)}></progress>`
          : nothing
      }
    </span>
    ${took === undefined ? nothing : html`<span class="small took">${took}</span>`}
  </li>`;
}

function stopper(context: ViewContext, operation: OperationView): TemplateResult | typeof nothing {
  const { t, picture } = context;
  const key = `stop:${operation.id}`;
  const state = picture.get(key);
  const become = (next: string | null): void => {
    if (next === null) picture.delete(key);
    else picture.set(key, next);
    context.update();
  };
  const stop = async (): Promise<void> => {
    become('asked');
    context.announce(t('operation.stopping'));
    const refusal = await context.stop(operation.id);
    if (refusal === null) return;
    context.announce(refusal);
    become(null);
  };
  if (state === 'asked') return nothing;
  if (state !== 'sure')
    return html`<button type="button" class="quiet" data-stop data-heir @click=${() => become('sure')}>${t('operation.stop')}</button>`;
  return html`<div class="sure" role="group" aria-label=${t('operation.stopAsk')}>
    <p class="small">${t('operation.stopAsk')}</p>
    <div class="buttons">
      <button type="button" class="button" data-style="danger" @click=${() => void stop()}>${t('operation.stopYes')}</button>
      <button type="button" class="button" data-heir @click=${() => become(null)}>${t('operation.stopNo')}</button>
    </div>
  </div>`;
}

/** `0:07`, `12:30`, `1:02:03`: the same in every language. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (part: number): string => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
