import { type Finding, type Remedy, type Risk, remediesOf } from '#src/cluster/diagnosis/index.ts';
import { textAt } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import type { EngineMending, Mending } from '../engine-repair.ts';
import type { Examination } from './examine-vdc.ts';

/** A way to mend a finding: inside Kubernetes by changes, below it by the engine. */
export type Way = Omit<Remedy, 'changes'> & ({ changes: Remedy['changes'] } | { mending: EngineMending });

/** The ways to mend a finding, the best and safest first. */
export function waysOf(finding: Finding, { snapshot, engine, observation }: Examination): Way[] {
  const inside = snapshot && finding.object.kind !== 'Machine' ? remediesOf(finding, snapshot) : [];
  const machine =
    textAt(finding.facts, 'machine') ??
    (finding.object.kind === 'Node'
      ? observation.machines.find(({ name, hostname = name }) => finding.object.name.startsWith(hostname))?.name
      : undefined);
  const condition = textAt(finding.facts, 'condition') ?? finding.cause;
  const trouble =
    finding.rule === 'condition' ? { condition } : machine === undefined ? undefined : { machine, condition };
  // What only Kubernetes knows of a node, its machine can rarely help: closed for pods, full of them.
  const below = trouble && !['cordoned', 'taint'].includes(finding.cause) ? (engine.mends?.of(trouble) ?? []) : [];
  const mendings = below.map(({ mending, risk }) => wayBelow(mending, risk, machine));
  return [...inside, ...mendings];
}

/** A way of a finding; an unknown one is refused by naming those there are. */
export function wayIn(finding: Finding, examination: Examination, id: string): Way {
  const ways = waysOf(finding, examination);
  const way = ways.find((one) => one.id === id);
  if (way) return way;
  const known = ways.map((one) => one.id).join(', ') || 'none';
  throw new ActionFailure('NOT_FOUND', `This cannot be mended by "${id}" any more. The ways now are: ${known}.`);
}

/**
 * Whether it can be offered together with others, for one consent: nobody has to say anything, the cause is beyond doubt,
 * and nothing is lost. What is down already is harmed by no restart.
 */
export function isSafe(finding: Finding, way: Way): boolean {
  if (way.question || finding.certainty === 'possible' || way.risk === 'destructive') return false;
  return way.risk === 'reversible' || way.id === 'roll-back' || 'mending' in way;
}

function wayBelow(mending: Mending, risk: Risk, machine: string | undefined): Way {
  const { title, warning, undo } = words[mending](machine ?? '');
  const wish = { mending, ...(machine === undefined ? {} : { machine }) };
  return { id: mending, title, risk, warning, undo, mending: wish };
}

const nothing = 'Nothing has to be undone: only what was down comes back.';

const words: { readonly [mending in Mending]: (machine: string) => { title: string; warning: string; undo: string } } =
  {
    'restart-machine': (machine) => ({
      title: `Start ${machine} again`,
      warning: 'It starts where it is, with its disk as it was.',
      undo: nothing,
    }),
    'replace-machine': (machine) => ({
      title: `Replace ${machine} by a machine on another node`,
      warning: 'What is only on its own disk is lost; everything else moves.',
      undo: 'This cannot be undone: the old machine is given back.',
    }),
    'clear-disk': (machine) => ({
      title: `Clear the disk of ${machine} of what nobody uses`,
      warning: 'Unused images and old logs go; apps and their data stay.',
      undo: 'What is needed again is fetched again.',
    }),
    'restart-gateway': () => ({
      title: 'Restart the web gateway',
      warning: 'Nobody gets in through it now, so nobody is cut off.',
      undo: nothing,
    }),
    'renew-address': () => ({
      title: 'Reserve the public address again',
      warning: 'It costs as much as before.',
      undo: 'It can be given back at any time.',
    }),
    'top-up': () => ({
      title: 'Top up the balance for another month',
      warning: 'The price of the VDC stays as it is.',
      undo: 'What is not used stays on the balance.',
    }),
    'backup-again': () => ({
      title: 'Make the backup again',
      warning: 'Nothing that runs is touched.',
      undo: 'A backup can be deleted.',
    }),
  };
