import type { NodeNeed } from './node-need.ts';
import type { NodeRule } from './node-rule.ts';

/** Pods have to wait for so long before a worker is paid for: many a pod waits only for another one to go. */
export const WAITING_MS = 60_000;

/** What a rule comes to at this moment: another number of workers, with the reason, or what it keeps in mind. */
export interface Judgement {
  to?: number;
  why?: string;
  /** Something the owner should know. The same sort of it is told once, however the pods are called. */
  trouble?: { sort: string; text: string };
  waitingSince?: number;
  idleSince?: number;
}

/** Pure: the rule, what the pods say, how many workers there are, and the time. */
export function judgeNodeRule(rule: NodeRule, need: NodeNeed, workers: number, now: number): Judgement {
  if (workers < rule.least) return { to: rule.least, why: `There were fewer workers than ${rule.least}.` };
  if (need.waiting.length > 0) {
    const waitingSince = rule.waitingSince ?? now;
    if (now - waitingSince < WAITING_MS) return { waitingSince };
    if (need.missing === 0) {
      return {
        waitingSince,
        trouble: { sort: 'size', text: `${podsText(need.waiting)}: no worker of this size is big enough for them.` },
      };
    }
    if (workers >= rule.most) {
      return {
        waitingSince,
        trouble: { sort: 'most', text: `${podsText(need.waiting)}, and there are ${workers} workers already.` },
      };
    }
    return { waitingSince, to: Math.min(rule.most, workers + need.missing), why: `${podsText(need.waiting)}.` };
  }
  if (workers > rule.most) return { to: rule.most, why: `There were more workers than ${rule.most}.` };
  if (need.keeps !== undefined || workers <= rule.least) return {};
  const idleSince = rule.idleSince ?? now;
  if (now - idleSince < rule.idleMinutes * 60_000) return { idleSince };
  return { idleSince, to: workers - 1, why: `A worker was not needed for ${rule.idleMinutes} minutes.` };
}

function podsText(pods: readonly string[]): string {
  const named = pods.slice(0, 3).join(', ');
  const more = pods.length > 3 ? ' …' : '';
  return pods.length === 1
    ? `There was no room for ${named}`
    : `There was no room for ${pods.length} pods (${named}${more})`;
}
