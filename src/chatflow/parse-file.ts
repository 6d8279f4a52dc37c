import { Problems, untilTooMany } from './parse/problems.ts';
import { readYaml, type Tree } from './parse/yaml-tree.ts';
import type { Problem } from './problem.ts';

/** A file as YAML, before anything is made of it: plain data, that may come from another thread. */
export interface ParsedFile {
  tree?: Tree;
  problems: Problem[];
}

/** Reads the YAML of a file. Never throws for bad input. */
export function parseFile(source: string, file: string): ParsedFile {
  const problems = new Problems(file);
  const tree = untilTooMany(() => readYaml(source, problems));
  return { problems: problems.list, ...(tree && !problems.failed ? { tree } : {}) };
}
