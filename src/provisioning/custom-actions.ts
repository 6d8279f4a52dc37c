import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

import type { Problem } from '#src/chatflow/index.ts';

import { type Action, ActionFailure } from './action.ts';

const schema = z.custom<z.core.JSONSchema.BaseSchema | z.ZodType>(
  (value) => typeof value === 'object' && value !== null,
);
const code = z.custom<(...given: unknown[]) => unknown>((value) => typeof value === 'function');
const shape = z.strictObject({
  kind: z.enum(['read', 'lasting']),
  name: z.string().regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/, 'should be like "weather.look"'),
  title: z.string().min(1).max(120),
  permission: z.string().min(1).max(80),
  input: schema,
  output: schema,
  stages: z.array(z.object({ id: z.string().min(1), title: z.string().min(1) })).optional(),
  run: code,
  simulate: code,
  compensate: code.optional(),
});

/** Loads the actions of an operator's own folders and packages. A module that cannot be used is reported and left out. */
export async function loadCustomActions(
  places: { folders: readonly string[]; packages: readonly string[] },
  taken: Iterable<string>,
): Promise<{ actions: Action<unknown>[]; problems: Problem[] }> {
  const names = new Set(taken);
  const actions: Action<unknown>[] = [];
  const problems: Problem[] = [];
  for (const { file, address } of await modulesIn(places, problems)) {
    try {
      const module = (await import(address())) as { [name: string]: unknown };
      const found = Object.values(module).map((one) => actionOf(one));
      if (found.length === 0) throw new Error('it exports no action');
      const clash = found.find(
        ({ name }, index) => names.has(name) || found.findIndex((one) => one.name === name) < index,
      );
      if (clash) throw new Error(`there is an action "${clash.name}" already; give this one another name`);
      for (const action of found) names.add(action.name);
      actions.push(...found);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      problems.push(problem(file, `These actions are left out: ${why}.`, 'Put it right and start the wizard again.'));
    }
  }
  return { actions, problems };
}

async function modulesIn(
  { folders, packages }: { folders: readonly string[]; packages: readonly string[] },
  problems: Problem[],
): Promise<{ file: string; address: () => string }[]> {
  const modules: { file: string; address: () => string }[] = [];
  for (const folder of folders) {
    const names = await readdir(folder).catch((error: unknown) => {
      const message = `This folder of actions cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
      problems.push(problem(folder, message, 'Look at `actions.folders` in the configuration.'));
      return [];
    });
    for (const name of names.filter((one) => /^[^.].*\.m?js$/.test(one)).sort()) {
      const file = join(folder, name);
      modules.push({ file, address: () => pathToFileURL(file).href });
    }
  }
  const { resolve: find } = createRequire(resolve('package.json'));
  for (const name of packages) modules.push({ file: name, address: () => pathToFileURL(find(name)).href });
  return modules;
}

/** Told beside the problems of flow files. A module has no line: it is code. */
function problem(file: string, message: string, fix: string): Problem {
  return { severity: 'error', code: 'custom-action', file, line: 1, column: 1, message, fix };
}

function actionOf(value: unknown): Action<unknown> {
  const result = shape.safeParse(value);
  if (!result.success) throw new Error(`an export is no action: ${z.prettifyError(result.error)}`);
  const { input, output, stages = [], run, simulate, compensate, kind, ...rest } = result.data;
  if (kind === 'lasting' && stages.length === 0) throw new Error(`"${rest.name}" needs at least one of \`stages\``);
  const told = async (work: typeof run, { services: _services, ...context }: { services: unknown }, given: unknown) => {
    try {
      return await work(context, given);
    } catch (error) {
      throw failureIn(error);
    }
  };
  const base = { ...rest, input: zodOf(input), output: zodOf(output), simulate: (given: unknown) => simulate(given) };
  if (kind === 'read') return { ...base, kind, run: (context, given) => told(run, context, given) };
  return {
    ...base,
    kind,
    stages,
    run: (context, given) => told(run, context, given),
    ...(compensate ? { compensate: async (context, given) => void (await told(compensate, context, given)) } : {}),
  };
}

function zodOf(given: z.core.JSONSchema.BaseSchema | z.ZodType): z.ZodType {
  return 'safeParse' in given ? (given as z.ZodType) : z.fromJSONSchema(given);
}

/** What `fail` of the authors' module throws speaks for itself; everything else is a bug and stays in the log. */
function failureIn(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'ActionFailure' || !('code' in error)) return error;
  const retryable = 'retryable' in error && error.retryable === true;
  return new ActionFailure(String(error.code), error.message, { retryable, cause: error });
}
