import { isCollection, isNode, LineCounter, parseDocument } from 'yaml';

/** A way into a YAML file: keys and positions. */
export type YamlPath = readonly (string | number)[];

/** Line and column, both from 1. */
export interface SourcePlace {
  line: number;
  column: number;
}

/** Finds the place of a value in a YAML source; where it is not there, of the nearest thing around it. */
export function placesIn(source: string): (path: YamlPath) => SourcePlace {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, logLevel: 'silent', prettyErrors: false });
  return (path) => {
    let at: unknown = document.contents;
    let offset = isNode(at) ? (at.range?.[0] ?? 0) : 0;
    for (const key of path) {
      at = isCollection(at) ? at.get(key, true) : undefined;
      if (!isNode(at) || !at.range) break;
      [offset] = at.range;
    }
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
}
