import { stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';

import { type ActionInfo, type Flow, loadFlow, type Problem, signatureOf } from '#src/chatflow/index.ts';
import { FlowLibrary } from '#src/flow-library/flow-library.ts';

import { checkTranslations } from './check-translations.ts';
import { lintFlow } from './lint-flow.ts';
import { flowName, languagesOf, localeFileOf, rootOf, textOfFile } from './locale-files.ts';
import { openTranslation } from './translation-file.ts';

/** What to look at, and against what. */
export interface OpenFlowsOptions {
  /** The configured folders: every flow in them is known. Absolute. */
  folders: readonly string[];
  /** Files and folders that are asked for; none: all configured folders. Absolute. */
  paths: readonly string[];
  actions: ReadonlyMap<string, ActionInfo>;
  /** Whether a file may use an action; absent: all of them. */
  granted?: (file: string, action: ActionInfo) => boolean;
}

/** One flow file as its author sees it. */
export interface OpenedFlow {
  path: string;
  /** Absent where an error leaves none. */
  flow?: Flow;
  problems: Problem[];
}

export interface OpenedFlows {
  /** What was asked for, by path. */
  files: OpenedFlow[];
  /** Every flow there is, by id. */
  flows: ReadonlyMap<string, Flow>;
}

/** A path that was asked for holds no flow. */
export class NoFlowThere extends Error {
  readonly code = 'NO_FLOW_THERE';
}

/** Loads flow files as the service does, with everything there is to say about them: errors, lints, translations. */
export async function openFlows({ folders, paths, actions, granted }: OpenFlowsOptions): Promise<OpenedFlows> {
  const places = await Promise.all(paths.map(async (path) => ({ path, folder: await isFolder(path) })));
  const roots = [...folders];
  for (const { path, folder } of places) if (folder && !isUnder(path, roots)) roots.push(path);
  const wanted = places.map(({ path }) => path);
  const library = await FlowLibrary.open({
    folders: roots,
    actions,
    definitions: { save: async () => undefined, load: async () => null },
    follow: false,
    ...(granted ? { granted } : {}),
  });
  const flows = new Map(library.list().map((flow) => [flow.id, flow]));
  const files = new Map<string, OpenedFlow>();
  const file = (path: string): OpenedFlow => {
    const known = files.get(path) ?? { path, problems: [] };
    files.set(path, known);
    return known;
  };
  const isWanted = (path: string): boolean => wanted.length === 0 || isUnder(path, wanted);
  for (const flow of flows.values()) if (isWanted(flow.file)) file(flow.file).flow = flow;
  for (const problem of library.problems()) if (isWanted(problem.file)) file(problem.file).problems.push(problem);
  await library.close();

  for (const { path, folder } of places) {
    if (folder || isUnder(path, roots)) {
      if (![...files.keys()].some((one) => isUnder(one, [path])))
        throw new NoFlowThere(`There is no flow file at ${path}.`);
      continue;
    }
    const source = await textOfFile(path);
    if (source === undefined) throw new NoFlowThere(`There is no file ${path}.`);
    const signatures = new Map([...flows.values()].map((flow) => [flow.id, signatureOf(flow)]));
    const catalogue = {
      actions,
      flows: signatures,
      ...(granted ? { granted: (action: ActionInfo) => granted(path, action) } : {}),
    };
    const { flow, problems } = loadFlow(source, path, catalogue, await translationsBeside(path));
    files.set(path, { path, problems, ...(flow ? { flow } : {}) });
    if (flow) flows.set(flow.id, flow);
  }
  for (const opened of files.values()) {
    const { flow, path } = opened;
    // Its translations belong to the flow, and are told with it.
    for (const language of flow ? await languagesOf(rootOf(path, roots)) : [])
      if (flow) files.delete(localeFileOf(flow, rootOf(path, roots), language));
    if (flow) opened.problems.push(...lintFlow(flow), ...(await checkTranslations(flow, rootOf(path, roots))));
    opened.problems.sort(
      (one, other) => inFile(one, opened) - inFile(other, opened) || one.line - other.line || one.column - other.column,
    );
  }
  return { files: [...files.values()].sort((one, other) => (one.path < other.path ? -1 : 1)), flows };
}

/** The flow's own problems come first, those of its translations after them. */
function inFile({ file }: Problem, { path }: OpenedFlow): number {
  return file === path ? 0 : 1;
}

async function translationsBeside(path: string): Promise<{ [language: string]: { [key: string]: string } }> {
  const root = dirname(path);
  const found: { [language: string]: { [key: string]: string } } = {};
  for (const language of await languagesOf(root)) {
    const file = await openTranslation(join(root, 'locales', language, `${flowName(path)}.yaml`));
    if (file) found[language] = file.table;
  }
  return found;
}

async function isFolder(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined);
  if (!facts) throw new NoFlowThere(`There is no file or folder ${path}.`);
  return facts.isDirectory();
}

function isUnder(path: string, places: readonly string[]): boolean {
  return places.some((place) => path === place || path.startsWith(place.endsWith(sep) ? place : place + sep));
}
