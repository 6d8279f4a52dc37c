import { ActionFailure } from './action.ts';
import type { VdcRecord } from './vdc-records.ts';

/** What a VDC may be called. */
export const vdcNamePattern = /^[a-z][a-z0-9-]{1,18}[a-z0-9]$/;

/** What is wrong with a name, and what would be right; undefined where nothing is. */
export function nameProblem(name: string): string | undefined {
  if (vdcNamePattern.test(name)) return undefined;
  return 'Please take 3 to 20 lower-case letters, digits and dashes, beginning with a letter and not ending with a dash.';
}

/** The failure of taking a name that the owner's VDC or running deployment has. */
export function nameTaken({ name, state }: Pick<VdcRecord, 'name' | 'state'>): ActionFailure {
  const holder = {
    deploying: `A VDC called "${name}" is just being deployed.`,
    deployed: `You already have a VDC called "${name}".`,
    deleting: `Your VDC "${name}" is just being deleted.`,
    leftover: `Something of an earlier VDC "${name}" is still there; delete it to free the name.`,
  }[state];
  return new ActionFailure('NAME_TAKEN', `${holder} Please take another name.`);
}

const first = [
  'amber',
  'brisk',
  'calm',
  'clear',
  'coral',
  'early',
  'fresh',
  'gentle',
  'green',
  'happy',
  'lunar',
  'misty',
  'nimble',
  'quiet',
  'sunny',
  'swift',
];
const second = [
  'badger',
  'cedar',
  'dune',
  'falcon',
  'fern',
  'harbor',
  'island',
  'lagoon',
  'maple',
  'meadow',
  'otter',
  'panda',
  'reef',
  'river',
  'summit',
  'willow',
];

/** A friendly name for each number. */
export function friendlyName(number: number): string {
  const at = Math.abs(Math.trunc(number));
  const round = Math.floor(at / (first.length * second.length));
  const name = `${first[at % first.length]}-${second[Math.floor(at / first.length) % second.length]}`;
  return round === 0 ? name : `${name}-${round + 1}`;
}
