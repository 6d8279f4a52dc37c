/** Something of a flow that tests should come by. */
interface Expected {
  id: string;
  line: number;
  /** A step; one with a condition, which should come out both ways; or an entry of `on_error`. */
  kind: 'step' | 'condition' | 'handler';
  /** The condition. */
  source: string;
}

/** What was reached of a flow, and what was not. */
export interface CoverageReport {
  steps: { reached: number; all: number };
  /** A condition counts twice, once for yes and once for no; an entry of `on_error` once. */
  branches: { reached: number; all: number };
  missed: { line: number; what: string }[];
}

/** Which steps of a flow were entered, and how their conditions came out. */
export class Coverage {
  readonly #expected = new Map<string, Expected>();
  readonly #seen = new Map<string, { yes: boolean; no: boolean }>();

  /** To be reached. The same again is the same. */
  expect(expected: Expected): void {
    this.#expected.set(expected.id, expected);
  }

  note(id: string, holds: boolean): void {
    const seen = this.#seen.get(id) ?? { yes: false, no: false };
    this.#seen.set(id, { yes: seen.yes || holds, no: seen.no || !holds });
  }

  report(): CoverageReport {
    const report: CoverageReport = { steps: { reached: 0, all: 0 }, branches: { reached: 0, all: 0 }, missed: [] };
    for (const { id, line, kind, source } of this.#expected.values()) {
      const { yes, no } = this.#seen.get(id) ?? { yes: false, no: false };
      if (kind !== 'handler') {
        report.steps.all += 1;
        report.steps.reached += Number(yes);
      }
      if (kind !== 'step') {
        report.branches.all += kind === 'condition' ? 2 : 1;
        report.branches.reached += Number(yes) + (kind === 'condition' ? Number(no) : 0);
      }
      if (!yes) report.missed.push({ line, what: `\`${id}\` was not reached` });
      else if (kind === 'condition' && !no)
        report.missed.push({ line, what: `\`${id}\` was never passed by: \`${source}\` always held` });
    }
    return report;
  }
}
