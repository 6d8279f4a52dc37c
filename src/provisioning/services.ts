import type { FlowEvent } from '#src/chatflow/index.ts';
import type { Publication } from '#src/conversation/event-desk.ts';
import type { HandoffBook } from '#src/conversation/handoff-book.ts';
import type { LiveLogs } from '#src/conversation/live-log.ts';
import type { ApprovalNews, ApprovalRequest, Caller } from '#src/conversation/ports.ts';
import type { OperationView } from '#src/protocol/index.ts';

import type { ImageRegistries } from './apps/image-registry.ts';
import type { ChangeStore } from './changes/change-store.ts';
import type { Engine } from './engine.ts';
import type { NameResolver } from './exposure/resolver.ts';
import type { SolutionCatalogue } from './marketplace/catalogue.ts';
import type { NodeRuleStore } from './node-rules/node-rule-store.ts';
import type { PlanStore } from './plan-store.ts';
import type { Tariff } from './pricing/index.ts';
import type { Explain } from './repair/explain-finding.ts';
import type { RepairBook } from './repair/repair-book.ts';
import type { UpgradeStore } from './upgrade/upgrade-store.ts';
import type { VdcClusters } from './vdc-clusters.ts';
import type { VdcRecords } from './vdc-records.ts';

/** Everything the actions of this product may use. */
export interface Services {
  engines: Engines;
  records: VdcRecords;
  /** Puts findings into words. Absent: the rules' own sentences are all there is. */
  explain?: Explain;
  /** What is decided about trouble in VDCs, and what was done about it. */
  repairs: RepairBook;
  /** The ways into VDCs. */
  clusters: VdcClusters;
  secrets: Secrets;
  plans: PlanStore;
  /** Changes inside VDCs: planned, and those that can be undone. */
  changes: ChangeStore;
  /** What owners have decided about the number of workers. */
  nodeRules: NodeRuleStore;
  links: OneTimeLinks;
  operations: RunningOperations;
  approvals: ApprovalBook;
  /** Accounts on other platforms that speak for people. Absent: there are no bots. */
  accounts?: AccountBook;
  /** Who wants a person, and who helps. */
  handoffs: HandoffBook;
  /** Tells who asked how far it has come. The same message id again changes nothing. */
  tellAgreement(event: { conversation: string; messageId: string; news: ApprovalNews }): Promise<void>;
  /** Lines that are seen as they come. */
  liveLogs: LiveLogs;
  /** Where images come from. Absent: nobody asks. */
  images?: ImageRegistries;
  /** Upgrades: planned, running, and how long they take. */
  upgrades: UpgradeStore;
  /** Tells whoever it is about that something happened: flows that it triggers begin. Absent: nobody is told. */
  tell?(happened: Publication): Promise<void>;
  /** Tells one run of a flow what happened. The same message id again changes nothing. */
  deliver(event: { conversation: string; messageId: string; run: string; event: FlowEvent }): Promise<void>;
  /** What the catalogue shows before there is a plan; the one the engine prices by. Absent: the Grid's. */
  tariff?: Tariff;
  /** The marketplace. Absent: what comes with the product. */
  solutions?: SolutionCatalogue;
  /** Who is asked where a domain leads. Absent: the system's DNS. */
  resolver?: NameResolver;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Where VDCs live: new ones at `main`, older ones at whatever engine they were made by. */
export interface Engines {
  readonly main: Engine;
  /** The engine of this name, or undefined where it is not configured any more. */
  get(name: string): Engine | undefined;
}

/** What a person entered as a secret. Only a handle of it travels; open it where it is used, and keep nothing. */
export interface Secrets {
  /** Rejects with `SECRET_UNAVAILABLE` when it is gone, or somebody else's. */
  open(owner: string, handle: string): Promise<string>;
  seal(owner: string, plaintext: string, ttlMs: number): Promise<string>;
  /** Keeps a secret until it is shredded; again under the same name replaces it. */
  keep(owner: string, name: string, plaintext: string): Promise<string>;
  shred(handle: string): Promise<void>;
}

/** Which accounts in Telegram, Matrix and the like speak for whom. */
export interface AccountBook {
  /** A code that links an account to this caller; `expiresAt` is in milliseconds since the epoch. */
  issue(caller: Caller): Promise<{ code: string; expiresAt: number }>;
  list(owner: string): Promise<{ channel: string; id: string; name: string; at: number; alerts: boolean }[]>;
  /** False when it was not linked to this owner. */
  unlink(owner: string, channel: string, id: string): Promise<boolean>;
  setAlerts(owner: string, channel: string, id: string, alerts: boolean): Promise<boolean>;
  /** Where a bot of this wizard talks. */
  platforms(): { name: string; label: string; linkTo(payload: string): string | undefined }[];
}

/** Addresses that work a single time: what is behind one is made only when it is fetched. */
export interface OneTimeLinks {
  issue(
    subject: { owner: string; kind: string; subject: string; filename: string },
    ttlMs: number,
  ): Promise<{ token: string; expiresAt: string | number }>;
}

/** What runs now, by owner. */
export interface RunningOperations {
  running(owner: string, page: { offset: number; count: number }): Promise<OperationView[]>;
}

/** What people are asked to agree to, and what they say. */
export interface ApprovalBook {
  /** What waits for this person, oldest first. */
  pending(caller: Caller): Promise<(ApprovalRequest & { agreed: string[] })[]>;
  decide(id: string, caller: Caller, yes: boolean, reason?: string): Promise<ApprovalDecision>;
}

/** How a request stands after somebody has spoken. */
export interface ApprovalDecision {
  state: 'pending' | 'approved' | 'refused' | 'expired' | 'withdrawn' | 'unknown' | 'forbidden';
  /** Names of those who agreed so far. */
  by: string[];
  request?: ApprovalRequest;
  refusal?: { by: string; reason?: string };
}

/** Engines by their names; the first one is where new VDCs go. */
export function enginesOf(main: Engine, ...others: Engine[]): Engines {
  const byName = new Map([main, ...others].map((engine) => [engine.name, engine]));
  return { main, get: (name) => byName.get(name) };
}
