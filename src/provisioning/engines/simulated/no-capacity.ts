import { ActionFailure } from '../../action.ts';
import type { VdcSpec } from '../../engine.ts';
import { nodeSizes } from '../../sizes.ts';
import type { GridMap } from './grid-map.ts';
import type { GridState } from './grid-state.ts';
import { knownCountry } from './grid-state.ts';
import { place } from './placement.ts';

/** More choices than this are no help. */
const MAX_OPTIONS = 3;

/** Why a spec has no place, and what nearest to it would: the person gets choices, not a dead end. */
export function noCapacity(state: GridState, map: GridMap, spec: VdcSpec): ActionFailure {
  const fits = (changed: Partial<VdcSpec>) => place(state, map, { ...spec, ...changed }) !== null;
  const options = [
    fewerWorkers(spec, fits),
    elsewhere(map, spec, fits),
    spec.placement.certifiedOnly && fits({ placement: without(spec.placement, 'certifiedOnly') })
      ? 'all of it when farms need not be certified'
      : undefined,
    spec.publicIp && fits({ publicIp: false }) ? 'all of it without a public IP' : undefined,
    smallerWorkers(spec, fits),
    spec.controllers === 3 && fits({ controllers: 1 }) ? 'one controller instead of three' : undefined,
  ]
    .filter((option) => option !== undefined)
    .slice(0, MAX_OPTIONS);
  const advice =
    options.length > 0
      ? `What would fit: ${list(options)}.`
      : 'Nothing near it would fit either: take smaller nodes, or try again later.';
  return new ActionFailure('NO_CAPACITY', `There is no room for ${wanted(spec)}${where(map, spec)}. ${advice}`, {
    retryable: true,
  });
}

type Fits = (changed: Partial<VdcSpec>) => boolean;

/** The most workers that would fit: found by halving, since what holds more workers holds fewer. */
function fewerWorkers(spec: VdcSpec, fits: Fits): string | undefined {
  let [fitting, tooMany] = [-1, spec.workers];
  while (tooMany - fitting > 1) {
    const workers = Math.floor((fitting + tooMany) / 2);
    if (fits({ workers })) fitting = workers;
    else tooMany = workers;
  }
  if (fitting < 0) return undefined;
  return `${fitting === 0 ? 'no' : fitting} worker${fitting === 1 ? '' : 's'} instead of ${spec.workers}`;
}

function smallerWorkers(spec: VdcSpec, fits: Fits): string | undefined {
  const below = nodeSizes
    .slice(
      0,
      nodeSizes.findIndex((size) => size.name === spec.workerSize),
    )
    .reverse();
  const size = spec.workers > 0 ? below.find((candidate) => fits({ workerSize: candidate.name })) : undefined;
  return size ? `${size.name} workers instead of ${spec.workerSize} ones` : undefined;
}

/** The nearest other places that take all of it. */
function elsewhere(map: GridMap, spec: VdcSpec, fits: Fits): string | undefined {
  const { country, farm } = spec.placement;
  if (country === undefined && farm === undefined) return undefined;
  const home = map.find((candidate) =>
    farm === undefined ? candidate.country === knownCountry(map, country ?? '') : candidate.id === farm,
  );
  if (!home) return undefined;
  const free = without(without(spec.placement, 'farm'), 'country');
  const byDistance = [...map].sort((a, b) => distance(home, a) - distance(home, b));
  const others = [...new Set(byDistance.map((candidate) => candidate.country))].filter(
    (candidate) =>
      (farm !== undefined || candidate !== home.country) && fits({ placement: { ...free, country: candidate } }),
  );
  if (others.length > 0) return `all of it in ${others.slice(0, 2).join(' or ')}`;
  return fits({ placement: free }) ? 'all of it spread over several countries' : undefined;
}

interface Place {
  latitude: number;
  longitude: number;
}

/** The haversine, up to a constant: enough to say which is nearer. */
function distance(a: Place, b: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2;
  const along = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude));
  return half(a.latitude, b.latitude) + along * half(a.longitude, b.longitude);
}

function without<K extends keyof VdcSpec['placement']>(placement: VdcSpec['placement'], key: K): VdcSpec['placement'] {
  const { [key]: _, ...rest } = placement;
  return rest;
}

function wanted(spec: VdcSpec): string {
  const controllers = `${spec.controllers} ${spec.controllerSize} controller${spec.controllers === 1 ? '' : 's'}`;
  const workers =
    spec.workers === 0 ? '' : ` and ${spec.workers} ${spec.workerSize} worker${spec.workers === 1 ? '' : 's'}`;
  return `${controllers}${workers}${spec.publicIp ? ' with a public IP' : ''}`;
}

function where(map: GridMap, { placement }: VdcSpec): string {
  const certified = placement.certifiedOnly ? ' on certified farms' : '';
  if (placement.farm !== undefined) return `${certified} on the farm ${placement.farm}`;
  return placement.country === undefined ? certified : `${certified} in ${knownCountry(map, placement.country)}`;
}

function list(items: string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')}, or ${items.at(-1)}`;
}
