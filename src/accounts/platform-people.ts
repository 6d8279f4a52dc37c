import type { Caller } from '#src/conversation/ports.ts';

import type { Identities } from './identities.ts';
import type { OneTimeLinks } from './one-time-links.ts';

/** A one-time link of this kind leads to a conversation: its subject. */
export const CONVERSATION_LINK = 'conversation';

/** Who may talk on a platform without being linked to anybody. */
export interface GuestPolicy {
  guests: 'refuse' | 'welcome';
  /** Ids, or names with an `@`. */
  allow: readonly string[];
}

interface Somebody {
  id: string;
  name: string;
  username?: string;
  locale?: string;
}

/** Who stands behind people on other platforms: the owner they are linked to, a guest of their own tenant, or nobody. */
export class PlatformPeople {
  readonly #identities: Identities;
  readonly #links: OneTimeLinks;
  readonly #policies: Readonly<Record<string, GuestPolicy>>;

  constructor(options: {
    identities: Identities;
    links: OneTimeLinks;
    policies: Readonly<Record<string, GuestPolicy>>;
  }) {
    this.#identities = options.identities;
    this.#links = options.links;
    this.#policies = options.policies;
  }

  /** The person as the wizard knows them; null for a stranger who may not come in. */
  async who(channel: string, person: Somebody): Promise<Caller | null> {
    const locale = person.locale ?? 'en';
    const standing = await this.#identities.find(channel, person.id);
    if (standing) return { ...standing, locale };
    if (!this.#isWelcome(channel, person)) return null;
    // A tenant of its own: nobody sees what a guest has, and a guest sees nobody.
    return { owner: `${channel}-${person.id}/guest`, name: person.name, roles: ['user'], locale };
  }

  /** Uses a code up: from now on this account is whoever was given it. */
  async link(code: string, channel: string, person: Somebody): Promise<Caller | null> {
    const standing = await this.#identities.link(code, { channel, id: person.id, name: person.name });
    return standing && { ...standing, locale: person.locale ?? 'en' };
  }

  /** The conversation that a link leads to, for its owner alone. */
  async goOn(token: string, owner: string): Promise<string | null> {
    const link = await this.#links.peek(token);
    if (link?.kind !== CONVERSATION_LINK || link.owner !== owner) return null;
    return (await this.#links.redeem(token))?.subject ?? null;
  }

  #isWelcome(channel: string, { id, username }: Somebody): boolean {
    const policy = Object.hasOwn(this.#policies, channel) ? this.#policies[channel] : undefined;
    if (!policy) return false;
    if (policy.guests === 'welcome' || policy.allow.includes(id)) return true;
    return username !== undefined && policy.allow.some((name) => name.toLowerCase() === `@${username.toLowerCase()}`);
  }
}
