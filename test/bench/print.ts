/** One figure of the benchmark, in a line. */
export function print(what: string, value: string): void {
  process.stdout.write(`${what.padEnd(32)} ${value}\n`);
}
