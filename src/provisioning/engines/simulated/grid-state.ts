import { ActionFailure } from '../../action.ts';
import type { VdcSpec } from '../../engine.ts';
import type { Amount, GridMap, MapFarm } from './grid-map.ts';

/** A node with what is free on it now. */
export interface FreeNode extends Amount {
  id: string;
  farm: MapFarm;
}

/** What is free on the grid at one moment. */
export interface GridState {
  /** Nodes that are up, with what is left of them. */
  nodes: FreeNode[];
  /** Free public addresses by farm. */
  publicIps: ReadonlyMap<string, string[]>;
}

/** What is taken, as the store counts it: `node:<id>:<resource>` to amount. */
export type Taken = ReadonlyMap<string, number>;

export const resources = ['vcpu', 'memoryGiB', 'diskGiB'] as const;

/** The counter of a node's resource. */
export const takenField = (node: string, resource: keyof Amount): string => `node:${node}:${resource}`;

/** The map less what is taken. */
export function gridState(map: GridMap, taken: Taken, addressesInUse: ReadonlySet<string>): GridState {
  return {
    nodes: map.flatMap((farm) =>
      farm.nodes
        .filter((node) => node.state !== 'down')
        .map((node) => {
          const free = (resource: keyof Amount) =>
            node.state === 'full' ? 0 : node[resource] - (taken.get(takenField(node.id, resource)) ?? 0);
          return { id: node.id, farm, vcpu: free('vcpu'), memoryGiB: free('memoryGiB'), diskGiB: free('diskGiB') };
        }),
    ),
    publicIps: new Map(map.map((farm) => [farm.id, farm.publicIps.filter((ip) => !addressesInUse.has(ip))])),
  };
}

/** The nodes that a spec's placement allows. Case and accents of a country do not matter; an unknown place is refused. */
export function allowedNodes(state: GridState, map: GridMap, placement: VdcSpec['placement']): FreeNode[] {
  const country = placement.country === undefined ? undefined : knownCountry(map, placement.country);
  if (placement.farm !== undefined && !map.some((farm) => farm.id === placement.farm)) {
    throw unknownPlace(
      'farm',
      placement.farm,
      map.map((farm) => farm.id),
    );
  }
  return state.nodes.filter(
    ({ farm }) =>
      (country === undefined || farm.country === country) &&
      (placement.farm === undefined || farm.id === placement.farm) &&
      (!placement.certifiedOnly || farm.certified),
  );
}

/** How many machines of this size fit on a node. */
export function fitting(free: Amount, size: Amount): number {
  return Math.max(0, Math.floor(Math.min(...resources.map((resource) => free[resource] / size[resource]))));
}

/** The country as the map writes it. */
export function knownCountry(map: GridMap, name: string): string {
  const countries = [...new Set(map.map((farm) => farm.country))].sort();
  const known = countries.find((country) => country.localeCompare(name.trim(), 'en', { sensitivity: 'base' }) === 0);
  if (known === undefined) throw unknownPlace('country', name, countries);
  return known;
}

function unknownPlace(what: string, name: string, known: string[]): ActionFailure {
  return new ActionFailure('INVALID_SPEC', `The grid has no ${what} "${name}". It has: ${known.join(', ')}.`);
}
