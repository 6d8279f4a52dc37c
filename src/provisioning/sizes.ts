import { ActionFailure } from './action.ts';

/** A node size of the catalogue. */
export interface NodeSize {
  name: string;
  vcpu: number;
  memoryGiB: number;
  diskGiB: number;
}

/** The node sizes a person can choose from, smallest first. */
export const nodeSizes: readonly NodeSize[] = [
  { name: 'micro', vcpu: 1, memoryGiB: 2, diskGiB: 25 },
  { name: 'small', vcpu: 2, memoryGiB: 4, diskGiB: 50 },
  { name: 'medium', vcpu: 4, memoryGiB: 8, diskGiB: 50 },
  { name: 'big', vcpu: 8, memoryGiB: 32, diskGiB: 100 },
];

/** The size of this name; an unknown one is refused with the list of those that exist. */
export function sizeOf(name: string): NodeSize {
  const size = nodeSizes.find((candidate) => candidate.name === name);
  if (size) return size;
  const known = nodeSizes.map((candidate) => candidate.name).join(', ');
  throw new ActionFailure('INVALID_SPEC', `There is no node size "${name}". The sizes are: ${known}.`);
}
