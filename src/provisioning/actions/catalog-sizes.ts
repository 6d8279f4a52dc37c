import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { Fraction, gridTariff, HOURS_PER_MONTH, type Tariff } from '../pricing/index.ts';
import { type NodeSize, nodeSizes } from '../sizes.ts';
import { sizeText } from '../wording.ts';

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
      }),
    ),
  }),
  run: async ({ services }) => ({ items: nodeSizes.map((size) => itemOf(size, services.tariff ?? gridTariff())) }),
  simulate: () => ({
    items: nodeSizes.map((size) => ({ ...factsOf(size), tftPerMonth: '90.00', usdPerMonth: '0.90' })),
  }),
});

function factsOf(size: NodeSize) {
  const { name, ...amounts } = size;
  return { id: name, title: name[0]?.toUpperCase() + name.slice(1), ...amounts, description: sizeText(size) };
}

function itemOf(size: NodeSize, tariff: Tariff) {
  const hourly = tariff.hourly({ vcpu: size.vcpu, memoryGiB: size.memoryGiB, ssdGiB: size.diskGiB });
  const usd = hourly.times(Fraction.of(HOURS_PER_MONTH));
  return { ...factsOf(size), tftPerMonth: tariff.toTft(usd).toDecimal(2, 2), usdPerMonth: usd.toDecimal(2, 2) };
}
