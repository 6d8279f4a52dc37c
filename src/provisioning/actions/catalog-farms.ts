import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { textsIn } from '../texts/texts.ts';
import { ANYWHERE } from './catalog-countries.ts';

/** The farms where machines of a size fit now. */
export const catalogFarms = defineAction({
  kind: 'read',
  name: 'catalog.farms',
  title: 'The farms with free capacity, in one country or everywhere',
  permission: 'catalog.read',
  input: z.strictObject({ country: z.string().max(80).optional(), size: z.string().max(40).optional() }),
  output: z.object({
    items: z.array(
      z.object({
        farm: z.string(),
        title: z.string(),
        country: z.string(),
        city: z.string(),
        certified: z.boolean(),
        green: z.boolean(),
        fits: z.int(),
        description: z.string(),
      }),
    ),
  }),
  run: async ({ services, locale }, { country, size }) => {
    const texts = textsIn(locale);
    const farms = await services.engines.main.capacity({
      ...(country === undefined || country === ANYWHERE ? {} : { country }),
      ...(size === undefined ? {} : { size }),
    });
    const items = farms
      .filter(({ fits }) => fits > 0)
      .map(({ id, name, country: where, city, certified, green, fits }) => ({
        farm: id,
        title: name,
        country: where,
        city,
        certified,
        green,
        fits,
        description: [
          `${city}${texts.comma}${where}`,
          texts.roomHere(fits),
          ...(certified ? [texts.certified] : []),
          ...(green ? [texts.green] : []),
        ].join(texts.comma),
      }));
    return { items };
  },
  simulate: () => ({
    items: [
      {
        farm: 'farm-1',
        title: 'Example farm',
        country: 'Belgium',
        city: 'Ghent',
        certified: true,
        green: true,
        fits: 40,
        description: 'Ghent, Belgium, room for 40 machines, certified, green energy',
      },
    ],
  }),
});
