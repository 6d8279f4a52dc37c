import { stripVTControlCharacters } from 'node:util';

import { columnsOf } from './chat-line.ts';

/** Narrower than this, a value goes on below its label. */
const LEAST_ROOM = 24;

/**
 * Text whose lines break between words, what goes on stands below what it belongs to. Left to the terminal, which keeps
 * them whole for whoever copies them: lines with an address in them, and code between fences.
 */
export function wrapText(text: string, columns: number): string {
  let fenced = false;
  return text
    .split('\n')
    .map((line) => {
      const isFence = line.trimStart().startsWith('```');
      if (isFence) fenced = !fenced;
      return fenced || isFence || line.includes('://') ? line : wrapLine(line, columns);
    })
    .join('\n');
}

function wrapLine(line: string, columns: number): string {
  if (widthOf(line) <= columns) return line;
  const indent = hangOf(line, columns);
  const [lead = ''] = /^ */.exec(line) ?? [];
  const lines: string[] = [];
  let last = lead;
  let isEmpty = true;
  for (const word of line.slice(lead.length).split(/(?<=\S)(?= )/)) {
    const next = isEmpty ? word.trimStart() : word;
    if (!isEmpty && widthOf(last) + widthOf(next) > columns) {
      lines.push(last);
      last = ' '.repeat(indent) + word.trimStart();
    } else {
      last += next;
    }
    isEmpty = false;
  }
  return [...lines, last].join('\n');
}

/** Where a line goes on: under its value, behind a list's mark or number, or where it began. */
function hangOf(line: string, columns: number): number {
  const bare = stripVTControlCharacters(line);
  const [begin = ''] = /^ {2}\S.*? {2,}(?=\S)|^ *(?:[-*•✓✗↺…!] |\d{1,3}[.)] )?/u.exec(bare) ?? [];
  const column = columnsOf(begin);
  return columns - column >= LEAST_ROOM ? column : Math.min(2, column);
}

const widthOf = (text: string): number => columnsOf(stripVTControlCharacters(text));
