import { Fraction, largest, smallest } from './fraction.ts';
import type { Usage } from './units.ts';
import { resourceUnits } from './units.ts';

/** From usage to cost: pure, and named by a version, so that an old price can be explained later. */
export interface Tariff {
  readonly version: string;
  /** Where the figures come from, in words for a person. */
  readonly source: string;
  /** USD per hour, exact. */
  hourly(usage: Usage): Fraction;
  /** USD to TFT at the tariff's rate, rounded to 7 decimals. */
  toTft(usd: Fraction): Fraction;
}

/** A pricing policy of the Grid. Amounts are whole "unit USD": 1e-7 USD per hour. */
export interface GridPolicy {
  version: string;
  source: string;
  cu: bigint;
  su: bigint;
  nu: bigint;
  ipu: bigint;
  uniqueName: bigint;
  domainName: bigint;
  /** USD per TFT, as decimal text: the average is clamped between the bounds. */
  averageTft: string;
  minimumTft: string;
  maximumTft: string;
}

/** Grid v3's development policy as it was at genesis. The rate is the policy's floor, so TFT amounts are not understated. */
export const genesisPolicy: GridPolicy = {
  version: 'grid-v3-genesis',
  source: 'ThreeFold Grid v3 pricing policy at genesis, 1 TFT = 0.01 USD',
  cu: 100_000n,
  su: 50_000n,
  nu: 15_000n,
  ipu: 40_000n,
  uniqueName: 2_500n,
  domainName: 5_000n,
  averageTft: '0.01',
  minimumTft: '0.01',
  maximumTft: '1',
};

/** Hours of a month, everywhere. */
export const HOURS_PER_MONTH = 720;

const unitUsdPerUsd = Fraction.of(10_000_000n);

/** The tariff of a Grid policy: resource units times the policy's prices. */
export function gridTariff(policy: GridPolicy = genesisPolicy): Tariff {
  const rate = smallest(
    largest(Fraction.of(policy.averageTft), Fraction.of(policy.minimumTft)),
    Fraction.of(policy.maximumTft),
  );
  return {
    version: policy.version,
    source: policy.source,
    hourly: (usage) => {
      const units = resourceUnits(usage);
      const priced: [Fraction, bigint][] = [
        [units.cu, policy.cu],
        [units.su, policy.su],
        [units.nu, policy.nu],
        [units.ipu, policy.ipu],
        [Fraction.of(usage.uniqueNames ?? 0), policy.uniqueName],
        [Fraction.of(usage.domainNames ?? 0), policy.domainName],
      ];
      const unitUsd = priced.reduce(
        (sum, [amount, price]) => sum.plus(amount.times(Fraction.of(price))),
        Fraction.zero,
      );
      return unitUsd.dividedBy(unitUsdPerUsd);
    },
    toTft: (usd) => usd.dividedBy(rate).rounded(7),
  };
}
