import { referenceTo } from '../../cluster-object.ts';
import { numberAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';

/** Certificates, leases and tokens bear no more than about this. */
const BEARABLE_MS = 30_000;
/** One event may have waited on its way; several say the same. */
const ENOUGH = 2;

/** A node whose clock goes wrong: what it dates itself differs from when the API server received it. */
export const clockSkew: Analyzer = function* clockSkew(snapshot): Generator<FindingDraft> {
  const offsets = new Map<string, number[]>();
  for (const event of snapshot.all('Event')) {
    const host = textAt(event, 'source', 'host') ?? textAt(event, 'reportingInstance');
    const dated = Date.parse(textAt(event, 'firstTimestamp') ?? textAt(event, 'eventTime') ?? '');
    const received = Date.parse(event.metadata.creationTimestamp ?? '');
    // Repeated ones are dated anew, and of one that was repeated nobody knows which date is whose.
    if (host === undefined || (numberAt(event, 'count') ?? 1) > 1 || Number.isNaN(dated) || Number.isNaN(received))
      continue;
    const known = offsets.get(host);
    if (known) known.push(dated - received);
    else offsets.set(host, [dated - received]);
  }
  for (const [host, all] of offsets) {
    const node = snapshot.find('Node', undefined, host);
    const sorted = all.toSorted((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
    // Late events are common where a node was cut off: only those from the future, or all of them late alike, are a sign.
    const alike = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0) < BEARABLE_MS;
    if (!node || all.length < ENOUGH || Math.abs(middle) < BEARABLE_MS || !alike) continue;
    const seconds = Math.round(Math.abs(middle) / 1_000);
    yield {
      object: referenceTo(node),
      cause: middle > 0 ? 'ahead' : 'behind',
      severity: 'warning',
      certainty: 'likely',
      summary: `The clock of the node "${host}" seems to be ${seconds} s ${middle > 0 ? 'ahead' : 'behind'}: certificates and leases on it will fail by and by.`,
      facts: { node: host, seconds, ahead: middle > 0 },
      evidence: [fieldEvidence(node, `events of ${host}: dated less received`, `${Math.round(middle / 1_000)} s`)],
      because: [],
    };
  }
};
