import type { PlannedMachine, VdcSpec } from '../../engine.ts';
import type { NodeSize } from '../../sizes.ts';
import { sizeOf } from '../../sizes.ts';
import { chance } from './chance.ts';
import type { GridMap } from './grid-map.ts';
import type { FreeNode, GridState } from './grid-state.ts';
import { allowedNodes, fitting, resources } from './grid-state.ts';

/**
 * Places all machines of a spec, or none: null when they do not fit. Controllers stand on distinct nodes and, where there
 * are enough, on distinct farms; workers spread. Without a place in the spec, all of it goes to one country if one takes it,
 * because controllers agree over the network with each write. Pure: the same state and spec give the same places.
 */
export function place(state: GridState, map: GridMap, spec: VdcSpec): PlannedMachine[] | null {
  const allowed = allowedNodes(state, map, spec.placement);
  const areas = [...countries(allowed, spec), allowed];
  // Spreading first; packed tightly is the second try, since spread controllers may stand where only a worker would fit.
  for (const nodes of areas) {
    const machines = attempt(state, nodes, spec, 'spread') ?? attempt(state, nodes, spec, 'tight');
    if (machines) return machines;
  }
  return null;
}

/** Another node for one machine, the nearer the better; null where there is none. */
export function placeAgain(
  nodes: readonly FreeNode[],
  machine: PlannedMachine,
  occupied: ReadonlySet<string>,
): PlannedMachine | null {
  const nearness = ({ farm }: FreeNode) => (farm.id === machine.farm ? 2 : farm.country === machine.country ? 1 : 0);
  const [node] = nodes
    .filter((candidate) => !occupied.has(candidate.id) && fitting(candidate, machine) > 0)
    .sort((a, b) => nearness(b) - nearness(a) || b.vcpu - a.vcpu || compareText(a.id, b.id));
  return node ? { ...machine, node: node.id, ...placeOf(node) } : null;
}

/** The nodes of each country, those with most room first. */
function countries(nodes: FreeNode[], spec: VdcSpec): FreeNode[][] {
  const byCountry = [...Map.groupBy(nodes, (node) => node.farm.country)];
  const room = (members: FreeNode[]) => roominess(members.reduce((sum, node) => sum + node.vcpu, 0));
  return byCountry
    .sort(
      ([countryA, a], [countryB, b]) =>
        room(b) - room(a) || taste(spec, countryA) - taste(spec, countryB) || compareText(countryA, countryB),
    )
    .map(([, members]) => members);
}

type Manner = 'spread' | 'tight';

function attempt(state: GridState, allowed: FreeNode[], spec: VdcSpec, manner: Manner): PlannedMachine[] | null {
  const nodes = allowed.map((node) => ({ ...node }));
  const controllerSize = sizeOf(spec.controllerSize);
  const workerSize = sizeOf(spec.workerSize);
  const machines: PlannedMachine[] = [];
  const controllersOn = new Set<string>();
  const farms = new Map<string, number>();
  const perNode = new Map<string, number>();

  const put = (role: PlannedMachine['role'], index: number, size: NodeSize, candidates: FreeNode[]): boolean => {
    const [node] = candidates
      .filter((candidate) => fitting(candidate, size) > 0)
      .sort(
        (a, b) =>
          (role === 'controller' ? count(farms, a.farm.id) - count(farms, b.farm.id) : 0) ||
          (manner === 'spread' ? count(perNode, a.id) - count(perNode, b.id) : 0) ||
          (manner === 'spread' ? roominess(b.vcpu) - roominess(a.vcpu) : a.vcpu - b.vcpu) ||
          taste(spec, a.id) - taste(spec, b.id) ||
          compareText(a.id, b.id),
      );
    if (!node) return false;
    for (const resource of resources) node[resource] -= size[resource];
    if (role === 'controller') {
      controllersOn.add(node.id);
      farms.set(node.farm.id, count(farms, node.farm.id) + 1);
    }
    perNode.set(node.id, count(perNode, node.id) + 1);
    machines.push({
      name: `${role}-${index}`,
      role,
      size: size.name,
      vcpu: size.vcpu,
      memoryGiB: size.memoryGiB,
      diskGiB: size.diskGiB,
      node: node.id,
      ...placeOf(node),
    });
    return true;
  };

  for (let index = 1; index <= spec.controllers; index += 1) {
    const apart = nodes.filter((node) => !controllersOn.has(node.id));
    const reachable =
      index === 1 && spec.publicIp
        ? apart.filter((node) => (state.publicIps.get(node.farm.id) ?? []).length > 0)
        : apart;
    if (!put('controller', index, controllerSize, reachable)) return null;
  }
  for (let index = 1; index <= spec.workers; index += 1) {
    if (!put('worker', index, workerSize, nodes)) return null;
  }
  return machines;
}

const placeOf = ({ farm }: FreeNode) => ({ farm: farm.id, country: farm.country, city: farm.city });

/** Coarse on purpose: places with about the same room count as equals. */
const roominess = (vcpu: number): number => Math.floor(Math.log2(Math.max(0, vcpu) + 1));

/** Decides among equals, by name: people who plan at the same moment shall not all want the same node. */
const taste = (spec: VdcSpec, place: string): number => chance(spec.owner, spec.name, place);

const count = (counts: ReadonlyMap<string, number>, key: string): number => counts.get(key) ?? 0;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
