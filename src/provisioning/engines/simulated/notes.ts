import type { PlannedMachine, VdcSpec } from '../../engine.ts';
import type { GridMap } from './grid-map.ts';

/** What a person should know before they say yes. */
export function notesOf(spec: VdcSpec, machines: readonly PlannedMachine[], map: GridMap): string[] {
  const farms = new Set(machines.map((machine) => machine.farm));
  const controllerFarms = new Set(machines.filter(({ role }) => role === 'controller').map(({ farm }) => farm));
  const used = map.filter((farm) => farms.has(farm.id));
  return [
    'This grid is simulated: no machine is rented and nothing is charged.',
    spec.controllers === 3
      ? `Three controllers on distinct nodes${controllerFarms.size > 1 ? ` of ${controllerFarms.size} farms` : ''}: the VDC goes on when one of them fails.`
      : 'One controller: while its node is away, so is the Kubernetes API. Three make it redundant.',
    ...(spec.workers === 0 ? ['No workers: your apps run on the controllers.'] : []),
    ...(spec.publicIp ? [] : ['No public IP: the VDC is reached through its private network.']),
    ...(used.every((farm) => farm.green) ? ['All farms of this plan run on renewable energy.'] : []),
  ];
}
