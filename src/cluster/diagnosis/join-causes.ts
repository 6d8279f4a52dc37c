import { nameOf, type ObjectReference } from '../cluster-object.ts';
import { type Finding, type FindingDraft, type Severity, severities } from './finding.ts';

type Ruled = FindingDraft & { rule: string };

/**
 * Causes, not symptoms: a finding that another one explains is no finding of its own, but one more thing that the other
 * breaks. What remains is ordered by severity, then by how much it breaks.
 */
export function joinCauses(drafts: readonly Ruled[]): Finding[] {
  const byObject = new Map<string, Ruled[]>();
  for (const draft of drafts) {
    const known = byObject.get(nameOf(draft.object));
    if (known) known.push(draft);
    else byObject.set(nameOf(draft.object), [draft]);
  }
  const order = new Map(drafts.map((draft, index) => [draft, index]));
  const explains = (explanation: Ruled, draft: Ruled): boolean =>
    // What only could be better breaks nothing.
    (explanation.severity !== 'advice' || draft.severity === 'advice') &&
    // About one and the same object, the rule that comes first knows the cause.
    (nameOf(explanation.object) !== nameOf(draft.object) || (order.get(explanation) ?? 0) < (order.get(draft) ?? 0));
  /** What explains this finding in the end; itself where nothing does. Where it goes in a circle, the last one passed. */
  const rootOf = (draft: Ruled, passed: ReadonlySet<Ruled>): Ruled => {
    const explanations = (draft.because ?? []).flatMap((reference) => byObject.get(nameOf(reference)) ?? []);
    const next = explanations.find((explanation) => !passed.has(explanation) && explains(explanation, draft));
    return next ? rootOf(next, new Set([...passed, next])) : draft;
  };
  const groups = new Map<Ruled, Ruled[]>();
  for (const draft of drafts) {
    const root = rootOf(draft, new Set([draft]));
    const symptoms = groups.get(root) ?? [];
    if (root !== draft) symptoms.push(draft);
    groups.set(root, symptoms);
  }
  return [...groups]
    .map(([root, symptoms]) => {
      const { because: _, ...finding } = root;
      const more = symptoms.flatMap((symptom) => [symptom.object, ...(symptom.breaks ?? [])]);
      return {
        ...finding,
        severity: worst([root, ...symptoms]),
        breaks: distinct([...(root.breaks ?? []), ...more], root.object),
      };
    })
    .sort(
      (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.breaks.length - a.breaks.length,
    );
}

/** A cause is as grave as the worst that comes of it. */
function worst(drafts: readonly Ruled[]): Severity {
  return severities.find((severity) => drafts.some((draft) => draft.severity === severity)) ?? 'error';
}

function distinct(references: ObjectReference[], root: ObjectReference): ObjectReference[] {
  const names = new Map(references.map((reference) => [nameOf(reference), reference]));
  names.delete(nameOf(root));
  return [...names.values()];
}
