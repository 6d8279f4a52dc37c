import type { PlannedMachine, VdcSpec } from '../../engine.ts';
import { sizeOf } from '../../sizes.ts';
import type { NodeSize } from '../../sizes.ts';
import { chance } from './chance.ts';
import type { GridMap } from './grid-map.ts';
import { allowedNodes, fitting, resources } from './grid-state.ts';
import type { FreeNode, GridState } from './grid-state.ts';

/**
 * Places all machines of a spec, or none: null when they do not fit. Controllers stand on distinct nodes and, where there
 * are enough, on distinct farms; workers spread. Pure: the same state and spec give the same places.
 */
export function place(state: GridState, map: GridMap, spec: VdcSpec): PlannedMachine[] | null {
  const nodes = allowedNodes(state, map, spec.placement);
  // Spreading first; packed tightly is the second try, since spread controllers may stand where only a worker would fit.
  return attempt(state, nodes, spec, 'spread') ?? attempt(state, nodes, spec, 'tight');
}

/** Another node for one machine, or null. `occupied` are nodes it must not stand on. */
export function placeAgain(
  nodes: readonly FreeNode[],
  machine: PlannedMachine,
  occupied: ReadonlySet<string>,
): PlannedMachine | null {
  const [node] = nodes
    .filter((candidate) => !occupied.has(candidate.id) && fitting(candidate, machine) > 0)
    .sort((a, b) => b.vcpu - a.vcpu || compareText(a.id, b.id));
  return node ? { ...machine, node: node.id, ...placeOf(node) } : null;
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
          (manner === 'spread' ? roominess(b) - roominess(a) : a.vcpu - b.vcpu) ||
          // Among equals by name, so that people who plan at the same moment do not all want the same node.
          chance(spec.owner, spec.name, a.id) - chance(spec.owner, spec.name, b.id) ||
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
      index === 1 && spec.publicIp ? apart.filter((node) => (state.publicIps.get(node.farm.id) ?? []).length > 0) : apart;
    if (!put('controller', index, controllerSize, reachable)) return null;
  }
  for (let index = 1; index <= spec.workers; index += 1) {
    if (!put('worker', index, workerSize, nodes)) return null;
  }
  return machines;
}

const placeOf = ({ farm }: FreeNode) => ({ farm: farm.id, country: farm.country, city: farm.city });

/** Coarse on purpose: nodes with about the same room count as equals. */
const roominess = (node: FreeNode): number => Math.min(4, Math.floor(Math.log2(node.vcpu + 1)));

const count = (counts: ReadonlyMap<string, number>, key: string): number => counts.get(key) ?? 0;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
