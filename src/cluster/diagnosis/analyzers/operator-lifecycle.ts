import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { type Condition, conditionEvidence, conditionsOf, said } from '../conditions.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import type { Snapshot } from '../snapshot.ts';

const GRACE_MS = 600_000;

/** Operators that the Operator Lifecycle Manager cannot install or keep up to date. */
export const operatorLifecycle: Analyzer = function* operatorLifecycle(snapshot): Generator<FindingDraft> {
  yield* catalogs(snapshot);
  yield* plans(snapshot);
  yield* subscriptions(snapshot);
  yield* operators(snapshot);
};

function* catalogs(snapshot: Snapshot): Generator<FindingDraft> {
  for (const catalog of snapshot.all('CatalogSource')) {
    const state = textAt(catalog, 'status', 'connectionState', 'lastObservedState');
    if (state === undefined || !/FAIL|SHUTDOWN/i.test(state)) continue;
    yield {
      ...about(catalog, 'catalog-unreachable', 'error'),
      summary: `The operator catalogue "${catalog.metadata.name}" does not answer: no operator of it can be installed or updated.`,
      facts: { state },
      evidence: [fieldEvidence(catalog, 'status.connectionState.lastObservedState', state)],
    };
  }
}

function* plans(snapshot: Snapshot): Generator<FindingDraft> {
  for (const plan of snapshot.all('InstallPlan')) {
    const phase = textAt(plan, 'status', 'phase') ?? '';
    if (phase === 'Failed') {
      const why = conditionsOf(plan).find(({ message }) => message !== '');
      yield {
        ...about(plan, 'plan-failed', 'error'),
        summary: `The installation plan "${plan.metadata.name}" has failed${why ? `: ${said(why.message)}` : ''}.`,
        facts: { phase },
        evidence: [fieldEvidence(plan, 'status.phase', phase), ...(why ? [conditionEvidence(plan, why)] : [])],
      };
    } else if (phase === 'RequiresApproval') {
      yield {
        ...about(plan, 'plan-waits', 'advice'),
        summary: `The installation plan "${plan.metadata.name}" waits for somebody to approve it.`,
        facts: { phase },
        evidence: [fieldEvidence(plan, 'status.phase', phase)],
      };
    }
  }
}

function* subscriptions(snapshot: Snapshot): Generator<FindingDraft> {
  for (const subscription of snapshot.all('Subscription')) {
    const bad = conditionsOf(subscription).find(isBad);
    const state = textAt(subscription, 'status', 'state') ?? '';
    const catalog = snapshot.find(
      'CatalogSource',
      textAt(subscription, 'spec', 'sourceNamespace'),
      textAt(subscription, 'spec', 'source') ?? '',
    );
    if (!bad || (bad.since !== undefined && snapshot.age(bad.since) < GRACE_MS)) continue;
    yield {
      ...about(subscription, 'not-followed', 'warning'),
      summary: `The operator of the subscription "${subscription.metadata.name}" is not kept up to date: ${said(bad.message || bad.reason)}.`,
      facts: { state },
      evidence: [conditionEvidence(subscription, bad)],
      ...(catalog ? { because: [referenceTo(catalog)] } : {}),
    };
  }
}

/** Some of its conditions are bad when true, and those that an older version wrote the other way round when false. */
function isBad({ type, reason, status }: Condition): boolean {
  if (type === '' && status === 'False') return /Unhealthy|Failed|Error/.test(reason);
  return /Unhealthy|Failed|Missing/.test(type) && status === 'True';
}

function* operators(snapshot: Snapshot): Generator<FindingDraft> {
  for (const version of snapshot.all('ClusterServiceVersion')) {
    const phase = textAt(version, 'status', 'phase') ?? '';
    if (phase !== 'Failed') continue;
    const message = textAt(version, 'status', 'message') ?? textAt(version, 'status', 'reason') ?? '';
    const workloads = objectsAt(version, 'spec', 'install', 'spec', 'deployments').flatMap((one) => {
      const found = snapshot.find('Deployment', version.metadata.namespace, textAt(one, 'name') ?? '');
      return found ? [referenceTo(found)] : [];
    });
    yield {
      ...about(version, 'operator-failed', 'error'),
      summary: `The operator "${version.metadata.name}" could not be installed${message === '' ? '' : `: ${said(message)}`}.`,
      facts: { phase },
      evidence: [fieldEvidence(version, 'status.phase', `${phase} ${message}`.trim())],
      because: workloads,
    };
  }
}

function about(
  object: ClusterObject,
  cause: string,
  severity: FindingDraft['severity'],
): Pick<FindingDraft, 'object' | 'cause' | 'severity' | 'certainty'> {
  return { object: referenceTo(object), cause, severity, certainty: 'certain' };
}
