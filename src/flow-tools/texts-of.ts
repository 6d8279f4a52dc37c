import { type Flow, phrasesKey } from '#src/chatflow/index.ts';
import type { Text } from '#src/chatflow/text.ts';

/** Every text of a flow that a person can read, by its key in `locales/<lang>/<flow>.yaml`, in the order of the file. */
export function textsOf(flow: Flow): Map<string, string> {
  const texts = new Map<string, string>([['title', flow.title]]);
  if (flow.description !== '') texts.set('description', flow.description);
  // A language has phrases of its own, as many as it wants, divided by `|`: the first one stands for them all.
  const [phrase] = flow.triggers.phrases;
  if (phrase !== undefined) texts.set(phrasesKey, phrase);
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (isText(value)) {
      if (/\p{L}/u.test(withoutPlaces(value.source))) texts.set(value.key, value.source);
      return;
    }
    for (const inner of Array.isArray(value) ? value : Object.values(value)) visit(inner);
  };
  // Only work that takes its time is watched under its title.
  const { steps } = flow;
  visit(steps.map((step) => (step.verb === 'run' && step.action.kind === 'read' ? { ...step, title: null } : step)));
  visit(flow.on);
  return texts;
}

/** A text is told from other parts of a step by what only a text has. */
function isText(value: object): value is Text {
  return 'key' in value && 'source' in value && 'parts' in value && 'translated' in value;
}

/** What is left of a text without its `${{ … }}`, and the sentences quoted in them: nothing to translate where that holds no letter. */
function withoutPlaces(source: string): string {
  return source.replaceAll(/\$\{\{.*?\}\}/gs, (place) =>
    [...place.matchAll(/'([^']*)'/g)].map(([, quoted = '']) => (/\s/.test(quoted) ? quoted : '')).join(' '),
  );
}
