import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import type { FarmCapacity } from '../engine.ts';
import { textsIn } from '../texts/texts.ts';

/** Stands for no wish about the place, where a choice needs a word for it. */
export const ANYWHERE = 'anywhere';

/** Where machines of a size fit now. With `anywhere`, the first item leaves the place to the engine. */
export const catalogCountries = defineAction({
  kind: 'read',
  name: 'catalog.countries',
  title: 'The countries with free capacity for a node size',
  permission: 'catalog.read',
  input: z.strictObject({
    size: z.string().max(40).optional(),
    publicIp: z.boolean().optional(),
    anywhere: z.boolean().default(false),
  }),
  output: z.object({
    items: z.array(
      z.object({
        country: z.string(),
        farms: z.int(),
        fits: z.int(),
        title: z.string(),
        description: z.string(),
      }),
    ),
  }),
  run: async ({ services, locale }, { size, publicIp, anywhere }) => {
    const farms = await services.engines.main.capacity({
      ...(size === undefined ? {} : { size }),
      ...(publicIp === undefined ? {} : { publicIp }),
    });
    const room = farms.filter(({ fits }) => fits > 0);
    const countries = [...Map.groupBy(room, ({ country }) => country)]
      .map(([country, members]) => itemOf(country, country, members, locale))
      .sort((a, b) => a.title.localeCompare(b.title, 'en'));
    return { items: anywhere ? [itemOf(ANYWHERE, textsIn(locale).anywhere, room, locale), ...countries] : countries };
  },
  simulate: ({ anywhere }) => {
    const items = [
      { country: 'Belgium', farms: 2, fits: 40, title: 'Belgium', description: '2 farms, room for 40 machines' },
      { country: 'Egypt', farms: 1, fits: 12, title: 'Egypt', description: '1 farm, room for 12 machines' },
    ];
    const first = {
      country: ANYWHERE,
      farms: 3,
      fits: 52,
      title: 'Anywhere',
      description: '3 farms, room for 52 machines',
    };
    return { items: anywhere ? [first, ...items] : items };
  },
});

function itemOf(country: string, title: string, farms: FarmCapacity[], locale: string) {
  const texts = textsIn(locale);
  const fits = farms.reduce((sum, farm) => sum + farm.fits, 0);
  return {
    country,
    farms: farms.length,
    fits,
    title,
    description: texts.room(texts.farms(farms.length), fits),
  };
}
