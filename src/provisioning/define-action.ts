import type { z } from 'zod';

import type { LastingAction, ReadAction } from './action.ts';
import type { Services } from './services.ts';

/** An action of this product, with its input and output typed by their schemas. */
export function defineAction<I extends z.ZodType, O extends z.ZodType>(
  action: ReadAction<Services, I, O>,
): ReadAction<Services, I, O>;
export function defineAction<I extends z.ZodType, O extends z.ZodType>(
  action: LastingAction<Services, I, O>,
): LastingAction<Services, I, O>;
export function defineAction(
  action: ReadAction<Services> | LastingAction<Services>,
): ReadAction<Services> | LastingAction<Services> {
  return action;
}
