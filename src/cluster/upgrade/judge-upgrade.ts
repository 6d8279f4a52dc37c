import { checks } from './checks/index.ts';
import type { Preflight, Reason, Source } from './preflight.ts';
import type { UpgradeLine, UpgradeReport, UpgradeVerdict } from './report.ts';

const order: readonly UpgradeLine['verdict'][] = ['blocks', 'warn', 'ok'];

/** Judges what was read by every check. Pure. A check that fails is said, and takes no other one with it. */
export function judgeUpgrade(preflight: Preflight): UpgradeReport {
  const { path } = preflight;
  const lines: UpgradeLine[] = [];
  const notLookedAt: string[] = [];
  for (const [name, check] of Object.entries(checks)) {
    // Where there is no way, nothing else matters.
    if (path.refused !== undefined && check.needs.length > 0) continue;
    const missing = check.needs.filter((source) => preflight.unread.has(source));
    try {
      const drafts = [...check.judge(preflight)];
      for (const draft of drafts) {
        // Half of it seen is not all well.
        if (draft.verdict === 'ok' && missing.length > 0) continue;
        lines.push({ check: name, objects: [], evidence: [], remedies: [], ...draft });
      }
      if (drafts.length === 0 && missing.length === 0) {
        lines.push({ check: name, verdict: 'ok', title: check.fine, objects: [], evidence: [], remedies: [] });
      }
      if (missing.length > 0) notLookedAt.push(`${check.subject}: ${reasonsOf(missing, preflight.unread)}.`);
    } catch {
      notLookedAt.push(`${check.subject}: this check failed on what it saw.`);
    }
  }
  return {
    version: 1,
    from: path.from,
    to: path.to,
    hops: path.hops,
    verdict: verdictOf(lines),
    lines: lines.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict)),
    notLookedAt,
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
