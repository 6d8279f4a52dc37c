import { setImmediate as turn } from 'node:timers/promises';

import type { Check, LineDraft } from './check.ts';
import { checks } from './checks/index.ts';
import type { Preflight, Reason, Source } from './preflight.ts';
import type { UpgradeLine, UpgradeReport, UpgradeVerdict } from './report.ts';

const order: readonly UpgradeLine['verdict'][] = ['blocks', 'warn', 'ok'];

/** Judges what was read by every check. Pure. A check that fails is said, and takes no other one with it. */
export function judgeUpgrade(preflight: Preflight): UpgradeReport {
  return reportOf(
    preflight,
    Object.entries(checks).map(([name, check]) => judgedBy(name, check, preflight)),
  );
}

/** The same; between two checks others get their turn, so that a cluster of thousands of pods holds up nobody. */
export async function judgeUpgradeByTurns(preflight: Preflight): Promise<UpgradeReport> {
  const judged: Judged[] = [];
  for (const [name, check] of Object.entries(checks)) {
    judged.push(judgedBy(name, check, preflight));
    await turn();
  }
  return reportOf(preflight, judged);
}

/** What one check came to. */
interface Judged {
  lines: UpgradeLine[];
  notLookedAt: string[];
}

function judgedBy(name: string, check: Check, preflight: Preflight): Judged {
  // Where there is no way, nothing else matters.
  if (preflight.path.refused !== undefined && check.needs.length > 0) return { lines: [], notLookedAt: [] };
  const missing = check.needs.filter((source) => preflight.unread.has(source));
  const notLookedAt = missing.length > 0 ? [`${check.subject}: ${reasonsOf(missing, preflight.unread)}.`] : [];
  const lineOf = (draft: LineDraft): UpgradeLine => ({
    check: name,
    objects: [],
    evidence: [],
    remedies: [],
    ...draft,
  });
  try {
    const drafts = [...check.judge(preflight)];
    // Half of it seen is not all well.
    const said = drafts.filter(({ verdict }) => verdict !== 'ok' || missing.length === 0);
    const isFine = drafts.length === 0 && missing.length === 0;
    return { lines: (isFine ? [{ verdict: 'ok' as const, title: check.fine }] : said).map(lineOf), notLookedAt };
  } catch {
    return { lines: [], notLookedAt: [`${check.subject}: this check failed on what it saw.`] };
  }
}

function reportOf({ path }: Preflight, judged: readonly Judged[]): UpgradeReport {
  const lines = judged.flatMap((one) => one.lines);
  return {
    version: 1,
    from: path.from,
    to: path.to,
    hops: path.hops,
    verdict: verdictOf(lines),
    lines: lines.toSorted((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict)),
    notLookedAt: judged.flatMap((one) => one.notLookedAt),
  };
}

/** What all lines come to. */
export function verdictOf(lines: readonly UpgradeLine[]): UpgradeVerdict {
  if (lines.some(({ verdict }) => verdict === 'blocks')) return 'blocked';
  return lines.some(({ verdict }) => verdict === 'warn') ? 'warnings' : 'ready';
}

const places: { readonly [source in Source]?: string } = {
  releases: 'Secrets of Helm',
  requests: '/metrics of the API server',
  readiness: '/readyz of the API server',
  writers: 'objects of kinds that change',
};

const clauses: { readonly [reason in Reason]: string } = {
  forbidden: 'the credentials may not read',
  absent: 'the cluster does not show',
  failed: 'the cluster failed to show',
};

function reasonsOf(missing: readonly Source[], unread: Preflight['unread']): string {
  const groups = new Map<Reason, string[]>();
  for (const source of missing) {
    const reason = unread.get(source) ?? 'absent';
    groups.set(reason, [...(groups.get(reason) ?? []), places[source] ?? source]);
  }
  return [...groups].map(([reason, names]) => `${clauses[reason]} ${names.join(', ')}`).join('; ');
}
