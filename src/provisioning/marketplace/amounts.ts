/** Bytes for people, in the binary units that Kubernetes uses: "1.5 GiB". */
export function bytesText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let at = 0;
  let amount = bytes;
  while (Math.abs(amount) >= 1_024 && at < units.length - 1) {
    amount /= 1_024;
    at += 1;
  }
  return `${round(amount)} ${units[at]}`;
}

/** Cores for people: "0.25", "2". */
export function coresText(cores: number): string {
  return String(round(cores));
}

function round(amount: number): number {
  return Number(amount.toPrecision(Math.abs(amount) >= 100 ? 4 : 3));
}
