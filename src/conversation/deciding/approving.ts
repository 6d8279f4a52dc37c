import type { Effect } from '#src/chatflow/index.ts';
import { phrase } from '#src/chatflow/index.ts';

import { plain } from '../bridge.ts';
import type { ApprovalNews } from '../ports.ts';
import type { Level, TurnDraft } from './turn-draft.ts';

/** Other people are asked for their consent, and the one who asks sees what is waited for. */
export function askForConsent(draft: TurnDraft, level: Level, effect: Extract<Effect, { type: 'approve' }>): void {
  const { type, step, by, quorum, text, expiresMs, escalate } = effect;
  const { run, frame } = level;
  const expiresAt = draft.input.now + expiresMs;
  // What the same step had asked before is asked anew.
  for (const [id, pending] of Object.entries(draft.approvals)) {
    if (pending.run === run && pending.at === frame.at) delete draft.approvals[id];
  }
  const more = escalate === undefined ? {} : { escalate };
  const { id } = draft.effect(run, step, { type, by, quorum, text, expiresAt, ...more });
  draft.approvals[id] = { run, at: frame.at, expiresAt, ...more };
  if (escalate !== undefined) draft.setTimer('', `escalate:${id}`, expiresMs / 2);
  const { locale } = draft.input.conversation;
  draft.say(
    draft.words(quorum === 1 ? 'turn.approve.waiting' : 'turn.approve.waiting.several', {
      whom: by.map((selector) => whom(selector, locale)).join(draft.words('turn.approve.or')),
      count: quorum,
      until: moment(expiresAt, locale),
      cancel: draft.words('turn.command.cancel').toLowerCase(),
    }),
    'info',
  );
}

/** Half of the time is over: others are asked too, and the one who waits is told. */
export function escalate(draft: TurnDraft, approval: string): void {
  const { escalate: selector } = draft.approvals[approval] ?? {};
  if (selector === undefined) return;
  draft.say(draft.words('turn.approve.escalated', { whom: whom(selector, draft.input.conversation.locale) }), 'info');
}

/** One of several has agreed. */
export function hearAgreement(draft: TurnDraft, { approval, by, quorum }: ApprovalNews): void {
  const last = by.at(-1);
  if (last === undefined || !Object.hasOwn(draft.approvals, approval)) return;
  const names = by.map(plain).join(', ');
  draft.say(draft.words('turn.approve.agreed', { names, count: by.length, quorum }), 'info');
}

/** At the end of a turn: what the flow waits for no more is withdrawn, and nobody decides in vain. */
export function settleApprovals(draft: TurnDraft): void {
  for (const [id, { run, at, expiresAt }] of Object.entries(draft.approvals)) {
    const level = draft.levels.find((one) => one.run === run);
    if (level?.frame.at === at) continue;
    delete draft.approvals[id];
    draft.clearTimer('', `escalate:${id}`);
    // What was decided stays decided, and what is too old has expired by itself.
    if (draft.input.now < expiresAt) draft.effect(run, '', { type: 'withdraw', approval: id });
  }
}

/** Who is asked, in words. */
function whom(selector: string, locale: string): string {
  const [kind, ...rest] = selector.split(':');
  const name = plain(rest.join(':'));
  return kind === 'role' ? phrase(locale, 'turn.approve.role', { role: name }) : `**${name}**`;
}

function moment(at: number, locale: string): string {
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, format).format(at)} UTC`;
}
