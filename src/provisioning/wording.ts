import type { Observation, PlannedMachine, Price, VdcSpec } from './engine.ts';
import { Fraction } from './pricing/index.ts';
import { sizeOf } from './sizes.ts';
import { textsIn } from './texts/texts.ts';

/** An amount of money with two decimals. */
export function money(amount: string): string {
  return Fraction.of(amount).toDecimal(2, 2);
}

/** "123.40 TFT per month (12.34 USD)". */
export function pricePerMonth(price: Pick<Price, 'tftPerMonth' | 'usdPerMonth'>, locale = 'en'): string {
  return textsIn(locale).pricePerMonth(money(price.tftPerMonth), money(price.usdPerMonth));
}

/** "2 vCPU, 4 GiB memory, 50 GiB disk". */
export function sizeText(size: { vcpu: number; memoryGiB: number; diskGiB: number }, locale = 'en'): string {
  return textsIn(locale).size(size);
}

/** What a size is called: "Small". */
export function sizeName(size: string, locale = 'en'): string {
  return textsIn(locale).sizes[size] ?? size;
}

/** "1 small controller (2 vCPU, …) and 2 medium workers (4 vCPU, …)". */
export function machinesText(spec: VdcSpec, locale = 'en'): string {
  const { controllers, controllerSize, workers, workerSize } = spec;
  const texts = textsIn(locale);
  const text = (count: number, role: 'controller' | 'worker', size: string) =>
    texts.machines(count, role, sizeName(size, locale).toLowerCase(), texts.size(sizeOf(size)));
  const first = text(controllers, 'controller', controllerSize);
  return workers > 0 ? texts.and(first, text(workers, 'worker', workerSize)) : first;
}

/** "1 controller, 2 workers". */
export function nodesText(machines: readonly Pick<PlannedMachine, 'role'>[], locale = 'en'): string {
  const texts = textsIn(locale);
  const controllers = machines.filter(({ role }) => role === 'controller').length;
  return `${texts.controllers(controllers)}${texts.comma}${texts.workers(machines.length - controllers)}`;
}

/** "Ghent, Belgium" for one place, "Ghent and Lyon" for two, "4 cities in 3 countries" for more. */
export function placesText(machines: readonly Pick<PlannedMachine, 'city' | 'country'>[], locale = 'en'): string {
  const texts = textsIn(locale);
  const cities = [...new Set(machines.map(({ city }) => city))];
  const countries = [...new Set(machines.map(({ country }) => country))];
  const [city, other] = cities;
  const country = countries.length === 1 ? countries[0] : undefined;
  if (city === undefined) return texts.nowhere;
  if (other === undefined) return `${city}${texts.comma}${countries[0]}`;
  if (cities.length === 2) return `${texts.and(city, other)}${country === undefined ? '' : `${texts.comma}${country}`}`;
  return texts.cities(cities.length, country ?? texts.countries(countries.length));
}

/** "about 20 seconds", "about 3 minutes". */
export function durationText(seconds: number, locale = 'en'): string {
  const texts = textsIn(locale);
  if (seconds < 10) return texts.fewSeconds;
  if (seconds < 90) return texts.seconds(Math.ceil(seconds / 5) * 5);
  return texts.minutes(Math.round(seconds / 60));
}

const tones = {
  deploying: 'info',
  ready: 'success',
  degraded: 'warning',
  failed: 'error',
  deleting: 'info',
  gone: 'error',
  unknown: 'warning',
} as const;

/** What a state is called, and how it looks. */
export function stateText<State extends Observation['state'] | 'unknown'>(
  state: State,
  locale = 'en',
): { text: string; tone: (typeof tones)[State] } {
  return { text: textsIn(locale).states[state], tone: tones[state] };
}
