import type { Observation, PlannedMachine, Price, VdcSpec } from './engine.ts';
import { Fraction } from './pricing/index.ts';
import { sizeOf } from './sizes.ts';

/** "1 worker", "3 workers". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** An amount of money with two decimals. */
export function money(amount: string): string {
  return Fraction.of(amount).toDecimal(2, 2);
}

/** "123.40 TFT per month (12.34 USD)". */
export function pricePerMonth(price: Pick<Price, 'tftPerMonth' | 'usdPerMonth'>): string {
  return `${money(price.tftPerMonth)} TFT per month (${money(price.usdPerMonth)} USD)`;
}

/** "2 vCPU, 4 GiB memory, 50 GiB disk". */
export function sizeText(size: { vcpu: number; memoryGiB: number; diskGiB: number }): string {
  return `${size.vcpu} vCPU, ${size.memoryGiB} GiB memory, ${size.diskGiB} GiB disk`;
}

/** "1 small controller (2 vCPU, …) and 2 medium workers (4 vCPU, …)". */
export function machinesText(spec: VdcSpec): string {
  const { controllers, controllerSize, workers, workerSize } = spec;
  const text = (count: number, role: string, size: string) =>
    `${count} ${size} ${count === 1 ? role : `${role}s`} (${sizeText(sizeOf(size))}${count === 1 ? '' : ' each'})`;
  const parts = [text(controllers, 'controller', controllerSize)];
  if (workers > 0) parts.push(text(workers, 'worker', workerSize));
  return parts.join(' and ');
}

/** "1 controller, 2 workers". */
export function nodesText(machines: readonly Pick<PlannedMachine, 'role'>[]): string {
  const controllers = machines.filter(({ role }) => role === 'controller').length;
  const workers = machines.length - controllers;
  return `${plural(controllers, 'controller')}, ${workers === 0 ? 'no workers' : plural(workers, 'worker')}`;
}

/** "Ghent, Belgium" for one place, "Ghent and Lyon" for two, "4 cities in 3 countries" for more. */
export function placesText(machines: readonly Pick<PlannedMachine, 'city' | 'country'>[]): string {
  const cities = [...new Set(machines.map(({ city }) => city))];
  const countries = [...new Set(machines.map(({ country }) => country))];
  if (cities.length === 0) return 'nowhere yet';
  if (cities.length === 1) return `${cities[0]}, ${countries[0]}`;
  if (cities.length === 2) return `${cities[0]} and ${cities[1]}${countries.length === 1 ? `, ${countries[0]}` : ''}`;
  return `${cities.length} cities in ${countries.length === 1 ? countries[0] : plural(countries.length, 'country', 'countries')}`;
}

/** "about 20 seconds", "about 3 minutes". */
export function durationText(seconds: number): string {
  if (seconds < 10) return 'a few seconds';
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} seconds`;
  return `about ${Math.round(seconds / 60)} minutes`;
}

const stateTexts = {
  deploying: { text: 'Being deployed', tone: 'info' },
  ready: { text: 'Ready', tone: 'success' },
  degraded: { text: 'Degraded', tone: 'warning' },
  failed: { text: 'Failed', tone: 'error' },
  deleting: { text: 'Being deleted', tone: 'info' },
  gone: { text: 'Gone', tone: 'error' },
  unknown: { text: 'Unknown', tone: 'warning' },
} as const;

/** What a state is called, and how it looks. */
export function stateText(state: Observation['state'] | 'unknown'): (typeof stateTexts)[keyof typeof stateTexts] {
  return stateTexts[state];
}
