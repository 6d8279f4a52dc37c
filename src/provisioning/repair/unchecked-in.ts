import { saidIn } from '../texts/texts.ts';
import type { Examination } from './examine-vdc.ts';

/** What could not be looked at, with the reasons; empty where everything could. */
export function uncheckedIn({ unchecked }: Pick<Examination, 'unchecked'>, locale: string): string {
  // What the cluster simply does not have is no gap.
  const gaps = unchecked.filter(({ reason }) => !reason.includes('does not have this kind'));
  return gaps.map(({ what, reason }) => `${what} (${saidIn(locale, reason)})`).join(', ');
}
