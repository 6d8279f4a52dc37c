import type { Catalogue, FlowSignature, Translations } from './catalogue.ts';
import { compileMachine } from './compile-machine.ts';
import type { Flow } from './flow.ts';
import { sha256 } from './hash.ts';
import { callsAtOnce } from './parse/calls.ts';
import { readFlow } from './parse/flow.ts';
import { Problems, untilTooMany } from './parse/problems.ts';
import { type ParsedFile, parseFile } from './parse-file.ts';
import type { Problem } from './problem.ts';

/** A flow, or why there is none; with warnings there are both. */
export interface LoadedFlow {
  flow?: Flow;
  problems: Problem[];
}

/**
 * Reads, checks and compiles a chatflow file. Never throws for bad input: what is wrong comes back as problems, each with
 * its place, and with an error among them there is no flow.
 */
export function loadFlow(
  source: string,
  file: string,
  catalogue: Catalogue,
  translations: Translations = {},
): LoadedFlow {
  const loading = loadingFlow({ source, file, translations, parsed: parseFile(source, file) }, catalogue);
  for (;;) {
    const { done, value } = loading.next();
    if (done) return value;
  }
}

/** The same for a file that was parsed already, step by step: between two steps others may have their turn. */
export function* loadingFlow(
  given: { source: string; file: string; translations: Translations; parsed: ParsedFile },
  catalogue: Catalogue,
): Generator<undefined, LoadedFlow> {
  const { source, file, translations, parsed } = given;
  if (!parsed.tree) return { problems: inOrder(parsed.problems) };
  const problems = new Problems(file);
  const reading = readFlow(parsed.tree, { source, file, catalogue, translations }, problems);
  for (;;) {
    const step = untilTooMany(() => reading.next());
    if (step && !step.done) {
      yield;
      continue;
    }
    const parts = step?.value;
    if (!parts || problems.failed) return { problems: inOrder(problems.list) };
    const hash = hashOf(parts.id, source, translations);
    yield;
    const machine = compileMachine(parts.id, parts.steps);
    return { flow: { ...parts, hash, source, file, translations, machine }, problems: inOrder(problems.list) };
  }
}

/** The content hash of a definition: what a running frame is pinned to. Two files may say the same under two names. */
function hashOf(id: string, source: string, translations: Translations): string {
  const texts = Object.entries(translations)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([locale, table]) => [locale, Object.entries(table).sort(([one], [other]) => (one < other ? -1 : 1))]);
  return sha256(JSON.stringify([id, source, texts])).slice(0, 24);
}

/** What other flows have to know of a flow to call it. */
export function signatureOf(flow: Flow): FlowSignature {
  const { id, inputs, output, lasting, steps } = flow;
  const calls = callsAtOnce(steps, inputs).map((call) => call.flow);
  return { id, inputs, output: [...output.keys()], lasting, calls };
}

function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((one, other) => one.line - other.line || one.column - other.column);
}
