import type { Catalogue, FlowSignature, Translations } from './catalogue.ts';
import { compileMachine } from './compile-machine.ts';
import type { Flow } from './flow.ts';
import { sha256 } from './hash.ts';
import { readFlow } from './parse/flow.ts';
import { Problems } from './parse/problems.ts';
import { readYaml } from './parse/yaml-tree.ts';
import type { Problem } from './problem.ts';

/**
 * Reads, checks and compiles a chatflow file. Never throws for bad input: what is wrong comes back as problems, each with
 * its place, and with an error among them there is no flow.
 */
export function loadFlow(
  source: string,
  file: string,
  catalogue: Catalogue,
  translations: Translations = {},
): { flow?: Flow; problems: Problem[] } {
  const problems = new Problems(file);
  const tree = readYaml(source, problems);
  const parts = tree && readFlow(tree, { source, file, catalogue, translations }, problems);
  if (!parts || problems.failed) return { problems: inOrder(problems.list) };
  const hash = hashOf(parts.id, source, translations);
  const machine = compileMachine(parts.id, parts.steps);
  return { flow: { ...parts, hash, source, file, translations, machine }, problems: inOrder(problems.list) };
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
  return { id: flow.id, inputs: flow.inputs, output: [...flow.output.keys()], lasting: flow.lasting };
}

function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((one, other) => one.line - other.line || one.column - other.column);
}
