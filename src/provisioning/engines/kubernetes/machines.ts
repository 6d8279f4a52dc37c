import type { ClusterObject } from '#src/cluster/index.ts';
import { labelsAt, numberAt, objectsAt, textAt } from '#src/cluster/index.ts';

import type { MachineStatus, PlannedMachine } from '../../engine.ts';
import type { HostedVdc } from './hosted-vdc.ts';
import { k3kNames } from './names.ts';
import { indexOf } from './placement.ts';

/** How a machine of a VDC does, read from the pod that it is. */
export interface HostedMachine extends MachineStatus {
  /** What it does or waits for, in words that follow its name: "starts k3s on node-2". */
  doing: string;
  /** Why it does not get on by itself, where that is so. */
  trouble?: { code: 'NO_CAPACITY' | 'NODE_FAILED'; message: string };
}

/** The planned machines with the pods that stand for them now. */
export function machinesOf(vdc: HostedVdc): HostedMachine[] {
  const names = k3kNames(vdc.record.plan.spec.name);
  const agents = vdc.pods
    .filter((pod) => labelsAt(pod, 'metadata', 'labels')['type'] === 'agent' && !isLeaving(pod))
    .sort((a, b) => compareText(ageOf(a), ageOf(b)));
  return vdc.record.plan.machines.map((machine) => {
    const index = indexOf(machine) - 1;
    if (machine.role === 'worker') return machineOf(machine, vdc, agents[index], undefined);
    const pod = vdc.pods.find(({ metadata }) => metadata.name === `${names.servers}-${index}`);
    const claim = vdc.claims.find(({ metadata }) => metadata.name === names.diskOf(index));
    return machineOf(machine, vdc, pod, claim);
  });
}

function machineOf(
  planned: PlannedMachine,
  { places }: HostedVdc,
  pod: ClusterObject | undefined,
  claim: ClusterObject | undefined,
): HostedMachine {
  if (!pod) return { ...planned, state: 'planned', doing: 'waits to be made' };
  const node = textAt(pod, 'spec', 'nodeName');
  const ip = textAt(pod, 'status', 'podIP');
  const found = lookAt(pod, claim, node);
  const place = places.get(node ?? '');
  return {
    ...planned,
    ...(node === undefined ? {} : { node }),
    ...(place ? { farm: place.zone, country: place.region, city: place.zone } : {}),
    ...(ip === undefined ? {} : { ip }),
    hostname: pod.metadata.name,
    ...found,
    ...(found.trouble ? { message: found.trouble.message } : {}),
  };
}

function lookAt(
  pod: ClusterObject,
  claim: ClusterObject | undefined,
  node: string | undefined,
): Pick<HostedMachine, 'state' | 'doing' | 'trouble'> {
  if (isLeaving(pod)) return { state: 'booting', doing: 'stops' };
  if (node === undefined) return waitingForPlace(pod, claim);
  const [container] = objectsAt(pod, 'status', 'containerStatuses');
  const waiting = textAt(container, 'state', 'waiting', 'reason');
  if (waiting !== undefined && waiting !== 'ContainerCreating' && waiting !== 'PodInitializing') {
    const doing = `cannot start: ${whyWaiting(waiting, container)}`;
    return { state: 'failed', doing, trouble: { code: 'NODE_FAILED', message: sentence(doing) } };
  }
  const ended = textAt(container, 'state', 'terminated', 'reason');
  if (ended !== undefined || textAt(pod, 'status', 'phase') === 'Failed') {
    const doing = `has ended on ${node}: ${ended ?? textAt(pod, 'status', 'reason') ?? 'no reason is known'}`;
    return { state: 'failed', doing, trouble: { code: 'NODE_FAILED', message: sentence(doing) } };
  }
  const ready = objectsAt(pod, 'status', 'conditions').some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
  if (ready) return { state: 'ready', doing: `is ready on ${node}` };
  const running = textAt(container, 'state', 'running', 'startedAt') !== undefined;
  return { state: 'booting', doing: running ? `starts k3s on ${node}` : `is set up on ${node}, pulling its image` };
}

/** Without a node: its disk is not there yet, or no node takes it. */
function waitingForPlace(
  pod: ClusterObject,
  claim: ClusterObject | undefined,
): Pick<HostedMachine, 'state' | 'doing' | 'trouble'> {
  const scheduled = objectsAt(pod, 'status', 'conditions').find(({ type }) => type === 'PodScheduled');
  const why = textAt(scheduled, 'message') ?? '';
  if (claim && textAt(claim, 'status', 'phase') !== 'Bound') {
    const doing = `waits for its disk ${claim.metadata.name}`;
    // A disk that is bound only once its pod has a node is no trouble: that pod is then refused for another reason.
    return /unbound immediate|persistentvolumeclaim/i.test(why)
      ? {
          state: 'booting',
          doing,
          trouble: { code: 'NODE_FAILED', message: `${sentence(doing)} The host said: ${why}` },
        }
      : { state: 'booting', doing };
  }
  if (textAt(scheduled, 'reason') !== 'Unschedulable') return { state: 'booting', doing: 'waits for a node' };
  const doing = 'waits for a node with room';
  return {
    state: 'booting',
    doing,
    trouble: { code: 'NO_CAPACITY', message: `No node of the host takes it. Its scheduler said: ${why}` },
  };
}

function whyWaiting(reason: string, container: unknown): string {
  const image = textAt(container, 'image') ?? 'its image';
  switch (reason) {
    case 'ErrImagePull':
    case 'ImagePullBackOff':
    case 'InvalidImageName':
      return `the image ${image} cannot be pulled (${reason})`;
    case 'CrashLoopBackOff': {
      const exit = numberAt(container, 'lastState', 'terminated', 'exitCode');
      const cause = textAt(container, 'lastState', 'terminated', 'reason');
      return `k3s ends again and again${exit === undefined ? '' : ` with exit code ${exit}`}${cause === 'OOMKilled' ? ' for want of memory' : ''}`;
    }
    default:
      return textAt(container, 'state', 'waiting', 'message') ?? reason;
  }
}

const isLeaving = (pod: ClusterObject): boolean => pod.metadata.deletionTimestamp !== undefined;

/** Oldest first, so that a machine keeps its name while others come and go. */
const ageOf = ({ metadata }: ClusterObject): string => `${metadata.creationTimestamp ?? ''} ${metadata.name}`;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const sentence = (doing: string): string => `It ${doing}.`;
