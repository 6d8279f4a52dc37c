import { ActionFailure } from '../../action.ts';
import type { VdcSpec } from '../../engine.ts';
import { nodeSizes } from '../../sizes.ts';
import type { HostNode } from './host-node.ts';
import { place } from './placement.ts';

/** Why a VDC has no room on the host, and what nearest to it would have. */
export function noRoom(nodes: readonly HostNode[], spec: VdcSpec): ActionFailure {
  if (nodes.length === 0) {
    return new ActionFailure(
      'NO_CAPACITY',
      'The host has no node that is ready and takes new machines. Try again later, or ask your operator to look at its nodes.',
      { retryable: true },
    );
  }
  const fits = (change: Partial<VdcSpec>) => place(nodes, { ...spec, ...change }) !== null;
  const workers = mostWorkers(spec, fits);
  const smaller = nodeSizes
    .slice(
      0,
      nodeSizes.findIndex(({ name }) => name === spec.workerSize),
    )
    .findLast(({ name }) => spec.workers > 0 && fits({ workerSize: name }));
  const { country, farm } = spec.placement;
  const options = [
    ...(workers === undefined
      ? []
      : [`${workers === 0 ? 'no' : workers} worker${workers === 1 ? '' : 's'} instead of ${spec.workers}`]),
    ...((country ?? farm) !== undefined && fits({ placement: {} }) ? ['all of it without a wish for the place'] : []),
    ...(smaller ? [`${smaller.name} workers instead of ${spec.workerSize} ones`] : []),
    ...(spec.controllers === 3 && fits({ controllers: 1 }) ? ['one controller instead of three'] : []),
  ];
  const advice =
    options.length === 0
      ? 'Nothing near it would fit either: take smaller nodes, or try again later.'
      : `What would fit: ${options.join(', or ')}.`;
  const where = farm ?? country;
  return new ActionFailure(
    'NO_CAPACITY',
    `The nodes of the host${where === undefined ? '' : ` in ${where}`} have no room for ${spec.controllers} ` +
      `${spec.controllerSize} and ${spec.workers} ${spec.workerSize} machines. ${advice}`,
    { retryable: true },
  );
}

/** The most workers that would fit, where that is fewer than asked for. */
function mostWorkers(spec: VdcSpec, fits: (change: Partial<VdcSpec>) => boolean): number | undefined {
  let [fitting, tooMany] = [-1, spec.workers];
  while (tooMany - fitting > 1) {
    const workers = Math.floor((fitting + tooMany) / 2);
    if (fits({ workers })) fitting = workers;
    else tooMany = workers;
  }
  return fitting < 0 ? undefined : fitting;
}
