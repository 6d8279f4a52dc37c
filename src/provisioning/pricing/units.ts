import { Fraction, largest, smallest } from './fraction.ts';

/** What something uses while it runs. Whole numbers, or decimal text where halves occur. */
export interface Usage {
  vcpu?: number | string;
  memoryGiB?: number | string;
  ssdGiB?: number | string;
  hddGiB?: number | string;
  publicIps?: number | string;
  /** Gigabytes (1e9 bytes) of traffic per hour. */
  trafficGB?: number | string;
  uniqueNames?: number | string;
  domainNames?: number | string;
}

/** The Grid's resource units: compute, storage, network, public addresses. */
export interface ResourceUnits {
  cu: Fraction;
  su: Fraction;
  nu: Fraction;
  ipu: Fraction;
}

/** Grid v3's formulas for resource units. They are not additive: count each machine on its own. */
export function resourceUnits(usage: Usage): ResourceUnits {
  const cpu = Fraction.of(usage.vcpu ?? 0);
  const memory = Fraction.of(usage.memoryGiB ?? 0);
  const per = (amount: Fraction, divisor: number) => amount.dividedBy(Fraction.of(divisor));
  return {
    cu: smallest(
      largest(per(memory, 4), per(cpu, 2)),
      largest(per(memory, 8), cpu),
      largest(per(memory, 2), per(cpu, 4)),
    ),
    su: per(Fraction.of(usage.hddGiB ?? 0), 1_200).plus(per(Fraction.of(usage.ssdGiB ?? 0), 200)),
    nu: Fraction.of(usage.trafficGB ?? 0),
    ipu: Fraction.of(usage.publicIps ?? 0),
  };
}
