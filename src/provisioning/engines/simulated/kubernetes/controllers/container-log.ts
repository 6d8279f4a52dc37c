import { numberAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { KubernetesObject } from '../kubernetes-object.ts';
import type { Behaviour } from './containers/behaviour.ts';
import { behaviourOf } from './containers/behaviour.ts';
import { lifeOf } from './containers/life.ts';
import { memoryOf } from './memory.ts';
import { hexOf } from './names.ts';

/** A line that a container wrote. */
export interface LogLine {
  at: number;
  text: string;
}

/** More of what a container repeats is not kept, as a real one's log is rotated away. */
const KEPT_REPEATS = 500;

/**
 * What a container of a pod wrote up to a moment, oldest first; `previous` of the one that ran before it. Computed from
 * the pod alone: the same pod always has the same log.
 */
export function containerLog(
  pod: KubernetesObject,
  container: string,
  options: { now: number; previous: boolean },
): LogLine[] {
  const spec = [...objectsAt(pod, 'spec', 'containers'), ...objectsAt(pod, 'spec', 'initContainers')].find(
    (each) => each['name'] === container,
  );
  const memory = memoryOf(pod);
  const life = lifeOf(memory, container, options.now);
  const pace = (numberAt(memory, 'pace') ?? 1_000) / 1_000;
  const running = life.step === 'running' && !options.previous;
  const run = running ? { since: life.since, until: options.now } : life.before;
  if (!spec || !run) return [];
  const behaviour = behaviourOf(
    pod,
    spec,
    life.step === 'running' && behaviourWaits(pod, spec) ? () => false : undefined,
  );
  const until = Math.min(run.until, options.now);
  return [...first(behaviour, run.since, pace), ...repeated(pod, behaviour, run.since, until, pace)]
    .filter(({ at }) => at <= until)
    .map(({ at, text }, index) => ({ at, text: filled(text, { at, pod, container: spec, since: run.since, index }) }));
}

/** Whether it still runs because it waits for somebody: had it been found, it would have ended. */
function behaviourWaits(pod: KubernetesObject, spec: JsonObject): boolean {
  return behaviourOf(pod, spec, () => false).waitsFor !== undefined;
}

function first(behaviour: Behaviour, since: number, pace: number): LogLine[] {
  return behaviour.lines.map(({ after, text }) => ({ at: since + after * 1_000 * pace, text }));
}

function repeated(pod: KubernetesObject, behaviour: Behaviour, since: number, until: number, pace: number): LogLine[] {
  const { repeats } = behaviour;
  if (!repeats || repeats.texts.length === 0) return [];
  const begin = since + behaviour.bootSeconds * 1_000 * pace;
  const every = Math.max(1_000, repeats.every * 1_000 * pace);
  const last = Math.floor((until - begin) / every);
  const lines: LogLine[] = [];
  const first = repeats.irregular !== true ? 0 : 1;
  for (let index = Math.max(first, last - KEPT_REPEATS); index <= last; index++) {
    // A loop is as regular as a clock; what people cause comes a little late, each by its own amount.
    const late =
      repeats.irregular !== true ? 0 : (Number.parseInt(hexOf(4, pod.metadata.uid, index), 16) / 0xffff) * every * 0.6;
    for (const text of repeats.texts) lines.push({ at: Math.round(begin + index * every + late), text });
  }
  return lines;
}

interface Context {
  at: number;
  pod: KubernetesObject;
  container: JsonObject;
  since: number;
  index: number;
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Times and the like, as each kind of software writes them. */
function filled(text: string, { at, pod, container, since, index }: Context): string {
  if (!text.includes('{')) return text;
  const iso = new Date(at).toISOString();
  const [day, time] = [iso.slice(0, 10), iso.slice(11, 19)];
  const [year = '', month = '', date = ''] = day.split('-');
  const milliseconds = iso.slice(20, 23);
  const word = monthNames[Number(month) - 1] ?? '';
  const values: { [name: string]: string } = {
    time: iso,
    stamp: `${day} ${time}.${milliseconds}`,
    date: `${year}/${month}/${date} ${time}`,
    clock: `${day} ${time}+00:00`,
    apache: `${date}/${word}/${year}:${time} +0000`,
    redis: `${date} ${word} ${year} ${time}.${milliseconds}`,
    klog: `${month}${date} ${time}.${milliseconds}000`,
    epoch: (at / 1_000).toFixed(3),
    uptime: String(Math.round((at - since) / 1_000)),
    ip: textAt(pod, 'status', 'podIP') ?? '127.0.0.1',
    image: textAt(container, 'image') ?? '',
    byte: String(2 + (Number.parseInt(hexOf(4, pod.metadata.uid, index), 16) % 240)),
    hex: hexOf(64, pod.metadata.uid),
  };
  return text.replace(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole);
}
