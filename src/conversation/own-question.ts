import { phrase } from '#src/chatflow/index.ts';
import type { Offer, PromptDraft } from '#src/protocol/index.ts';

/**
 * A question of the conversation itself, which stands before the flow's:
 * - `discard`: answers would be lost;
 * - `stop`: an operation is running;
 * - `undo`: something was made that can be taken back;
 * - `clarify`: a sentence could mean several things;
 * - `plan`: a sentence wants several things, and more than one of them may change something;
 * - `lost`: nothing could be made of several sentences.
 */
export type OwnQuestion = 'discard' | 'stop' | 'undo' | 'clarify' | 'plan' | 'lost';

const offersOf: Readonly<Record<OwnQuestion, readonly { offer: string; style?: 'primary' | 'danger' }[]>> = {
  discard: [{ offer: 'continue', style: 'primary' }, { offer: 'discard' }],
  stop: [{ offer: 'continue', style: 'primary' }, { offer: 'keep' }, { offer: 'cleanup', style: 'danger' }],
  undo: [{ offer: 'continue', style: 'primary' }, { offer: 'keep' }, { offer: 'cleanup', style: 'danger' }],
  clarify: [{ offer: 'continue' }],
  plan: [{ offer: 'all', style: 'primary' }, { offer: 'first' }, { offer: 'continue' }],
  lost: [{ offer: 'continue', style: 'primary' }, { offer: 'menu' }, { offer: 'person' }],
};

/** The offer that takes one of several meanings. */
export function optionOffer(index: number): string {
  return `option:${index}`;
}

/** What a plain "yes" and "no" answer. "Leave it running, or clean up?" is no such question. */
const plainAnswers: Readonly<Partial<Record<OwnQuestion, { yes: string; no: string }>>> = {
  discard: { yes: 'discard', no: 'continue' },
  undo: { yes: 'cleanup', no: 'keep' },
  plan: { yes: 'all', no: 'continue' },
};

/** The offer that a plain "yes" or "no" takes, where the question can be answered so. */
export function plainOffer(question: OwnQuestion, offers: readonly Offer[], yes: boolean): string | undefined {
  const [first, second, ...more] = offers;
  // "Do you mean this?"
  if (question === 'clarify' && more.length === 0) return (yes ? first : second)?.offer;
  return plainAnswers[question]?.[yes ? 'yes' : 'no'];
}

/** The conversation's own question as a prompt. `options`: what a sentence could mean. */
export function ownPrompt(
  question: OwnQuestion,
  title: string,
  locale: string,
  options: readonly string[] = [],
): PromptDraft {
  const fixed = offersOf[question].map(
    ({ offer, style }): Offer => ({
      offer,
      label: phrase(locale, `turn.own.${question}.${offer}` as Parameters<typeof phrase>[1]),
      ...(style ? { style } : {}),
    }),
  );
  const offers = [...options.map((label, index): Offer => ({ offer: optionOffer(index), label })), ...fixed];
  const key =
    question === 'clarify' && options.length === 1 ? 'turn.own.clarify.one' : (`turn.own.${question}` as const);
  return { kind: 'offers', text: phrase(locale, key, { title }), offers, commands: [] };
}
