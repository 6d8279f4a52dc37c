import type { PlannedMachine, Price, PriceLine } from '../engine.ts';
import { Fraction } from './fraction.ts';
import type { Tariff } from './tariff.ts';
import { HOURS_PER_MONTH } from './tariff.ts';

/** How long a price holds. */
const PRICE_LIFETIME_MS = 15 * 60_000;

/** What machines and public addresses cost: by the hour, by the month of 720 hours, line by line. `now` in milliseconds. */
export function priceOf(machines: readonly PlannedMachine[], publicIps: number, tariff: Tariff, now: number): Price {
  const costs: { label: string; hourly: Fraction }[] = [...groups(machines)].map(([label, members]) => ({
    label,
    hourly: members.map((machine) => machineCost(machine, tariff)).reduce((sum, cost) => sum.plus(cost), Fraction.zero),
  }));
  if (publicIps > 0) {
    costs.push({
      label: plural(publicIps, 'public IPv4 address', 'public IPv4 addresses'),
      hourly: tariff.hourly({ publicIps }),
    });
  }
  const month = Fraction.of(HOURS_PER_MONTH);
  const monthly = costs.map(({ label, hourly }) => {
    const usd = hourly.times(month);
    return { label, usd, tft: tariff.toTft(usd) };
  });
  const sum = (amounts: Fraction[]) => amounts.reduce((total, amount) => total.plus(amount), Fraction.zero);
  return {
    usdPerHour: sum(costs.map(({ hourly }) => hourly)).toDecimal(7, 2),
    usdPerMonth: sum(monthly.map(({ usd }) => usd)).toDecimal(7, 2),
    // The sum of the rounded lines, so that whoever adds the lines up finds the total.
    tftPerMonth: sum(monthly.map(({ tft }) => tft)).toDecimal(7, 2),
    lines: monthly.map(
      ({ label, usd, tft }): PriceLine => ({ label, usd: usd.toDecimal(7, 2), tft: tft.toDecimal(7, 2) }),
    ),
    source: `${tariff.source}; ${tariff.version}, ${new Date(now).toISOString()}`,
    validUntil: new Date(now + PRICE_LIFETIME_MS).toISOString(),
  };
}

function machineCost(machine: PlannedMachine, tariff: Tariff): Fraction {
  return tariff.hourly({ vcpu: machine.vcpu, memoryGiB: machine.memoryGiB, ssdGiB: machine.diskGiB });
}

function groups(machines: readonly PlannedMachine[]): Map<string, PlannedMachine[]> {
  const alike = Map.groupBy(machines, (machine) =>
    [machine.role, machine.size, machine.vcpu, machine.memoryGiB, machine.diskGiB].join(),
  );
  return new Map([...alike.values()].map((members) => [labelOf(members), members]));
}

function labelOf(members: PlannedMachine[]): string {
  const [machine] = members;
  if (!machine) return '';
  const count = plural(members.length, machine.role, `${machine.role}s`);
  return `${count}, ${machine.size} (${machine.vcpu} vCPU, ${machine.memoryGiB} GiB memory, ${machine.diskGiB} GiB disk)`;
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
