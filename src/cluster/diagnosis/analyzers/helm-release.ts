import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';

const PATIENCE_MS = 600_000;

/** A Helm release that hangs between two versions, or whose last change failed: the next one will be refused, or begin from a mess. */
export const helmRelease: Analyzer = function* helmRelease(snapshot): Generator<FindingDraft> {
  const latest = new Map<string, ClusterObject>();
  for (const secret of [...snapshot.all('Secret'), ...snapshot.all('ConfigMap')]) {
    const { labels = {}, namespace = '' } = secret.metadata;
    if (labels['owner'] !== 'helm' || labels['name'] === undefined) continue;
    const key = `${namespace}/${labels['name']}`;
    if (versionOf(secret) > versionOf(latest.get(key))) latest.set(key, secret);
  }
  for (const secret of latest.values()) {
    const { labels = {} } = secret.metadata;
    const [name = '', status = ''] = [labels['name'], labels['status']];
    const since = new Date(
      Number(labels['modifiedAt'] ?? labels['createdAt'] ?? 0) * 1_000 ||
        Date.parse(secret.metadata.creationTimestamp ?? '') ||
        0,
    ).toISOString();
    const hangs = status.startsWith('pending-') || status === 'uninstalling';
    if ((!hangs && status !== 'failed') || (hangs && snapshot.age(since) < PATIENCE_MS)) continue;
    yield {
      object: referenceTo(secret),
      cause: hangs ? 'hangs' : 'failed',
      severity: 'warning',
      certainty: 'certain',
      summary: hangs
        ? `The Helm release "${name}" has been left in the middle (${status}): Helm refuses every further change until it is rolled back.`
        : `The last change of the Helm release "${name}" (revision ${versionOf(secret)}) failed.`,
      facts: { release: name, status, revision: versionOf(secret) },
      evidence: [fieldEvidence(secret, 'metadata.labels[status]', status, since)],
      since,
    };
  }
};

const versionOf = (secret: ClusterObject | undefined): number => Number(secret?.metadata.labels?.['version'] ?? -1);
