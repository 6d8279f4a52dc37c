import type { FarmCapacity } from '../../engine.ts';

/** What a machine takes of a node. */
export interface Amount {
  vcpu: number;
  memoryGiB: number;
  diskGiB: number;
}

interface MapNode extends Amount {
  id: string;
  /** `full`: everything on it is rented by others. `down`: it does not answer. */
  state: 'up' | 'full' | 'down';
}

export interface MapFarm
  extends Pick<FarmCapacity, 'id' | 'name' | 'country' | 'city' | 'latitude' | 'longitude' | 'certified'> {
  /** Runs on renewable energy. */
  green: boolean;
  /** The pool of public IPv4 addresses, out of the ranges reserved for documentation. */
  publicIps: readonly string[];
  nodes: readonly MapNode[];
}

/** A map of the grid: farms with their nodes. */
export type GridMap = readonly MapFarm[];

type Row = [id: number, vcpu: number, memoryGiB: number, diskGiB: number, state?: MapNode['state']];

const nodes = (...rows: Row[]): MapNode[] =>
  rows.map(([id, vcpu, memoryGiB, diskGiB, state = 'up']) => ({ id: String(id), vcpu, memoryGiB, diskGiB, state }));

const addresses = (network: string, first: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${network}.${first + index}`);

/** The simulated grid: 12 farms and 40 nodes in real places, some of them small, full, down or without public addresses. */
export const gridMap: GridMap = [
  {
    id: 'ghent-docks',
    name: 'Ghent Docks',
    country: 'Belgium',
    city: 'Ghent',
    latitude: 51.0543,
    longitude: 3.7174,
    certified: true,
    green: true,
    publicIps: addresses('192.0.2', 16, 16),
    nodes: nodes(
      [11, 32, 128, 2_000],
      [12, 32, 128, 2_000],
      [13, 32, 128, 2_000],
      [14, 24, 96, 1_000],
      [15, 24, 96, 1_000],
      [17, 16, 64, 1_000],
    ),
  },
  {
    id: 'lochristi-lab',
    name: 'Lochristi Lab',
    country: 'Belgium',
    city: 'Lochristi',
    latitude: 51.0965,
    longitude: 3.8316,
    certified: false,
    green: false,
    publicIps: addresses('192.0.2', 64, 4),
    nodes: nodes([18, 8, 32, 500], [19, 8, 32, 500], [20, 4, 8, 250]),
  },
  {
    id: 'salzburg-hydro',
    name: 'Salzburg Hydro',
    country: 'Austria',
    city: 'Salzburg',
    latitude: 47.8095,
    longitude: 13.055,
    certified: true,
    green: true,
    publicIps: addresses('198.51.100', 8, 16),
    nodes: nodes(
      [21, 32, 128, 4_000],
      [22, 32, 128, 4_000],
      [23, 24, 192, 2_000],
      [24, 24, 192, 2_000],
      [25, 16, 64, 1_000, 'down'],
    ),
  },
  {
    id: 'vienna-cellar',
    name: 'Vienna Cellar',
    country: 'Austria',
    city: 'Vienna',
    latitude: 48.2082,
    longitude: 16.3738,
    certified: false,
    green: true,
    publicIps: [],
    nodes: nodes([26, 4, 16, 120]),
  },
  {
    id: 'zurich-vault',
    name: 'Zurich Vault',
    country: 'Switzerland',
    city: 'Zurich',
    latitude: 47.3769,
    longitude: 8.5417,
    certified: true,
    green: false,
    publicIps: addresses('198.51.100', 64, 2),
    nodes: nodes([27, 64, 512, 8_000]),
  },
  {
    id: 'reykjavik-geothermal',
    name: 'Reykjavik Geothermal',
    country: 'Iceland',
    city: 'Reykjavik',
    latitude: 64.1466,
    longitude: -21.9426,
    certified: true,
    green: true,
    publicIps: addresses('198.51.100', 96, 8),
    nodes: nodes([28, 48, 256, 4_000], [29, 48, 256, 4_000], [30, 48, 256, 4_000]),
  },
  {
    id: 'cairo-nile',
    name: 'Cairo Nile',
    country: 'Egypt',
    city: 'Cairo',
    latitude: 30.0444,
    longitude: 31.2357,
    certified: false,
    green: false,
    publicIps: [],
    nodes: nodes([31, 16, 64, 1_000], [32, 16, 64, 1_000], [33, 16, 64, 1_000, 'full']),
  },
  {
    id: 'dubai-edge',
    name: 'Dubai Edge',
    country: 'United Arab Emirates',
    city: 'Dubai',
    latitude: 25.2048,
    longitude: 55.2708,
    certified: true,
    green: false,
    publicIps: addresses('203.0.113', 8, 8),
    nodes: nodes([34, 24, 96, 2_000], [35, 24, 96, 2_000], [36, 24, 96, 2_000], [37, 8, 24, 250]),
  },
  {
    id: 'zanzibar-fumba',
    name: 'Zanzibar Fumba',
    country: 'Tanzania',
    city: 'Zanzibar City',
    latitude: -6.1659,
    longitude: 39.2026,
    certified: false,
    green: true,
    publicIps: addresses('203.0.113', 32, 4),
    nodes: nodes([38, 16, 64, 1_000], [39, 16, 64, 1_000], [40, 8, 32, 500], [41, 8, 32, 500]),
  },
  {
    id: 'chennai-monsoon',
    name: 'Chennai Monsoon',
    country: 'India',
    city: 'Chennai',
    latitude: 13.0827,
    longitude: 80.2707,
    certified: false,
    green: false,
    publicIps: addresses('203.0.113', 64, 4),
    nodes: nodes([42, 16, 48, 750], [43, 16, 48, 750], [44, 12, 24, 300]),
  },
  {
    id: 'montreal-hydro',
    name: 'Montreal Hydro',
    country: 'Canada',
    city: 'Montreal',
    latitude: 45.5019,
    longitude: -73.5674,
    certified: true,
    green: true,
    publicIps: addresses('203.0.113', 96, 16),
    nodes: nodes(
      [45, 32, 128, 2_000],
      [46, 32, 128, 2_000],
      [47, 32, 128, 2_000],
      [48, 24, 96, 1_000],
      [49, 24, 96, 1_000],
    ),
  },
  {
    id: 'sao-paulo-centro',
    name: 'São Paulo Centro',
    country: 'Brazil',
    city: 'São Paulo',
    latitude: -23.5505,
    longitude: -46.6333,
    certified: false,
    green: false,
    publicIps: addresses('203.0.113', 160, 1),
    nodes: nodes([50, 8, 16, 250], [51, 8, 16, 250, 'full']),
  },
];
