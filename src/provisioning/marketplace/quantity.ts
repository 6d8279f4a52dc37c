const suffixes: { readonly [suffix: string]: number } = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The amount that a Kubernetes quantity stands for (`500m`, `2`, `1.5Gi`, `1e3`); undefined for anything else. */
export function parseQuantity(text: string | number | undefined): number | undefined {
  if (typeof text === 'number') return Number.isFinite(text) ? text : undefined;
  const [, number, suffix = ''] =
    /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([numkMGTPE]|[KMGTPE]i)?$/.exec(text ?? '') ?? [];
  const factor = suffixes[suffix];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

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
