/** Something of a flow that tests should come by. */
interface Expected {
  id: string;
  line: number;
  /** It has a condition, which should come out both ways. */
  branch: boolean;
  source: string;
}

/** What was reached of a flow, and what was not. */
export interface CoverageReport {
  steps: { reached: number; all: number };
  /** Each condition counts twice: once for yes, once for no. */
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
    for (const { id, line, branch, source } of this.#expected.values()) {
      const { yes, no } = this.#seen.get(id) ?? { yes: false, no: false };
      report.steps.all += 1;
      if (yes) report.steps.reached += 1;
      if (branch) {
        report.branches.all += 2;
        report.branches.reached += Number(yes) + Number(no);
      }
      if (!yes) report.missed.push({ line, what: `\`${id}\` was not reached` });
      else if (branch && !no)
        report.missed.push({ line, what: `\`${id}\` was never passed by: \`${source}\` always held` });
    }
    return report;
  }
}
