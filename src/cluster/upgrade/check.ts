import type { Preflight, Source } from './preflight.ts';
import type { UpgradeLine } from './report.ts';
import { minorOf } from './version.ts';

/** What a check found, before its name is put to it. */
export type LineDraft = Omit<UpgradeLine, 'check' | 'objects' | 'evidence' | 'remedies'> &
  Partial<Pick<UpgradeLine, 'objects' | 'evidence' | 'remedies'>>;

/** One thing to look at before an upgrade. Pure: judges what was read, and reads nothing else. */
export interface Check {
  /** What it is about, as a sentence begins: "Disruption budgets". */
  subject: string;
  /** What it has to have seen before it may say that all is well. */
  needs: readonly Source[];
  /** Said when all of that was seen, and nothing was found. */
  fine: string;
  judge(preflight: Preflight): Iterable<LineDraft>;
}

/** Begins what a line says where it matters only from a later version on. */
export function fromHop({ path }: Preflight, minor: number): { hop?: string } {
  const hop = path.hops.find((version) => minorOf(version) >= minor);
  return hop === undefined || hop === path.hops[0] ? {} : { hop };
}

/** Whether the way leads over this minor (1025 for 1.25), or to it. */
export function passes({ path }: Preflight, minor: number): boolean {
  return minorOf(path.from) < minor && minor <= minorOf(path.to);
}
