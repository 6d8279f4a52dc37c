import type { CapacityQuery, FarmCapacity } from '../../engine.ts';
import type { NodeSize } from '../../sizes.ts';
import type { GridMap } from './grid-map.ts';
import type { FreeNode, GridState } from './grid-state.ts';
import { fitting, knownCountry } from './grid-state.ts';

/** Farms that answer a query, those with most room first; `fits` counts machines of the size. */
export function farmCapacity(state: GridState, map: GridMap, query: CapacityQuery, size: NodeSize): FarmCapacity[] {
  const country = query.country === undefined ? undefined : knownCountry(map, query.country);
  return map
    .filter((farm) => (country === undefined || farm.country === country) && (!query.certifiedOnly || farm.certified))
    .map((farm) => {
      const nodes = state.nodes.filter((node) => node.farm.id === farm.id);
      const sum = (amount: (node: FreeNode) => number) => nodes.reduce((total, node) => total + amount(node), 0);
      return {
        id: farm.id,
        name: farm.name,
        country: farm.country,
        city: farm.city,
        latitude: farm.latitude,
        longitude: farm.longitude,
        certified: farm.certified,
        nodes: nodes.length,
        freeVcpu: sum((node) => node.vcpu),
        freeMemoryGiB: sum((node) => node.memoryGiB),
        freeDiskGiB: sum((node) => node.diskGiB),
        freePublicIps: (state.publicIps.get(farm.id) ?? []).length,
        fits: sum((node) => fitting(node, size)),
        green: farm.green,
      };
    })
    .filter((farm) => !query.publicIp || farm.freePublicIps > 0)
    .sort((a, b) => b.fits - a.fits || (a.id < b.id ? -1 : 1));
}
