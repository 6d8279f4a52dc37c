import { isDeepStrictEqual } from 'node:util';

import type { Json, JsonObject } from '#src/protocol/index.ts';

import type { Rehearsal } from './rehearsal.ts';
import type { Expectation } from './test-file.ts';

/** What can be seen of a rehearsal at one moment. */
export interface Seen {
  rehearsal: Rehearsal;
  /** What the channel shows of what happened since the person did something. */
  text: string;
  /** All that was ever shown. */
  everything: string;
  /** The turn at which the test looked before. */
  looked: number;
}

type Look = (seen: Seen, expected: Json) => string | undefined;

/** Where what is there differs from what a test expects, as sentences. */
export function disagreements(expected: Expectation, seen: Seen): string[] {
  return Object.entries(expected).flatMap(([key, value]) => {
    const wrong = looks[key as keyof Expectation](seen, value as Json);
    return wrong === undefined ? [] : [wrong];
  });
}

const looks: { readonly [K in keyof Required<Expectation>]: Look } = {
  asked: (seen, expected) => {
    const asked = askedNow(seen);
    return asked.includes(String(expected)) ? undefined : `asked should be ${write(expected)}, but ${nowText(seen)}`;
  },
  not_asked: ({ rehearsal, looked }, expected) => {
    const asked = rehearsal.entriesSince(looked).flatMap((entry) => {
      if (entry.type !== 'prompt') return [];
      const { prompt } = entry;
      if (prompt.kind === 'form') return prompt.fields.map(({ slot }) => slot);
      return prompt.kind === 'ask' ? [prompt.question.slot] : [];
    });
    const wrong = namesIn(expected).filter((slot) => asked.includes(slot));
    return wrong.length === 0 ? undefined : `${wrong.join(', ')} should not be asked, but was`;
  },
  at: (seen, expected) => {
    const at = seen.rehearsal.top?.at.split('/')[0];
    return at === expected ? undefined : `it should be at ${write(expected)}, but ${nowText(seen)}`;
  },
  slots: ({ rehearsal }, expected) => {
    const { slots } = rehearsal.lastFrame ?? { slots: {} };
    return differences('the answer', slots, expected);
  },
  text: ({ text }, expected) => {
    const missing = namesIn(expected).filter((words) => !holds(text, words));
    return missing.length === 0
      ? undefined
      : `it should say ${missing.map(write).join(' and ')}, but says:\n${indent(text)}`;
  },
  not_text: ({ text }, expected) => {
    const wrong = namesIn(expected).filter((words) => holds(text, words));
    return wrong.length === 0
      ? undefined
      : `it should not say ${wrong.map(write).join(' or ')}, but says:\n${indent(text)}`;
  },
  shown: ({ rehearsal, looked }, expected) => {
    const shown = rehearsal.entriesSince(looked).flatMap((entry) => (entry.type === 'show' ? [entry.show.as] : []));
    const missing = namesIn(expected).filter((as) => !shown.some((one) => one === as));
    return missing.length === 0
      ? undefined
      : `${missing.join(', ')} should be shown; shown is ${shown.join(', ') || 'nothing'}`;
  },
  offered: ({ rehearsal: { prompt } }, expected) => {
    const offered =
      prompt?.kind === 'offers'
        ? prompt.offers.map(({ offer }) => offer)
        : prompt?.kind === 'ask'
          ? (prompt.question.choices ?? []).map(({ value }) => value)
          : [];
    return isDeepStrictEqual(offered, expected)
      ? undefined
      : `offered should be ${write(expected)}, but is ${write(offered)}`;
  },
  called: ({ rehearsal }, expected) => {
    const counts: JsonObject = {};
    for (const name of Object.keys(isMap(expected) ? expected : {})) {
      counts[name] = rehearsal.work.calls.filter(({ action }) => action === name).length;
    }
    return differences('the number of calls of', counts, expected);
  },
  ended: (seen, expected) => {
    const { ending } = seen.rehearsal;
    if (ending?.outcome === expected) return undefined;
    return `it should have ended as ${write(expected)}, but ${ending ? `ended as ${ending.outcome}` : nowText(seen)}`;
  },
  output: ({ rehearsal: { ending } }, expected) => differences('the output', ending?.output ?? {}, expected),
  never_shown: ({ everything }, expected) => {
    const wrong = namesIn(expected).filter((words) => everything.includes(words));
    return wrong.length === 0 ? undefined : `${wrong.map(write).join(', ')} should never be shown, but was`;
  },
};

function askedNow({ rehearsal: { prompt } }: Seen): string[] {
  if (prompt?.kind === 'ask') return [prompt.question.slot];
  return prompt?.kind === 'form' ? prompt.fields.map(({ slot }) => slot) : [];
}

function nowText(seen: Seen): string {
  const { rehearsal } = seen;
  const { prompt, ending, top, work } = rehearsal;
  const asked = askedNow(seen);
  if (ending) return `the flow has ended (${ending.outcome})`;
  const at = top ? ` (at ${top.at} of ${top.flow})` : '';
  if (asked.length > 0) return `${asked.join(', ')} is asked${at}`;
  if (prompt?.kind === 'confirm') return `a summary is to be confirmed${at}`;
  if (prompt?.kind === 'offers')
    return `ways out are offered: ${prompt.offers.map(({ offer }) => offer).join(', ')}${at}`;
  if (work.running.length > 0) return `${work.running.map(({ title }) => title).join(', ')} is running${at}`;
  return `nothing is asked${at}`;
}

/** Only what a test names is compared. */
function differences(what: string, actual: JsonObject, expected: Json): string | undefined {
  const wrong = Object.entries(isMap(expected) ? expected : {}).filter(
    ([name, value]) => !isDeepStrictEqual(Object.hasOwn(actual, name) ? actual[name] : null, value),
  );
  if (wrong.length === 0) return undefined;
  const said = wrong.map(([name, value]) => {
    const is = Object.hasOwn(actual, name) ? write(actual[name] ?? null) : 'not there';
    return `${what} ${name} should be ${write(value)}, but is ${is}`;
  });
  return said.join('; ');
}

/** Spaces and line breaks are as good as each other; case does not matter. */
function holds(text: string, words: string): boolean {
  const plain = (one: string): string => one.replaceAll(/\s+/g, ' ').toLowerCase();
  return plain(text).includes(plain(words));
}

function namesIn(value: Json): string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function isMap(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function write(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function indent(text: string): string {
  return text.trim().replaceAll(/^/gm, '    ');
}
