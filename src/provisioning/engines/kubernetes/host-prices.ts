import type { Tariff } from '../../pricing/index.ts';
import { Fraction } from '../../pricing/index.ts';
import type { KubernetesOptions } from './options.ts';

/** The operator's prices as a tariff; where there are none, everything is free and says so. */
export function hostPrices(options: KubernetesOptions): Tariff {
  const [vcpu, memory, disk] = pricesIn(options).map((price) => Fraction.of(price));
  const rate = Fraction.of(options.usdPerTft);
  const cost = (price: Fraction | undefined, amount: number | string = 0) =>
    price === undefined ? Fraction.zero : price.times(Fraction.of(amount));
  return {
    version: 'host-prices',
    source: isFree(options)
      ? 'No prices are configured: nothing is charged'
      : "The operator's prices for this host cluster",
    hourly: (usage) => cost(vcpu, usage.vcpu).plus(cost(memory, usage.memoryGiB)).plus(cost(disk, usage.ssdGiB)),
    toTft: (usd) => usd.dividedBy(rate).rounded(7),
  };
}

/** Whether nothing costs anything. */
export function isFree(options: KubernetesOptions): boolean {
  return pricesIn(options).every((price) => Number(price) === 0);
}

const pricesIn = ({ usdPerVcpuHour, usdPerMemoryGiBHour, usdPerDiskGiBHour }: KubernetesOptions): string[] => [
  usdPerVcpuHour,
  usdPerMemoryGiBHour,
  usdPerDiskGiBHour,
];
