/** What one copy of an app may use. */
export interface AppSize {
  /** Cores, as Kubernetes writes them: `250m`. */
  cpu: string;
  /** `256Mi` */
  memory: string;
}

/** Sizes to choose from, and `custom`. */
export const appSizes: { readonly [size: string]: AppSize } = {
  tiny: { cpu: '100m', memory: '128Mi' },
  small: { cpu: '250m', memory: '256Mi' },
  medium: { cpu: '500m', memory: '512Mi' },
  large: { cpu: '1', memory: '1Gi' },
  huge: { cpu: '2', memory: '4Gi' },
};

export const CUSTOM = 'custom';

/** The size that has exactly these limits, or `custom`. */
export function sizeWith(cpu: string | undefined, memory: string | undefined): string {
  const found = Object.entries(appSizes).find(([, size]) => size.cpu === cpu && size.memory === memory);
  return found?.[0] ?? CUSTOM;
}

/** `0.25` cores as `250m`. */
export function cpuQuantity(cores: number): string {
  const milli = Math.max(1, Math.round(cores * 1_000));
  return milli % 1_000 === 0 ? String(milli / 1_000) : `${milli}m`;
}

/** Bytes as `256Mi` or `2Gi`, rounded up to whole mebibytes. */
export function sizeQuantity(bytes: number): string {
  const mebi = Math.max(1, Math.ceil(bytes / 1_048_576));
  return mebi % 1_024 === 0 ? `${mebi / 1_024}Gi` : `${mebi}Mi`;
}

/** `250m` as 0.25 cores; absent where it is none. */
export function coresOf(quantity: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)(m?)$/.exec(quantity);
  return found ? Number(found[1]) / (found[2] === 'm' ? 1_000 : 1) : undefined;
}

/** `256Mi` as bytes; absent where it is none. */
export function bytesOf(quantity: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi|Ti|k|M|G|T)?$/.exec(quantity);
  if (!found) return undefined;
  const units: { readonly [unit: string]: number } = {
    Ki: 1_024,
    Mi: 1_024 ** 2,
    Gi: 1_024 ** 3,
    Ti: 1_024 ** 4,
    k: 1_000,
    M: 1_000 ** 2,
    G: 1_000 ** 3,
    T: 1_000 ** 4,
  };
  return Number(found[1]) * (units[found[2] ?? ''] ?? 1);
}
