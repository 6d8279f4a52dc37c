import type { Redis } from 'ioredis';

import type { ApprovalDesk, ApprovalRequest, Caller } from '#src/conversation/ports.ts';
import { loadScript, type RedisScript } from '#src/redis/load-script.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';

/** How a request stands. */
export type ApprovalState = 'pending' | 'approved' | 'refused' | 'expired' | 'withdrawn' | 'unknown' | 'forbidden';

export interface Decided {
  state: ApprovalState;
  /** Names of those who agreed so far. */
  by: string[];
  request?: ApprovalRequest;
  /** Who said no, and why. */
  refusal?: { by: string; reason?: string };
}

/** A request that waits, with how far it has come. */
export interface PendingApproval extends ApprovalRequest {
  /** Names of those who agreed so far. */
  agreed: string[];
}

const KEEP_AFTER_EXPIRY_MS = 30 * 24 * 60 * 60 * 1_000;
/** The most requests that one look reads. */
const MOST = 50;

/**
 * Wishes for the consent of others: a quorum of different people, before a deadline, never the asker's own. A decision is
 * one script, so two last signatures at once still give one outcome.
 */
export class Approvals implements ApprovalDesk {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #now: () => number;
  readonly #decide: RedisScript;

  constructor({ redis, prefix, now = Date.now }: { redis: Redis; prefix: string; now?: () => number }) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#now = now;
    this.#decide = loadScript(redis, new URL('./decide-approval-1.lua', import.meta.url));
  }

  /** Puts a request before those it names. What the same step had asked before is withdrawn: its text is not true any more. */
  async ask(request: ApprovalRequest): Promise<void> {
    const key = this.#key(request.id);
    await orTrouble(this.#redis.hsetnx(key, 'request', JSON.stringify(request)));
    await orTrouble(this.#redis.pexpireat(key, request.expiresAt + KEEP_AFTER_EXPIRY_MS));
    if (!(await this.#isNewest(request))) return;
    // Lists are scored by when the request becomes visible: those it escalates to see it at half time.
    for (const selector of request.by) await this.#list(selector, request, request.askedAt);
    if (request.escalate !== undefined) await this.#list(request.escalate, request, halfTime(request));
  }

  /** It is not waited for any more: nobody is asked to decide on it. What was decided stays so. */
  async withdraw(approval: string): Promise<void> {
    const { state, request } = await this.#look(approval);
    if (state === 'pending' || state === 'unknown') await this.#withdraw(approval, request);
  }

  /** What waits for this person's decision, oldest first. */
  async pending(caller: Caller): Promise<PendingApproval[]> {
    const selectors = selectorsOf(caller);
    const ids = new Set<string>();
    for (const selector of selectors) {
      const page = await orTrouble(
        this.#redis.zrangebyscore(this.#listKey(selector), 0, this.#now(), 'LIMIT', 0, MOST),
      );
      for (const id of page) ids.add(id);
    }
    const requests: PendingApproval[] = [];
    for (const id of ids) {
      const { state, request } = await this.#look(id);
      if (state !== 'pending' || !request) await this.#unlist(id, request, selectors);
      else if (request.owner !== caller.owner) {
        const { names, mine } = await this.#agreed(id, caller);
        if (!mine) requests.push({ ...request, agreed: names });
      }
    }
    return requests.sort((one, other) => one.askedAt - other.askedAt);
  }

  /** Yes or no of one person. The same person twice counts once; after the outcome nothing changes it. */
  async decide(id: string, caller: Caller, yes: boolean, reason = ''): Promise<Decided> {
    const { state, request } = await this.#look(id);
    if (!request) return { state: 'unknown', by: [] };
    if (!mayDecide(request, caller, this.#now())) return { state: 'forbidden', by: [] };
    if (state === 'expired') return { state, by: [], request };
    const answer = await this.#decide(
      this.#key(id),
      yes ? 'yes' : 'no',
      caller.owner,
      caller.name,
      request.quorum,
      this.#now(),
      request.expiresAt,
      reason,
    );
    const [outcome = 'unknown', refuser = '', why = '', ...by] = Array.isArray(answer) ? answer.map(String) : [];
    if (outcome !== 'pending') await this.#unlist(id, request, []);
    const refusal = { by: refuser, ...(why === '' ? {} : { reason: why }) };
    return { state: outcome as ApprovalState, by, request, ...(outcome === 'refused' ? { refusal } : {}) };
  }

  /** Notes the request as the one its step stands for, and withdraws what the step had asked before. */
  async #isNewest({ id, conversation, run, step, expiresAt }: ApprovalRequest): Promise<boolean> {
    const place = `${this.#prefix}approval-of:{${conversation}}:${run}:${step}`;
    const before = await orTrouble(this.#redis.get(place));
    if (before !== null && before !== id) {
      const { state, request } = await this.#look(before);
      // An older effect that is only now performed: the newer request stands.
      if (request && request.expiresAt > expiresAt) {
        await this.#withdraw(id);
        return false;
      }
      if (state === 'pending') await this.#withdraw(before, request);
    }
    await orTrouble(this.#redis.set(place, id, 'PXAT', expiresAt + KEEP_AFTER_EXPIRY_MS));
    return true;
  }

  async #withdraw(id: string, request?: ApprovalRequest): Promise<void> {
    await orTrouble(this.#redis.hsetnx(this.#key(id), 'outcome', 'withdrawn'));
    await this.#unlist(id, request, []);
  }

  async #agreed(id: string, { owner }: Caller): Promise<{ names: string[]; mine: boolean }> {
    const fields = Object.entries(await orTrouble(this.#redis.hgetall(this.#key(id))));
    const names = fields.filter(([field]) => field.startsWith('by:')).map(([, name]) => name);
    return { names: names.sort(), mine: fields.some(([field]) => field === `by:${owner}`) };
  }

  async #look(id: string): Promise<{ state: ApprovalState; request?: ApprovalRequest }> {
    const [text, outcome] = await orTrouble(this.#redis.hmget(this.#key(id), 'request', 'outcome'));
    if (!text) return { state: 'unknown' };
    const request = JSON.parse(text) as ApprovalRequest;
    if (outcome) return { state: outcome as ApprovalState, request };
    return { state: request.expiresAt <= this.#now() ? 'expired' : 'pending', request };
  }

  async #list(selector: string, request: ApprovalRequest, visibleFrom: number): Promise<void> {
    const key = this.#listKey(selector);
    await orTrouble(this.#redis.zadd(key, visibleFrom, request.id));
    await orTrouble(this.#redis.pexpire(key, KEEP_AFTER_EXPIRY_MS * 4));
  }

  async #unlist(id: string, request: ApprovalRequest | undefined, selectors: readonly string[]): Promise<void> {
    const { escalate } = request ?? {};
    const lists = new Set([...selectors, ...(request?.by ?? []), ...(escalate === undefined ? [] : [escalate])]);
    for (const selector of lists) await orTrouble(this.#redis.zrem(this.#listKey(selector), id));
  }

  #key(id: string): string {
    return `${this.#prefix}approval:{${id}}`;
  }

  #listKey(selector: string): string {
    return `${this.#prefix}approvals:${selector}`;
  }
}

function mayDecide(request: ApprovalRequest, caller: Caller, now: number): boolean {
  if (caller.owner === request.owner) return false;
  const escalated = request.escalate !== undefined && now >= halfTime(request);
  return selectorsOf(caller).some(
    (selector) => request.by.includes(selector) || (escalated && selector === request.escalate),
  );
}

function halfTime({ askedAt, expiresAt }: ApprovalRequest): number {
  return (askedAt + expiresAt) / 2;
}

function selectorsOf({ owner, roles }: Caller): string[] {
  return [`user:${owner}`, ...roles.map((role) => `role:${role}`)];
}
