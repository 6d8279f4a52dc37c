import { z } from 'zod';

import type { FlowEvent } from '#src/chatflow/index.ts';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import type { ApprovalDecision } from '../services.ts';
import { textsIn } from '../texts/texts.ts';

/** Says the caller's yes or no. What is decided by it is told to the conversation that asked, exactly once. */
export const approvalDecide = defineAction({
  kind: 'lasting',
  betweenPeople: true,
  name: 'approval.decide',
  title: 'Says yes or no to what another person asks',
  permission: 'approval.decide',
  input: z.strictObject({
    approval: z.string().min(1).max(300),
    yes: z.boolean(),
    reason: z.string().max(1_000).default(''),
  }),
  output: z.object({
    state: z.enum(['pending', 'approved', 'refused']),
    text: z.string(),
  }),
  stages: [{ id: 'decide', title: 'Pass it on' }],
  run: async ({ services, caller, locale }, { approval, yes, reason }) => {
    const decision = await services.approvals.decide(approval, caller, yes, reason.trim());
    const { state, request, by } = decision;
    const event = request && eventOf(decision, request.step);
    if (request && event) {
      const { conversation, run } = request;
      await services.deliver({ conversation, run, messageId: `approval-${approval}-${state}`, event });
    } else if (request && state === 'pending') {
      const { conversation, quorum } = request;
      const messageId = `approval-${approval}-agreed-${by.length}`;
      await services.tellAgreement({ conversation, messageId, news: { approval, by, quorum } });
    }
    return said(decision, yes, locale);
  },
  simulate: ({ yes }) => said({ state: yes ? 'approved' : 'refused', by: [], refusal: { by: 'You' } }, yes, 'en'),
});

function eventOf({ state, by, refusal }: ApprovalDecision, step: string): FlowEvent | undefined {
  if (state === 'approved') return { type: 'approved', step, by };
  return state === 'refused' && refusal ? { type: 'refused', step, ...refusal } : undefined;
}

/** How it stands, in words for the one who spoke. */
function said(
  { state, by, request, refusal }: ApprovalDecision,
  yes: boolean,
  locale: string,
): { state: 'pending' | 'approved' | 'refused'; text: string } {
  const texts = textsIn(locale).approvals;
  const asker = request?.askedBy ?? texts.asker;
  switch (state) {
    case 'pending':
      return { state, text: texts.noted(by.length, request?.quorum ?? 1, asker) };
    case 'approved':
      return { state, text: yes ? texts.agreed(asker) : texts.agreedBefore };
    case 'refused':
      return { state, text: yes ? texts.refusedBefore(refusal?.by ?? '') : texts.refused(asker) };
    case 'expired':
      throw new ActionFailure('EXPIRED', 'The time for this decision is over; nothing will be done.');
    case 'withdrawn':
      throw new ActionFailure('WITHDRAWN', `${asker} does not wait for this any more, or has asked anew.`);
    case 'forbidden':
      throw new ActionFailure(
        'FORBIDDEN',
        'This decision is not yours: you asked for it yourself, or others were asked.',
      );
    case 'unknown':
      throw new ActionFailure('NOT_FOUND', 'There is no such request any more.');
    default:
      return state satisfies never;
  }
}
