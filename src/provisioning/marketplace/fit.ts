import { bytesText, coresText } from './amounts.ts';
import { type NodeRoom, needText, type Wanted, withoutRoom } from './room.ts';

/** Whether everything finds a place on the nodes, and in words what is missing. */
export interface Fit {
  fits: boolean;
  text: string;
}

/** Tries to place what is wanted on what is free. */
export function fitOf(wanted: readonly Wanted[], rooms: readonly NodeRoom[]): Fit {
  const need = needText(wanted, rooms.length);
  const left = withoutRoom(wanted, rooms);
  const widest = rooms.toSorted((one, other) => other.cpu - one.cpu)[0];
  if (!widest)
    return { fits: false, text: 'No node takes apps just now: none is ready, or all are closed for new ones.' };
  if (left.length === 0) {
    const free = rooms.reduce((sum, room) => ({ cpu: sum.cpu + room.cpu, memory: sum.memory + room.memory }), {
      cpu: 0,
      memory: 0,
    });
    return {
      fits: true,
      text: `It takes ${need.cpu} CPU and ${need.memory} memory; ${coresText(free.cpu)} CPU and ${bytesText(free.memory)} are free.`,
    };
  }
  const missing = needText(left, rooms.length);
  return {
    fits: false,
    text: `It takes ${need.cpu} CPU and ${need.memory} memory, and there is no place for ${missing.cpu} CPU and ${missing.memory} of it. The node with the most room, ${widest.name}, has ${coresText(Math.max(0, widest.cpu))} CPU and ${bytesText(Math.max(0, widest.memory))} free. Take a smaller size, or add a worker to the data center.`,
  };
}
