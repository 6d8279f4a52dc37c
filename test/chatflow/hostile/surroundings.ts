import type { ActionInfo } from '#src/chatflow/index.ts';

import { catalogue } from '../stand.ts';

const known = [...catalogue.actions.values()];
const [check, deploy] = ['names.check', 'vdc.deploy'].map((name) => known.find((one) => one.name === name));
if (!check || !deploy) throw new Error('the actions of the tests are gone');

/** The actions that hostile files know of; those called `forbidden` are not granted to them. */
export const actions: ReadonlyMap<string, ActionInfo> = new Map(
  [...known, { ...check, name: 'names.forbidden' }, { ...deploy, name: 'vdc.forbidden' }].map((one) => [one.name, one]),
);

export const granted = (_file: string, { name }: ActionInfo): boolean => !name.endsWith('.forbidden');

/** Sound flows that lie in the same folder: they have to stay in use whatever comes beside them. */
export const neighbours: Readonly<Record<string, string>> = {
  'other.flow.yaml': 'title: Other\nsteps:\n  - say: x\n',
  'needy.flow.yaml': 'title: Needy\ninputs: { size: { type: string, required: true } }\nsteps:\n  - say: x\n',
  'given.flow.yaml': 'title: Given\ninputs: { x: any }\nsteps:\n  - say: x\n',
  'heavy.flow.yaml': 'title: Heavy\nsteps:\n  - run: vdc.deploy\n',
  'good.flow.yaml': 'title: Good\nsteps:\n  - ask: name\n  - say: "Hello, ${{ name }}!"\n',
};

/** Flows that would lead back to the hostile one: sound only as long as that one is not. */
export const accomplices: Readonly<Record<string, string>> = {
  'mirror.flow.yaml': 'title: Mirror\nsteps:\n  - call: hostile\n',
  'far.flow.yaml': 'title: Far\nsteps:\n  - call: farther\n',
  'farther.flow.yaml': 'title: Farther\nsteps:\n  - { call: hostile, when: channel != "x" }\n',
};
