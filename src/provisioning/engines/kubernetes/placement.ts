import type { PlannedMachine, VdcSpec } from '../../engine.ts';
import type { NodeSize } from '../../sizes.ts';
import { sizeOf } from '../../sizes.ts';
import type { HostNode } from './host-node.ts';

/**
 * Where the machines of a VDC would run now, or null when they do not fit. The host's scheduler decides in the end; this
 * says beforehand whether it can. Controllers stand on distinct nodes. Pure: the same nodes give the same places.
 */
export function place(nodes: readonly HostNode[], spec: VdcSpec): PlannedMachine[] | null {
  return placeMore(nodes, spec, []);
}

/**
 * The machines of a VDC that is to have other numbers of them: those that stay where they are, then places for those to
 * come, or null when these do not fit. Those to go are left out, the newest first.
 */
export function placeMore(
  nodes: readonly HostNode[],
  spec: VdcSpec,
  before: readonly PlannedMachine[],
): PlannedMachine[] | null {
  const kept = (role: PlannedMachine['role'], count: number) =>
    before.filter((machine) => machine.role === role && indexOf(machine) <= count);
  const controllers = kept('controller', spec.controllers);
  const workers = kept('worker', spec.workers);
  // What stays has its room already; only what is added asks for some, apart from the controllers there are.
  const stands = new Set(controllers.map(({ node }) => node));
  const free = allowed(nodes, spec).map((node) => ({ ...node }));
  const add = (role: PlannedMachine['role'], have: PlannedMachine[], count: number, size: NodeSize): boolean => {
    for (let index = have.length + 1; index <= count; index += 1) {
      const machine = put(free, role, index, size, stands);
      if (!machine) return false;
      have.push(machine);
    }
    return true;
  };
  const fits =
    add('controller', controllers, spec.controllers, sizeOf(spec.controllerSize)) &&
    add('worker', workers, spec.workers, sizeOf(spec.workerSize));
  return fits ? [...controllers, ...workers] : null;
}

/** Machines of a size that would fit on a node now. */
export function fitting(node: HostNode, size: NodeSize): number {
  return Math.max(
    0,
    Math.min(
      Math.floor(node.vcpu / size.vcpu),
      Math.floor(node.memoryGiB / size.memoryGiB),
      Math.floor(node.diskGiB / size.diskGiB),
    ),
  );
}

/** A controller's disk is a volume of the host's storage; a worker's is of the node it runs on. */
const diskOnNode = (role: PlannedMachine['role'], size: NodeSize): number => (role === 'worker' ? size.diskGiB : 0);

function allowed(nodes: readonly HostNode[], { placement }: VdcSpec): HostNode[] {
  return nodes.filter(
    ({ region, zone }) =>
      (placement.country === undefined || region === placement.country) &&
      (placement.farm === undefined || zone === placement.farm),
  );
}

/** Puts a machine on the node with most room, so that machines spread, and takes it there. */
function put(
  free: HostNode[],
  role: PlannedMachine['role'],
  index: number,
  size: NodeSize,
  withController: Set<string>,
): PlannedMachine | undefined {
  const disk = diskOnNode(role, size);
  const [node] = free
    .filter(
      (candidate) =>
        candidate.vcpu >= size.vcpu &&
        candidate.memoryGiB >= size.memoryGiB &&
        candidate.diskGiB >= disk &&
        !(role === 'controller' && withController.has(candidate.name)),
    )
    .sort((a, b) => b.vcpu - a.vcpu || b.memoryGiB - a.memoryGiB || (a.name < b.name ? -1 : 1));
  if (!node) return undefined;
  node.vcpu -= size.vcpu;
  node.memoryGiB -= size.memoryGiB;
  node.diskGiB -= disk;
  if (role === 'controller') withController.add(node.name);
  const { name, ...facts } = size;
  const place = { node: node.name, farm: node.zone, country: node.region, city: node.zone };
  return { name: `${role}-${index}`, role, size: name, ...facts, ...place };
}

/** The number in `worker-3`. */
export const indexOf = ({ name }: Pick<PlannedMachine, 'name'>): number =>
  Number(name.slice(name.lastIndexOf('-') + 1));
