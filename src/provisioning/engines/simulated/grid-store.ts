import type { Redis } from 'ioredis';

import { loadScript } from '#src/redis/load-script.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';

import { ActionFailure } from '../../action.ts';
import type { Amount, GridMap } from './grid-map.ts';
import type { GridState } from './grid-state.ts';
import { gridState, resources, takenField } from './grid-state.ts';
import type { VdcRecord } from './vdc-record.ts';

/** How long it is remembered that an effect's VDC was removed, so that a late repetition does not make it again. */
const ENDED_LIFETIME_MS = 7 * 24 * 3_600_000;

type Taking = 'taken' | 'found' | 'ended' | 'name' | 'address' | 'full';

/** Capacity on the move: `amount` on a node, negative where it is given back. */
interface Move {
  node: string;
  amount: Amount;
  sign: 1 | -1;
}

/** Everything that is taken, and by whom: what an oracle checks after a crash. */
export interface Ledger {
  /** How often each effect took capacity. More than once is a defect. */
  takes: { [effectId: string]: number };
  machines: {
    ref: string;
    effectId: string;
    owner: string;
    vdc: string;
    machine: string;
    node: string;
    amount: Amount;
  }[];
  /** What the counters say is taken of each node that carries something. */
  taken: { [node: string]: Amount };
  publicIps: { [ip: string]: string };
}

/** The grid's durable state: who holds what. Every change is one script. */
export interface GridStore {
  state(): Promise<GridState>;
  read(ref: string): Promise<VdcRecord | null>;
  list(): Promise<VdcRecord[]>;
  nameTaken(owner: string, name: string): Promise<boolean>;
  take(record: VdcRecord): Promise<Taking>;
  /**
   * Decides on the newest record until its decision is saved, or it decides `null`: no change. Rejects with `ABORTED`
   * when the VDC is gone or going, `NO_CAPACITY` when the moved capacity is not there.
   */
  change(ref: string, decide: (record: VdcRecord) => Change | null): Promise<VdcRecord>;
  release(record: VdcRecord): Promise<boolean>;
  ledger(): Promise<Ledger>;
}

export interface Change {
  record: VdcRecord;
  moves?: Move[];
}

/** The durable state of a grid in Redis, all of it in one slot. */
export function gridStore(redis: Redis, prefix: string, map: GridMap, now: () => number): GridStore {
  const key = (name: string) => `${prefix}{grid}:${name}`;
  const [taken, vdcs, names, addresses] = [key('taken'), key('vdcs'), key('names'), key('addresses')];
  const [takes, ended] = [key('takes'), key('ended')];
  const keys = [taken, vdcs, names, addresses, takes, ended];
  const offered = map.flatMap((farm) => farm.nodes).filter((node) => node.state === 'up');
  const totals = new Map(offered.map((node) => [node.id, node]));
  const takeScript = loadScript(redis, new URL('take-6.lua', import.meta.url));
  const changeScript = loadScript(redis, new URL('change-2.lua', import.meta.url));
  const releaseScript = loadScript(redis, new URL('release-6.lua', import.meta.url));
  const triples = (moves: Move[]): (string | number)[] =>
    [...perNode(moves)].flatMap(([node, amount]) =>
      resources.flatMap((resource) => [
        takenField(node, resource),
        amount[resource],
        totals.get(node)?.[resource] ?? 0,
      ]),
    );

  const store: GridStore = {
    async state() {
      const [counters, used] = await orTrouble(Promise.all([redis.hgetall(taken), redis.hkeys(addresses)]));
      const amounts = new Map(Object.entries(counters).map(([field, amount]) => [field, Number(amount)]));
      return gridState(map, amounts, new Set(used));
    },
    async read(ref) {
      const text = await orTrouble(redis.hget(vdcs, ref));
      return text === null ? null : parseRecord(text);
    },
    async list() {
      return (await orTrouble(redis.hvals(vdcs))).map(parseRecord).sort((a, b) => a.createdAt - b.createdAt);
    },
    async nameTaken(owner, name) {
      return (await orTrouble(redis.hexists(names, nameKey(owner, name)))) === 1;
    },
    async take(record) {
      const moves = record.machines.map((machine): Move => ({ node: machine.node, amount: machine, sign: 1 }));
      const reply = await takeScript(
        ...keys,
        record.effectId,
        record.ref,
        nameKey(record.spec.owner, record.spec.name),
        JSON.stringify(record),
        record.publicIp ?? '',
        ...triples(moves),
      );
      return status<Taking>(reply, ['taken', 'found', 'ended', 'name', 'address', 'full']);
    },
    async change(ref, decide) {
      for (;;) {
        const record = await store.read(ref);
        if (!record) throw removed();
        const change = decide(record);
        if (!change) return record;
        const next = { ...change.record, revision: record.revision + 1 };
        const values = [ref, record.revision, JSON.stringify(next), ...triples(change.moves ?? [])];
        const answer = status(await changeScript(taken, vdcs, ...values), ['changed', 'stale', 'gone', 'full']);
        if (answer === 'changed') return next;
        if (answer === 'gone') throw removed();
        if (answer === 'full')
          throw new ActionFailure('NO_CAPACITY', 'The node has been taken meanwhile.', { retryable: true });
      }
    },
    async release(record) {
      const name = nameKey(record.spec.owner, record.spec.name);
      const reply = await releaseScript(...keys, record.ref, name, now(), now() - ENDED_LIFETIME_MS);
      return reply === 1;
    },
    async ledger() {
      const replies = await orTrouble(
        redis.multi().hgetall(takes).hgetall(vdcs).hgetall(taken).hgetall(addresses).exec(),
      );
      const [byEffect = {}, byRef = {}, byCounter = {}, byAddress = {}] = (replies ?? []).map(([error, reply]) => {
        if (error) throw error;
        return reply as { [field: string]: string };
      });
      const records = Object.values(byRef).map(parseRecord);
      return {
        takes: Object.fromEntries(Object.entries(byEffect).map(([effect, count]) => [effect, Number(count)])),
        machines: records.flatMap(({ ref, effectId, spec, machines }) =>
          machines.map((machine) => ({
            ref,
            effectId,
            owner: spec.owner,
            vdc: spec.name,
            machine: machine.name,
            node: machine.node,
            amount: { vcpu: machine.vcpu, memoryGiB: machine.memoryGiB, diskGiB: machine.diskGiB },
          })),
        ),
        taken: takenByNode(byCounter),
        publicIps: byAddress,
      };
    },
  };
  return store;
}

/** The failure of work on a VDC that somebody removed meanwhile. */
export function removed(): ActionFailure {
  return new ActionFailure('ABORTED', 'The VDC has been removed meanwhile.');
}

const nameKey = (owner: string, name: string): string => JSON.stringify([owner, name]);

const parseRecord = (text: string): VdcRecord => JSON.parse(text) as VdcRecord;

function status<const S extends string>(reply: unknown, known: readonly S[]): S {
  const word = Array.isArray(reply) ? known.find((candidate) => candidate === reply[0]) : undefined;
  if (word === undefined) throw new Error(`The grid's script answered ${JSON.stringify(reply)}`);
  return word;
}

/** Several moves on one node are one: a script checks each counter once. */
function perNode(moves: Move[]): Map<string, Amount> {
  const sums = new Map<string, Amount>();
  for (const { node, amount, sign } of moves) {
    const sum = sums.get(node) ?? { vcpu: 0, memoryGiB: 0, diskGiB: 0 };
    for (const resource of resources) sum[resource] += sign * amount[resource];
    sums.set(node, sum);
  }
  return sums;
}

function takenByNode(counters: { [counter: string]: string }): { [node: string]: Amount } {
  const nodes: { [node: string]: Amount } = {};
  for (const [counter, amount] of Object.entries(counters)) {
    const [, node = '', resource] = counter.split(':');
    const known = resources.find((candidate) => candidate === resource);
    if (!known) continue;
    nodes[node] ??= { vcpu: 0, memoryGiB: 0, diskGiB: 0 };
    nodes[node][known] = Number(amount);
  }
  return Object.fromEntries(
    Object.entries(nodes).filter(([, amount]) => resources.some((resource) => amount[resource] !== 0)),
  );
}
