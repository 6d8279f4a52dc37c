/** How long a text stays in the log: shorter loses it on some readers, longer makes others read it twice. */
const STAY = 1_000;
const MAX_LINES = 20;

/** Puts texts into a hidden live region, in order, and takes them away again. */
export class Announcer {
  readonly #region: () => Element | null;

  constructor(region: () => Element | null) {
    this.#region = region;
  }

  say(...texts: string[]): void {
    const region = this.#region();
    if (!region) return;
    for (const text of texts.filter((one) => one.trim() !== '').slice(-MAX_LINES)) {
      const line = document.createElement('p');
      line.textContent = text;
      region.append(line);
      setTimeout(() => line.remove(), STAY);
    }
  }
}
