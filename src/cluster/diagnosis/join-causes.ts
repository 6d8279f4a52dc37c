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
  const broken = new Map<Ruled, ObjectReference[]>();
  const roots: Ruled[] = [];
  for (const draft of drafts) {
    const root = rootOf(draft, byObject, new Set([draft]));
    if (root === draft) roots.push(draft);
    else broken.set(root, [...(broken.get(root) ?? []), draft.object, ...(draft.breaks ?? [])]);
  }
  return roots
    .map((root) => {
      const { because: _, ...finding } = root;
      return { ...finding, breaks: distinct([...(root.breaks ?? []), ...(broken.get(root) ?? [])], root.object) };
    })
    .sort(
      (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.breaks.length - a.breaks.length,
    );
}

/** What explains this finding in the end; itself where nothing does. `passed` keeps circles from being walked for ever. */
function rootOf(draft: Ruled, byObject: ReadonlyMap<string, Ruled[]>, passed: Set<Ruled>): Ruled {
  for (const reference of draft.because ?? []) {
    for (const explanation of byObject.get(nameOf(reference)) ?? []) {
      if (passed.has(explanation)) continue;
      passed.add(explanation);
      return rootOf(explanation, byObject, passed);
    }
  }
  return draft;
}

function distinct(references: ObjectReference[], root: ObjectReference): ObjectReference[] {
  const names = new Map(references.map((reference) => [nameOf(reference), reference]));
  names.delete(nameOf(root));
  return [...names.values()];
}
