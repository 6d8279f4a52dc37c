import type { Command, Offer, PromptDraft } from '#src/protocol/index.ts';

import { type Deciding, holds, write, writePlain } from '../deciding.ts';
import { type PhraseKey, phrase } from '../phrases/index.ts';
import type { ErrorHandler, OfferSpec, Step } from '../step.ts';
import { backTarget, canEdit } from './going-back.ts';

const usual: readonly OfferSpec[] = [{ offer: 'retry', style: 'primary' }, { offer: 'cancel' }];

/** The ways out after something did not work: what happened, and what can be done about it now. */
export function failedPrompt(deciding: Deciding, step: Step): PromptDraft | null {
  const { failure } = deciding.frame;
  if (!failure) return null;
  const handler = handlerOf(deciding, step);
  const locals = { error: { code: failure.code, message: failure.message, retryable: failure.retryable } };
  const text = handler?.text ? write(deciding, handler.text, locals) : usualText(deciding, step);
  const offers = offersOf(deciding, step).map((spec) => offerOf(deciding, spec));
  const commands: Command[] = backTarget(deciding.flow, deciding.frame) === undefined ? [] : ['back'];
  return { kind: 'offers', text, offers, commands: [...commands, 'cancel', 'repeat', 'menu', 'restart'] };
}

/** The offers as they stand now: what cannot be done is not offered, and there is always a way out. */
export function offersOf(deciding: Deciding, step: Step): readonly OfferSpec[] {
  const wanted = handlerOf(deciding, step)?.offers ?? usualOffers(step);
  const possible = wanted.filter(({ offer }) => {
    if (offer.startsWith('edit:')) return canEdit(deciding, offer.slice('edit:'.length));
    return true;
  });
  return possible.length > 0 ? possible : usual;
}

function handlerOf(deciding: Deciding, step: Step): ErrorHandler | undefined {
  const { failure } = deciding.frame;
  if (!failure) return undefined;
  if (step.verb === 'ask' || step.verb === 'form') {
    const given = step.fields.find((field) => field.retries)?.retries;
    if (given && failure.code === 'TOO_MANY_TRIES') return given;
  }
  const handlers = [...(step.verb === 'run' ? step.onError : []), ...deciding.flow.on.error];
  const locals = { error: { code: failure.code, message: failure.message, retryable: failure.retryable } };
  return handlers.find((handler) => handler.if === undefined || holds(deciding, handler.if, locals));
}

function usualOffers(step: Step): readonly OfferSpec[] {
  if (step.verb === 'call' && step.optional) return [...usual.slice(0, 1), { offer: 'skip' }, { offer: 'cancel' }];
  return usual;
}

function usualText(deciding: Deciding, step: Step): string {
  const { frame, surroundings } = deciding;
  const message = frame.failure?.message ?? '';
  // What a question, an approval or a call says about its failure is a whole sentence already.
  return step.verb === 'run' ? phrase(surroundings.locale, 'flow.failed.text', { message }) : message;
}

function offerOf(deciding: Deciding, spec: OfferSpec): Offer {
  const style = spec.style ? { style: spec.style } : {};
  return {
    offer: spec.offer,
    label: spec.label ? writePlain(deciding, spec.label) : usualLabel(deciding, spec.offer),
    ...style,
  };
}

function usualLabel(deciding: Deciding, offer: string): string {
  const { locale } = deciding.surroundings;
  const [kind = '', name = ''] = offer.split(':');
  const slot = deciding.flow.slots.get(name);
  const known: PhraseKey | undefined = labelKeys[kind];
  if (known === undefined) return offer;
  return phrase(locale, known, { slot: slot ? writePlain(deciding, slot.field.label) : name, flow: name });
}

const labelKeys: Readonly<Record<string, PhraseKey>> = {
  retry: 'flow.offer.retry',
  cancel: 'flow.offer.cancel',
  skip: 'flow.offer.skip',
  handoff: 'flow.offer.handoff',
  continue: 'flow.offer.continue',
  edit: 'flow.offer.edit',
  start: 'flow.offer.start',
  goto: 'flow.offer.goto',
};
