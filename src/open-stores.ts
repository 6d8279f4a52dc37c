import type { Redis } from 'ioredis';

import { Approvals } from '#src/accounts/approvals.ts';
import { AwaitedEvents } from '#src/accounts/awaited-events.ts';
import { EventInbox } from '#src/accounts/event-inbox.ts';
import { Identities } from '#src/accounts/identities.ts';
import type { MasterKey } from '#src/accounts/master-key.ts';
import { OneTimeLinks } from '#src/accounts/one-time-links.ts';
import { RedisSecretVault } from '#src/accounts/secret-vault.ts';
import { ChangeStore } from '#src/provisioning/changes/change-store.ts';
import { NodeRuleStore } from '#src/provisioning/node-rules/node-rule-store.ts';
import { PlanStore } from '#src/provisioning/plan-store.ts';
import { RepairBook } from '#src/provisioning/repair/repair-book.ts';
import { UpgradeStore } from '#src/provisioning/upgrade/upgrade-store.ts';
import { VdcRecords } from '#src/provisioning/vdc-records.ts';
import { DefinitionStore } from '#src/sessions/definition-store.ts';
import { RedisSessionStore } from '#src/sessions/redis-session-store.ts';
import { TurnNews } from '#src/sessions/turn-news.ts';
import { UnknownSentences } from '#src/understanding/index.ts';

interface StoresOptions {
  redis: Redis;
  prefix: string;
  /** How long a conversation is remembered. */
  ttlSeconds: number;
  masterKey: MasterKey;
  onQuarantine(conversation: string, quarantine: string): void;
}

/** Opens all that is remembered, each thing under keys of its own; nothing is read yet. */
export function openStores({ redis, prefix, ttlSeconds, masterKey, onQuarantine }: StoresOptions) {
  const place = { redis, prefix };
  const vault = new RedisSecretVault({ ...place, masterKey });
  return {
    store: new RedisSessionStore({ ...place, ttlSeconds, onQuarantine }),
    definitions: new DefinitionStore({ ...place, ttlSeconds }),
    news: new TurnNews(place),
    inbox: new EventInbox(place),
    awaited: new AwaitedEvents({ ...place, ttlSeconds }),
    approvals: new Approvals(place),
    identities: new Identities(place),
    links: new OneTimeLinks(place),
    vault,
    records: new VdcRecords(redis, prefix),
    plans: new PlanStore(redis, prefix),
    changes: new ChangeStore({ ...place, secrets: vault }),
    nodeRules: new NodeRuleStore(place),
    repairs: new RepairBook(place),
    upgrades: new UpgradeStore(redis, prefix),
    unknownSentences: new UnknownSentences(place),
  };
}
