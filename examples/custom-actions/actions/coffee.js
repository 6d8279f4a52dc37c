import { defineAction, fail } from '3bot-chat-wizard/actions';

const price = { espresso: 2, latte: 3 };

export const menu = defineAction({
  kind: 'read',
  name: 'coffee.menu',
  title: 'What the machine makes',
  permission: 'catalog.read',
  input: { type: 'object', properties: {}, additionalProperties: false },
  output: {
    type: 'object',
    properties: { items: { type: 'array', items: { type: 'string' } } },
    required: ['items'],
  },
  run: async () => ({ items: Object.keys(price) }),
  simulate: () => ({ items: ['espresso'] }),
});

export const brew = defineAction({
  kind: 'lasting',
  name: 'coffee.brew',
  title: 'Makes one cup of coffee',
  permission: 'catalog.read',
  input: { type: 'object', properties: { kind: { type: 'string' } }, required: ['kind'], additionalProperties: false },
  output: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
  stages: [
    { id: 'grind', title: 'Grind' },
    { id: 'pour', title: 'Pour' },
  ],
  run: async ({ caller, progress, checkpoint }, { kind }) => {
    if (!(kind in price)) throw fail('NO_SUCH_COFFEE', `The machine makes no ${kind}.`);
    progress('grind', 100);
    const cup = await checkpoint('cup', async () => ({ kind }));
    progress('pour', 100);
    return { text: `One ${cup.kind} for ${caller.name}: ${price[cup.kind]} euro.` };
  },
  simulate: ({ kind }) => ({ text: `One ${kind}.` }),
});
