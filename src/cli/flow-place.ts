import { relative, resolve } from 'node:path';

import colors from 'picocolors';

import type { ActionInfo } from '#src/chatflow/index.ts';
import { loadConfig } from '#src/config/load-config.ts';
import { granting } from '#src/flow-library/granting.ts';
import { type OpenedFlows, openFlows } from '#src/flow-tools/open-flows.ts';
import type { Paint } from '#src/flow-tools/print-problems.ts';
import { actionInfos } from '#src/provisioning/action-registry.ts';
import { actions } from '#src/provisioning/actions/index.ts';

import { UsageError } from './usage-error.ts';

/** What the flow commands share: the configured folders and the actions of this product. */
export function flowPlace(): {
  folders: string[];
  infos: ReadonlyMap<string, ActionInfo>;
  granted: (file: string, action: ActionInfo) => boolean;
} {
  const { flows } = loadConfig();
  const { folders, grants } = flows;
  return {
    folders: folders.map((folder) => resolve(folder)),
    infos: actionInfos(actions),
    granted: granting(grants),
  };
}

/** The flow files behind these words of the command line, held to the operator's grants and to `also`. */
export async function flowsAt(
  paths: readonly string[],
  also: (action: ActionInfo) => boolean = () => true,
): Promise<OpenedFlows & { folders: string[] }> {
  const { folders, infos, granted } = flowPlace();
  const opened = await openFlows({
    folders,
    paths: paths.map((path) => resolve(path)),
    actions: infos,
    granted: (file, action) => granted(file, action) && also(action),
  });
  return { ...opened, folders };
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
