import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { Fraction, gridTariff, HOURS_PER_MONTH, type Tariff } from '../pricing/index.ts';
import { type NodeSize, nodeSizes } from '../sizes.ts';
import { textsIn } from '../texts/texts.ts';
import { sizeName, sizeText } from '../wording.ts';

/** The node sizes, with what one node of each costs. */
export const catalogSizes = defineAction({
  kind: 'read',
  name: 'catalog.sizes',
  title: 'The node sizes on offer, with their prices',
  permission: 'catalog.read',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        vcpu: z.int(),
        memoryGiB: z.int(),
        diskGiB: z.int(),
        tftPerMonth: z.string(),
        usdPerMonth: z.string(),
        description: z.string(),
        /** What one machine costs, in words. */
        price: z.string(),
      }),
    ),
  }),
  run: async ({ services, locale }) => ({
    items: nodeSizes.map((size) => itemOf(size, services.tariff ?? gridTariff(), locale)),
  }),
  simulate: () => ({
    items: nodeSizes.map((size) => ({ ...factsOf(size, 'en'), ...pricesOf('90.00', '0.90', 'en') })),
  }),
});

function factsOf(size: NodeSize, locale: string) {
  const { name, ...amounts } = size;
  return { id: name, title: sizeName(name, locale), ...amounts, description: sizeText(size, locale) };
}

function itemOf(size: NodeSize, tariff: Tariff, locale: string) {
  const hourly = tariff.hourly({ vcpu: size.vcpu, memoryGiB: size.memoryGiB, ssdGiB: size.diskGiB });
  const usd = hourly.times(Fraction.of(HOURS_PER_MONTH));
  return { ...factsOf(size, locale), ...pricesOf(tariff.toTft(usd).toDecimal(2, 2), usd.toDecimal(2, 2), locale) };
}

function pricesOf(tftPerMonth: string, usdPerMonth: string, locale: string) {
  return { tftPerMonth, usdPerMonth, price: textsIn(locale).perMachine(tftPerMonth) };
}
