import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

/** Why a phrase cannot be taught; the message is for people. */
export class CannotTeach extends Error {
  readonly code = 'CANNOT_TEACH';
}

/**
 * A flow file with one more phrase among its triggers. Nothing else of the file changes, comments included. Throws
 * `CannotTeach` where the file has no place for it, or the phrase already.
 */
export function teachPhrase(source: string, phrase: string): string {
  const text = phrase.trim().replace(/\s+/g, ' ');
  if (text === '' || text.length > 200) throw new CannotTeach('A phrase has 1 to 200 characters.');
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  if (document.errors.length > 0 || !isMap(document.contents))
    throw new CannotTeach('The flow file cannot be read: run "3bot flow check".');
  const triggers = document.get('triggers', true);
  if (triggers === undefined) return insertAfterTitle(source, document, lines, text);
  if (!isMap(triggers)) throw new CannotTeach('`triggers` of the flow file is not a map.');
  const phrases = triggers.get('phrases', true);
  if (!isSeq(phrases) || !phrases.range) {
    throw new CannotTeach('The flow file has no `phrases` under its `triggers`: add `phrases: []` there first.');
  }
  const known = phrases.items.map((item) => (isScalar(item) ? String(item.value).toLowerCase() : ''));
  if (known.includes(text.toLowerCase())) throw new CannotTeach('The flow knows this phrase already.');
  const [from, to] = phrases.range;
  if (phrases.flow) {
    const inner = source.slice(from, to).trimEnd();
    const grown =
      phrases.items.length === 0 ? `[${quoted(text)}]` : `${inner.slice(0, -1).trimEnd()}, ${quoted(text)}]`;
    return source.slice(0, from) + grown + source.slice(from + inner.length);
  }
  const column = lines.linePos(from).col - 1;
  const body = source.slice(from, to).trimEnd();
  return `${source.slice(0, from)}${body}\n${' '.repeat(column)}- ${quoted(text)}${source.slice(from + body.length)}`;
}

function insertAfterTitle(
  source: string,
  document: ReturnType<typeof parseDocument>,
  lines: LineCounter,
  text: string,
): string {
  const contents = document.contents;
  const title = isMap(contents) ? contents.get('title', true) : undefined;
  const end = isScalar(title) ? title.range?.[1] : undefined;
  if (end === undefined) throw new CannotTeach('The flow file has no title to put the phrase after.');
  const { line } = lines.linePos(Math.max(0, end - 1));
  const rows = source.split('\n');
  rows.splice(line, 0, 'triggers:', '  phrases:', `    - ${quoted(text)}`);
  return rows.join('\n');
}

/** Plain where YAML reads it as the same text; in quotes otherwise. */
function quoted(text: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N} '-]*$/u.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n|[\d.-]+)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
