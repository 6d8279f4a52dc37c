import { relative, resolve } from 'node:path';
import type { ActionInfo, Problem } from '#src/chatflow/index.ts';
import { loadConfig } from '#src/config/load-config.ts';
import { granting } from '#src/flow-library/granting.ts';
import { type OpenedFlows, openFlows } from '#src/flow-tools/open-flows.ts';
import type { Paint } from '#src/flow-tools/print-problems.ts';
import type { Action } from '#src/provisioning/action.ts';
import { actionInfos } from '#src/provisioning/action-registry.ts';
import { actions as productActions } from '#src/provisioning/actions/index.ts';
import { loadCustomActions } from '#src/provisioning/custom-actions.ts';
import { colors } from './colors.ts';

import { UsageError } from './usage-error.ts';

/** What the flow commands share with the server: the configured folders, the actions of the product and the operator's own. */
export interface FlowPlace {
  folders: string[];
  actions: readonly Action<never>[];
  infos: ReadonlyMap<string, ActionInfo>;
  granted: (file: string, action: ActionInfo) => boolean;
  /** Modules of the operator's own actions that are left out. */
  actionProblems: readonly Problem[];
}

let place: Promise<FlowPlace> | undefined;

/** Reads the configuration and loads the actions, once for a command. */
export function flowPlace(): Promise<FlowPlace> {
  place ??= readPlace();
  return place;
}

async function readPlace(): Promise<FlowPlace> {
  const config = loadConfig();
  const names = productActions.map(({ name }) => name);
  const custom = await loadCustomActions(config.actions, names);
  const actions = [...productActions, ...custom.actions];
  return {
    folders: config.flows.folders.map((folder) => resolve(folder)),
    actions,
    infos: actionInfos(actions),
    granted: granting(config.flows.grants),
    actionProblems: custom.problems,
  };
}

/** The flow files behind these words of the command line, held to the operator's grants and to `also`. */
export async function flowsAt(
  paths: readonly string[],
  also: (action: ActionInfo) => boolean = () => true,
): Promise<OpenedFlows & FlowPlace> {
  const shared = await flowPlace();
  const { folders, infos, granted } = shared;
  const opened = await openFlows({
    folders,
    paths: paths.map((path) => resolve(path)),
    actions: infos,
    granted: (file, action) => granted(file, action) && also(action),
  });
  return { ...shared, ...opened };
}

/** The one path a command takes. */
export function onlyPath(positionals: readonly string[], usage: string): string {
  const [path] = positionals;
  if (positionals.length === 1 && path !== undefined) return path;
  throw new UsageError(`Say "${usage}".`);
}

/** A path as the author would type it here. */
export function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
}

export const paint: Paint = { error: colors.red, warning: colors.yellow, dim: colors.dim };
