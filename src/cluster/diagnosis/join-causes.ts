import { nameOf, type ObjectReference } from '../cluster-object.ts';
import { type Finding, type FindingDraft, severities } from './finding.ts';

type Ruled = FindingDraft & { rule: string };

/**
 * Causes, not symptoms: a finding that another one explains is no finding of its own, but one more thing that the other
 * breaks. What remains is ordered by severity, then by how much it breaks.
 */
export function joinCauses(drafts: readonly Ruled[]): Finding[] {
  const byObject = new Map<string, Ruled[]>();
  for (const draft of drafts)
    byObject.set(nameOf(draft.object), [...(byObject.get(nameOf(draft.object)) ?? []), draft]);
  const order = new Map(drafts.map((draft, index) => [draft, index]));
  const explains = (explanation: Ruled, draft: Ruled): boolean =>
    // About one and the same object, the rule that comes first knows the cause.
    nameOf(explanation.object) !== nameOf(draft.object) || (order.get(explanation) ?? 0) < (order.get(draft) ?? 0);
  /** What explains this finding in the end; itself where nothing does. Where it goes in a circle, the last one passed. */
  const rootOf = (draft: Ruled, passed: ReadonlySet<Ruled>): Ruled => {
    const explanations = (draft.because ?? []).flatMap((reference) => byObject.get(nameOf(reference)) ?? []);
    const next = explanations.find((explanation) => !passed.has(explanation) && explains(explanation, draft));
    return next ? rootOf(next, new Set([...passed, next])) : draft;
  };
  const broken = new Map<Ruled, ObjectReference[]>();
  for (const draft of drafts) {
    const root = rootOf(draft, new Set([draft]));
    const more = root === draft ? [] : [draft.object, ...(draft.breaks ?? [])];
    broken.set(root, [...(broken.get(root) ?? []), ...more]);
  }
  return [...broken]
    .map(([root, more]) => {
      const { because: _, ...finding } = root;
      return { ...finding, breaks: distinct([...(root.breaks ?? []), ...more], root.object) };
    })
    .sort(
      (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.breaks.length - a.breaks.length,
    );
}

function distinct(references: ObjectReference[], root: ObjectReference): ObjectReference[] {
  const names = new Map(references.map((reference) => [nameOf(reference), reference]));
  names.delete(nameOf(root));
  return [...names.values()];
}
