import type { JsonObject } from '#src/protocol/index.ts';

import { titleOf } from './advance.ts';
import type { Flow } from './flow.ts';
import { phrase } from './phrases/index.ts';

/** Why a flow cannot be begun by this person in this place, as a sentence for them; undefined when it can. */
export function whyNotBegin(
  flow: Flow,
  {
    roles,
    channel,
    locale,
    remembered,
  }: { roles: readonly string[]; channel: string; locale: string; remembered: JsonObject },
): string | undefined {
  const { access, channels, obsolete } = flow;
  const { title } = titleOf(flow, locale);
  if (obsolete) return phrase(locale, 'turn.obsolete', { title });
  if (access.roles.length > 0 && !access.roles.some((role) => roles.includes(role))) {
    return phrase(locale, 'turn.not-allowed', { title });
  }
  if (channels.only && !channels.only.includes(channel)) {
    return phrase(locale, 'turn.other-channel', { title, channels: channels.only.join(', ') });
  }
  if (channels.except?.includes(channel)) return phrase(locale, 'turn.not-here', { title });
  const missing = access.needs.filter((name) => (remembered[name] ?? null) === null);
  return missing.length > 0 ? phrase(locale, 'turn.needs', { title, needs: missing.join(', ') }) : undefined;
}
