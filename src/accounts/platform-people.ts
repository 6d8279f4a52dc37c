import type { Caller } from '#src/conversation/ports.ts';

import type { Identities } from './identities.ts';

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
  readonly #onLinked: (linked: { owner: string; channel: string; name: string }) => Promise<void>;
  readonly #policies: Readonly<Record<string, GuestPolicy>>;

  constructor(options: {
    identities: Identities;
    policies: Readonly<Record<string, GuestPolicy>>;
    /** Told to the owner wherever they wait for it. */
    onLinked(linked: { owner: string; channel: string; name: string }): Promise<void>;
  }) {
    this.#identities = options.identities;
    this.#onLinked = options.onLinked;
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
  async link(code: string, channel: string, person: Somebody, place: string): Promise<Caller | null> {
    const { id, name } = person;
    const standing = await this.#identities.link(code, { channel, id, name, place });
    if (!standing) return null;
    await this.#onLinked({ owner: standing.owner, channel, name });
    return { ...standing, locale: person.locale ?? 'en' };
  }

  #isWelcome(channel: string, { id, username }: Somebody): boolean {
    const policy = Object.hasOwn(this.#policies, channel) ? this.#policies[channel] : undefined;
    if (!policy) return false;
    if (policy.guests === 'welcome' || policy.allow.includes(id)) return true;
    return username !== undefined && policy.allow.some((name) => name.toLowerCase() === `@${username.toLowerCase()}`);
  }
}
