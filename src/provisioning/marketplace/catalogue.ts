import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

import { type Solution, solutionSchema } from './solution.ts';

/** What is wrong with one file; the others are offered. */
export interface SolutionProblem {
  file: string;
  message: string;
}

/** Every solution on offer, by its id. */
export interface SolutionCatalogue {
  readonly solutions: ReadonlyMap<string, Solution>;
  readonly problems: readonly SolutionProblem[];
}

const own = fileURLToPath(new URL('./solutions/', import.meta.url));

/** Reads one solution per YAML file: those of the product, then an operator's own, which may replace one by its id. */
export function readCatalogue(folders: readonly string[] = []): SolutionCatalogue {
  const solutions = new Map<string, Solution>();
  const problems: SolutionProblem[] = [];
  for (const folder of [own, ...folders]) {
    for (const name of namesIn(folder, problems)) {
      const file = join(folder, name);
      try {
        const solution = readSolution(readFileSync(file, 'utf8'));
        if (name !== `${solution.id}.yaml`)
          throw new Error(`its id is "${solution.id}": call the file ${solution.id}.yaml`);
        solutions.set(solution.id, solution);
      } catch (error) {
        problems.push({
          file,
          message: `This solution is left out: ${error instanceof Error ? error.message : String(error)}.`,
        });
      }
    }
  }
  for (const { id, instead } of solutions.values()) {
    if (instead === undefined || solutions.has(instead)) continue;
    problems.push({ file: `${id}.yaml`, message: `"instead" names ${instead}, which is not there.` });
  }
  return { solutions, problems };
}

/** One solution from its YAML. Throws with every place that does not fit. */
export function readSolution(source: string): Solution {
  const result = solutionSchema.safeParse(parse(source, { maxAliasCount: 0 }));
  if (!result.success) throw new Error(z.prettifyError(result.error).replaceAll('\n', ' '));
  return result.data;
}

let product: SolutionCatalogue | undefined;

/** The solutions that come with the product. */
export function productCatalogue(): SolutionCatalogue {
  product ??= readCatalogue();
  return product;
}

function namesIn(folder: string, problems: SolutionProblem[]): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^[^.].*\.yaml$/.test(name))
      .sort();
  } catch (error) {
    problems.push({ file: folder, message: `This folder cannot be read: ${String(error)}.` });
    return [];
  }
}
