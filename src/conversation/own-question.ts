import { phrase } from '#src/chatflow/index.ts';
import type { Offer, PromptDraft } from '#src/protocol/index.ts';

/**
 * A question of the conversation itself, which stands before the flow's:
 * - `discard`: answers would be lost;
 * - `stop`: an operation is running;
 * - `undo`: something was made that can be taken back.
 */
export type OwnQuestion = 'discard' | 'stop' | 'undo';

const offersOf: Readonly<Record<OwnQuestion, readonly { offer: string; style?: 'primary' | 'danger' }[]>> = {
  discard: [{ offer: 'continue', style: 'primary' }, { offer: 'discard' }],
  stop: [{ offer: 'continue', style: 'primary' }, { offer: 'keep' }, { offer: 'cleanup', style: 'danger' }],
  undo: [{ offer: 'continue', style: 'primary' }, { offer: 'keep' }, { offer: 'cleanup', style: 'danger' }],
};

/** The conversation's own question as a prompt. */
export function ownPrompt(question: OwnQuestion, title: string, locale: string): PromptDraft {
  const offers = offersOf[question].map(
    ({ offer, style }): Offer => ({
      offer,
      label: phrase(locale, `turn.own.${question}.${offer}` as Parameters<typeof phrase>[1]),
      ...(style ? { style } : {}),
    }),
  );
  return { kind: 'offers', text: phrase(locale, `turn.own.${question}`, { title }), offers, commands: [] };
}
