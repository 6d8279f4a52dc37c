import { nodeHealth } from '../../diagnosis/analyzers/node-health.ts';
import type { FindingDraft } from '../../diagnosis/finding.ts';
import { remediesOf } from '../../diagnosis/remedies/index.ts';
import type { Check, LineDraft } from '../check.ts';
import { asUpgradeRemedy } from '../remedies.ts';
import { count } from '../wording.ts';

const stops: ReadonlySet<string> = new Set(['silent', 'not-ready', 'disk', 'network']);

/** Nodes that are not well would not survive it, and those that are closed would take nothing over. */
export const nodeHealthCheck: Check = {
  subject: 'Health of the nodes',
  needs: ['Node'],
  fine: 'All nodes are well, and open.',
  *judge({ snapshot }): Generator<LineDraft> {
    for (const draft of nodeHealth(snapshot)) {
      const { object, cause, summary, evidence, breaks = [] } = draft;
      yield {
        verdict: stops.has(cause) ? 'blocks' : 'warn',
        title: summary,
        ...(detailOf(draft) === undefined ? {} : { detail: detailOf(draft) as string }),
        objects: [object],
        evidence: evidence.map((one) => ({ ...one, text: `${one.field} is ${one.value}.` })),
        remedies: remediesOf({ rule: 'node-health', ...draft, breaks: [...breaks] }, snapshot).map(asUpgradeRemedy),
      };
    }
  },
};

function detailOf({ cause, breaks = [] }: FindingDraft): string | undefined {
  switch (cause) {
    case 'silent':
    case 'not-ready':
      return `Bring it back before the upgrade${breaks.length > 0 ? `: ${count(breaks.length, 'pod')} stood on it` : ''}. A node that is not well cannot be upgraded.`;
    case 'disk':
      return 'An upgrade brings new images: free some disk first.';
    case 'cordoned':
      return 'It takes nothing over while others are emptied, and it stays closed after the upgrade.';
    default:
      return undefined;
  }
}
